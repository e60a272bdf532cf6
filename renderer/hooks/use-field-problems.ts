import { useTranslation } from 'react-i18next'
import type { AppError } from '../../shared/result'

/** The words for what main said of one field, such as `returnUrl` or `limits.NOK.perDay`; null when it said nothing. */
export function useFieldProblems(error: AppError | null): (field: string) => string | null {
  const { t } = useTranslation('errors')
  return (field) => {
    const found = error?.fields?.find((problem) => problem.field === field)
    return found ? t(`field.${found.problem}`) : null
  }
}
