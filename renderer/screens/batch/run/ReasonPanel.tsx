import { IconPlayerPause } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { RunView } from '../../../../shared/batch-view'
import type { BatchProgress } from '../../../batch-progress'
import classes from './RunStage.module.css'

interface ReasonPanelProps {
  readonly run: RunView
  readonly progress: BatchProgress
}

/** Why a file is paused: where it stood, what happened, what it means for the money, what to do next. */
export function ReasonPanel({ run, progress }: ReasonPanelProps) {
  const { t } = useTranslation(['files', 'batch'])
  const reason = run.reason ?? 'person'
  const { answered, open, left } = progress
  return (
    <section className={classes['reason']} aria-label={t('batch:stage.paused')}>
      <IconPlayerPause size={22} aria-hidden />
      <div>
        <strong>{t('paused.stood', { answered, open, left })}</strong>
        <p>{t(`batch:reason.${reason}.what`)}</p>
        <p>{t(`batch:reason.${reason}.money`)}</p>
        <p>{t(`batch:reason.${reason}.next`)}</p>
      </div>
    </section>
  )
}
