import { IconPlayerPause } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { RunView } from '../../../../shared/batch-view'
import type { BatchProgress } from '../../../batch-progress'
import { errorFacts } from '../../../components/ErrorFacts'
import { useLocale } from '../../../hooks/use-language'
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
  const facts = usePauseFacts(run)
  return (
    <section className={classes['reason']} aria-label={t('batch:stage.paused')}>
      <IconPlayerPause size={22} aria-hidden />
      <div>
        <strong>{t('paused.stood', { answered, open, left })}</strong>
        <p>{t(`batch:reason.${reason}.what`)}</p>
        {facts !== null && <p>{facts}</p>}
        <p>{t(`batch:reason.${reason}.money`)}</p>
        <p>{t(`batch:reason.${reason}.next`)}</p>
      </div>
    </section>
  )
}

const count = z.number().int()
const declines = z.object({ declines: count, of: count, allowed: count })
const technical = z.object({ inARow: count })

/** The figures by which a file was stopped, in a sentence; null where main said none. */
function usePauseFacts({ reason, details }: RunView): string | null {
  const { t } = useTranslation(['files', 'charge', 'errors', 'common'])
  const errors = useTranslation(['charge', 'errors', 'common']).t
  const locale = useLocale()
  const declined = declines.safeParse(details).data
  if (declined) return t('files:paused.declines', declined)
  const unknown = technical.safeParse(details).data
  if (unknown && reason === 'technical_errors') return t('files:paused.inARow', { count: unknown.inARow })
  return errorFacts(errors, locale, { code: 'internal', message: '', details })
}
