import { IconAlertOctagonFilled } from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargeAlarm } from '../../shared/alarm'
import type { ChargeRow } from '../../shared/charge'
import { formatMoney } from '../../shared/money'
import { useLocale } from '../hooks/use-language'
import classes from './Alarm.module.css'
import { AlarmTransactions } from './AlarmTransactions'
import { TimeText } from './TimeText'

interface AlarmBoxProps {
  readonly alarm: ChargeAlarm
  readonly charge: Pick<ChargeRow, 'amount' | 'currency'>
  /** What tells the charge, where it is not shown beside. */
  readonly facts?: ReactNode
  readonly actions?: ReactNode
}

/** A contradiction: what Trekk said, what Dintero says, and what to do. The same words wherever it is shown. */
export function AlarmBox({ alarm, charge, facts, actions }: AlarmBoxProps) {
  const { t } = useTranslation('charge')
  const locale = useLocale()
  const title = useId()
  const money = formatMoney(charge.amount, charge.currency, locale)
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
        {t(`alarm.title.${kind}`)}
      </h3>
      {facts}
      <p>{t(`alarm.what.${kind}`, { money })}</p>
      <AlarmTransactions transactions={alarm.transactions} />
      <p className={classes['next']}>{t(`alarm.next.${kind}`)}</p>
      <p className={classes['quiet']}>
        <TimeText at={alarm.raisedAt} form="full" />
        {readBy !== null && <> · {t('alarm.readBy', { name: readBy })}</>}
      </p>
      {actions}
    </section>
  )
}
