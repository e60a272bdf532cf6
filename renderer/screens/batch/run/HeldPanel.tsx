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
  if (phase === 'late') return <LatePanel batchId={batchId} run={run} />
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
            {t('held.what')} <TimeText at={run.startsAt} form="full" />
          </p>
        )}
      </div>
    </section>
  )
}

/** Main does not say what kept it. Another file that is being charged is known here; any other reason is told by a start. */
function LatePanel({ batchId, run }: HeldPanelProps) {
  const { t } = useTranslation('files')
  const words = useFileWords()
  const locale = useLocale()
  const other = useFiles(({ active }) =>
    active?.stage === 'running' && active.id !== batchId ? active : null
  )
  return (
    <section className={classes['reason']} role="status">
      <IconClockExclamation size={22} aria-hidden />
      <div>
        <strong>{t('held.late')}</strong>
        <p>
          {t('held.lateSince', { time: fullTime(run.startsAt, locale) })}{' '}
          {other === null ? t('held.lateWhy') : t('held.lateBusy', { name: words.name(other) })}
        </p>
        <p>{t('held.lateMoney')}</p>
        <p>{t(other === null ? 'held.lateNext' : 'held.lateNextBusy')}</p>
      </div>
    </section>
  )
}
