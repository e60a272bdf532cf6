import { useTranslation } from 'react-i18next'
import type { RunView } from '../../../../shared/batch-view'
import { timeLeft, type BatchProgress } from '../../../batch-progress'
import { useLocale } from '../../../hooks/use-language'
import { RelativeTime } from '../../../components/RelativeTime'
import { spanText } from '../../../time-format'
import { ProgressBar } from '../ProgressBar'
import classes from './RunStage.module.css'

const oneMinute = 60_000

interface RunProgressProps {
  readonly run: RunView
  readonly progress: BatchProgress
}

/** How far a file has come: in one figure, as a bar, and how fast it goes. Everything has its place from the beginning. */
export function RunProgress({ run, progress }: RunProgressProps) {
  const { t } = useTranslation('files')
  const locale = useLocale()
  const { answered, charges, percent, left } = progress
  const span = timeLeft(progress, run.perSecond)
  const rate = (perSecond: number): string =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(perSecond)
  return (
    <div className={classes['progress']}>
      <div className={classes['figures']}>
        <strong>{t('run.answered', { answered, charges })}</strong>
        <span className="tabular">{t('progress.percent', { percent })}</span>
      </div>
      <ProgressBar progress={progress} size="lg" />
      <div className={classes['facts']}>
        <span>{t('run.left', { count: left })}</span>
        <span>{t('run.inFlight', { count: run.inFlight })}</span>
        {run.setAside > 0 && <span>{t('run.setAside', { count: run.setAside })}</span>}
        {run.perSecond !== null && <span>{t('run.perSecond', { rate: rate(run.perSecond) })}</span>}
        {span !== null && run.state === 'running' && (
          <span>
            {span < oneMinute ? t('run.soon') : t('run.timeLeft', { span: spanText(span, locale) })}
          </span>
        )}
        {run.waitsUntil !== null && (
          <RelativeTime at={run.waitsUntil} within={(time) => t('run.waits', { time })} />
        )}
      </div>
    </div>
  )
}
