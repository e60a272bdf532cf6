import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Brand } from '../../../shared/card'
import type { Alarm, Unresolved } from '../../../shared/tray'
import { api } from '../../api'
import boxClasses from '../../components/Alarm.module.css'
import { AlarmBox } from '../../components/AlarmBox'
import { useCardWords } from '../../components/card-words'
import { ErrorNotice } from '../../components/ErrorNotice'
import { MoneyText } from '../../components/MoneyText'
import { useAction } from '../../hooks/use-action'
import { useNavigation, type Screen } from '../../stores/navigation'
import classes from './UnresolvedScreen.module.css'

interface AlarmListProps {
  readonly unresolved: Unresolved
  readonly onRead: (left: Unresolved) => void
}

/** Contradictions nobody has read. Each stays until a named person has, whatever else happens to what it is about. */
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

/** What tells the subject of an alarm, whichever kind it is of. */
interface Subject {
  readonly kind: Alarm['about']['kind']
  readonly customerName: string
  readonly card: { readonly brand: Brand; readonly lastFour: string } | null
  readonly amount: number | null
  readonly currency: string
  readonly merchantReference: string
  readonly screen: Screen
}

function subjectOf({ about }: Alarm): Subject {
  switch (about.kind) {
    case 'charge': {
      const { charge } = about
      return { ...charge, kind: about.kind, card: charge, screen: { name: 'history', chargeId: charge.id } }
    }
    case 'link': {
      const { link } = about
      const card = link.kind === 'payment' ? link : null
      return { ...link, kind: about.kind, card, screen: { name: 'links', linkId: link.id } }
    }
    case 'modification': {
      const { modification } = about
      const { chargeId, linkId } = modification
      const screen: Screen =
        linkId === null
          ? { name: 'history', ...(chargeId !== null && { chargeId }) }
          : { name: 'links', linkId }
      return { ...modification, kind: about.kind, card: null, screen }
    }
  }
}

interface AlarmItemProps {
  readonly alarm: Alarm
  readonly onRead: (left: Unresolved) => void
}

function AlarmItem({ alarm, onRead }: AlarmItemProps) {
  const { t } = useTranslation(['charge', 'links'])
  const go = useNavigation((state) => state.go)
  const words = useCardWords()
  const reading = useAction(api.readAlarm)
  const subject = subjectOf(alarm)
  const { card, amount, currency, merchantReference: reference } = subject
  const isLink = subject.kind === 'link'
  const title = isLink ? t(`links:alarm.title.${alarm.kind}`) : t(`charge:alarm.title.${alarm.kind}`)
  const read = async (): Promise<void> => {
    const answer = await reading.run({ alarmId: alarm.id })
    if (answer?.ok) onRead(answer.value)
  }
  return (
    <AlarmBox
      alarm={alarm}
      about={subject}
      facts={
        <div className={boxClasses['facts']}>
          <strong>{words.name(subject)}</strong>
          {card && <span>{words.ending(card)}</span>}
          {amount !== null && <MoneyText amount={amount} currency={currency} weight="strong" />}
          <span>{reference}</span>
        </div>
      }
      actions={
        <>
          <div className={boxClasses['actions']}>
            <Button size="xs" variant="default" onClick={() => go(subject.screen)}>
              {isLink ? t('links:alarm.open') : t('alarm.open')}
            </Button>
            <Button
              size="xs"
              loading={reading.busy}
              aria-label={t('alarm.readNamed', { title, reference })}
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
