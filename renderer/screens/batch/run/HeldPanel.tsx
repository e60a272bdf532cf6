import { IconClockExclamation, IconHourglass } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RunView } from '../../../../shared/batch-view'
import { TimeText } from '../../../components/TimeText'
import { useLocale } from '../../../hooks/use-language'
import { useNow } from '../../../hooks/use-now'
import { useFiles } from '../../../stores/use-files'
import { fullTime } from '../../../time-format'
import { useFileWords } from '../file-words'
import { countdown, heldPhase } from './held-time'
import classes from './RunStage.module.css'

interface HeldPanelProps {
  readonly batchId: string
  readonly run: RunView
}

/** The time before anything leaves, in which the whole file can be called off; or why it has not begun. */
export function HeldPanel({ batchId, run }: HeldPanelProps) {
  const { t } = useTranslation('files')
  const now = useNow(250)
  const phase = heldPhase(run.startsAt, now)
  const kept = run.start?.kept ?? null
  if (phase === 'late' || (phase === 'starts' && kept !== null))
    return <LatePanel batchId={batchId} run={run} />
  return (
    <section className={classes['held']}>
      <IconHourglass size={22} aria-hidden />
      <span role="timer" className={classes['clock']} aria-label={t('held.left')}>
        {countdown(run.startsAt - now)}
      </span>
      <div>
        <strong>{t('held.title', { count: run.charges })}</strong>
        {phase === 'starts' ? (
          <p>{t('held.starts')}</p>
        ) : (
          <p>
            {t(kept === null ? 'held.what' : 'held.reopened')} <TimeText at={run.startsAt} form="full" />
          </p>
        )}
      </div>
    </section>
  )
}

/** Why a file did not start when its time had come, and whether anybody has to do something about it. */
function LatePanel({ batchId, run }: HeldPanelProps) {
  const { t } = useTranslation(['files', 'errors'])
  const words = useFileWords()
  const locale = useLocale()
  const other = useFiles(({ active }) =>
    active?.stage === 'running' && active.id !== batchId ? active : null
  )
  const kept = run.start?.kept ?? 'unsaid'
  const isNamed = kept === 'batch_busy' && other !== null
  const isOfHolding = kept === 'closed' || kept === 'batch_busy' || kept === 'unsaid'
  const why = isOfHolding ? t(`held.kept.${kept}`) : t(`errors:${kept}.what`)
  const goesOn = run.start?.byItself === true && kept === 'batch_busy'
  return (
    <section className={classes['reason']} role="status">
      <IconClockExclamation size={22} aria-hidden />
      <div>
        <strong>{t('held.late')}</strong>
        <p>
          {t('held.lateSince', { time: fullTime(run.startsAt, locale) })}{' '}
          {isNamed ? t('held.lateBusy', { name: words.name(other) }) : why}
        </p>
        <p>{t(goesOn ? 'held.lateMoneyBusy' : 'held.lateMoney')}</p>
        {!isOfHolding && <p>{t(`errors:${kept}.next`)}</p>}
        <p>{t(goesOn ? 'held.lateNextBusy' : 'held.lateNext')}</p>
      </div>
    </section>
  )
}
