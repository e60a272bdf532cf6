import { IconAlertOctagonFilled } from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RaisedAlarm } from '../../shared/alarm'
import type { Alarm } from '../../shared/tray'
import { formatMoney } from '../../shared/money'
import { useLocale } from '../hooks/use-language'
import classes from './Alarm.module.css'
import { AlarmTransactions } from './AlarmTransactions'
import { TimeText } from './TimeText'

interface AlarmBoxProps {
  readonly alarm: RaisedAlarm
  /** What it is about, and the money that was asked for, minor units; null where none was. */
  readonly about: {
    readonly kind: Alarm['about']['kind']
    readonly amount: number | null
    readonly currency: string
  }
  /** What tells it apart, where it is not shown beside. */
  readonly facts?: ReactNode
  readonly actions?: ReactNode
}

/** A contradiction: what Trekk said, what Dintero says, and what to do. The same words wherever it is shown. */
export function AlarmBox({ alarm, about, facts, actions }: AlarmBoxProps) {
  const { t } = useTranslation(['charge', 'links'])
  const locale = useLocale()
  const title = useId()
  const money = about.amount === null ? '' : formatMoney(about.amount, about.currency, locale)
  const words = about.kind === 'link' ? 'links:alarm' : 'charge:alarm'
  const { kind, readBy } = alarm
  return (
    <section
      className={classes['root']}
      aria-labelledby={title}
      data-testid="alarm"
      data-kind={kind}
      data-read={readBy !== null}
    >
      <h3 id={title}>
        <IconAlertOctagonFilled size={18} aria-hidden />
        {t(`${words}.title.${kind}`)}
      </h3>
      {facts}
      <p>{t(`${words}.what.${kind}`, { money })}</p>
      <AlarmTransactions transactions={alarm.transactions} />
      <p className={classes['next']}>{t(`${words}.next.${kind}`)}</p>
      <p className={classes['quiet']}>
        <TimeText at={alarm.raisedAt} form="full" />
        {readBy !== null && <> · {t('alarm.readBy', { name: readBy })}</>}
      </p>
      {actions}
    </section>
  )
}
