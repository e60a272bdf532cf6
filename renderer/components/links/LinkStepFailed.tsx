import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/result'
import outcome from '../ChargeOutcome.module.css'
import { ErrorFacts } from '../ErrorFacts'

/** Something that was tried with a link and did not work; what was said of the money before still holds. */
export function LinkStepFailed({ error }: { readonly error: AppError }) {
  const { t } = useTranslation(['links', 'errors'])
  return (
    <div className={outcome['failed']} role="alert">
      <strong>{t('action.failed')}</strong> {t(`errors:${error.code}.what`)} {t('action.unchanged')}
      <ErrorFacts error={error} />
    </div>
  )
}
