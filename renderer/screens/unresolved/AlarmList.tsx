import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Alarm, Unresolved } from '../../../shared/tray'
import { api } from '../../api'
import boxClasses from '../../components/Alarm.module.css'
import { AlarmBox } from '../../components/AlarmBox'
import { useCardWords } from '../../components/card-words'
import { ErrorNotice } from '../../components/ErrorNotice'
import { MoneyText } from '../../components/MoneyText'
import { useAction } from '../../hooks/use-action'
import { useNavigation } from '../../stores/navigation'
import classes from './UnresolvedScreen.module.css'

interface AlarmListProps {
  readonly unresolved: Unresolved
  readonly onRead: (left: Unresolved) => void
}

/** Contradictions nobody has read. Each stays until a named person has, whatever else happens to its charge. */
export function AlarmList({ unresolved, onRead }: AlarmListProps) {
  const { t } = useTranslation('unresolved')
  const { alarms, alarmCount } = unresolved
  if (alarmCount === 0) return null
  return (
    <section className={classes['alarms']} aria-label={t('alarms')}>
      <h2>{t('alarmCount', { count: alarmCount })}</h2>
      {alarms.map((alarm) => (
        <AlarmItem key={alarm.id} alarm={alarm} onRead={onRead} />
      ))}
      {alarms.length < alarmCount && (
        <p className={classes['more']}>{t('alarmsShown', { count: alarms.length })}</p>
      )}
    </section>
  )
}

function AlarmItem({
  alarm,
  onRead
}: {
  readonly alarm: Alarm
  readonly onRead: (left: Unresolved) => void
}) {
  const { t } = useTranslation('charge')
  const go = useNavigation((state) => state.go)
  const words = useCardWords()
  const reading = useAction(api.readAlarm)
  const { charge } = alarm
  const read = async (): Promise<void> => {
    const answer = await reading.run({ alarmId: alarm.id })
    if (answer?.ok) onRead(answer.value)
  }
  return (
    <AlarmBox
      alarm={alarm}
      charge={charge}
      facts={
        <div className={boxClasses['facts']}>
          <strong>{words.name(charge)}</strong>
          <span>{words.ending(charge)}</span>
          <MoneyText amount={charge.amount} currency={charge.currency} weight="strong" />
          <span>{charge.merchantReference}</span>
        </div>
      }
      actions={
        <>
          <div className={boxClasses['actions']}>
            <Button size="xs" variant="default" onClick={() => go({ name: 'history', chargeId: charge.id })}>
              {t('alarm.open')}
            </Button>
            <Button
              size="xs"
              loading={reading.busy}
              aria-label={t('alarm.readNamed', {
                title: t(`alarm.title.${alarm.kind}`),
                reference: charge.merchantReference
              })}
              onClick={() => void read()}
            >
              {t('alarm.read')}
            </Button>
          </div>
          {reading.error && (
            <ErrorNotice error={reading.error} money={t('alarm.failed')} onClose={reading.clear} />
          )}
        </>
      }
    />
  )
}
