import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowProblem } from '../../../../shared/batch-problem'
import { useLocale } from '../../../hooks/use-language'
import { shortTime } from '../../../time-format'

/** Codes whose figures and words make a sentence of their own. */
const detailed = [
  'too_long',
  'unknown_word',
  'card_blocked',
  'retry_budget_spent',
  'retry_too_early',
  'attempt_name',
  'reference_twice',
  'duplicate_open',
  'link_open',
  'charged_lately',
  'twice_in_file',
  'name_differs',
  'reference_at_dintero',
  'charged_elsewhere',
  'card_not_active'
] as const
type Detailed = (typeof detailed)[number]

function isDetailed(code: RowProblem['code']): code is Detailed {
  return detailed.some((each) => each === code)
}

export interface RowProblemWords {
  /** Where it is, what it is, and what the cell says. */
  readonly what: (problem: RowProblem) => string
  /** What is known more exactly, and what mends it. */
  readonly mend: (problem: RowProblem) => string
}

/** How the problems of a row are spoken of. */
export function useRowProblemWords(): RowProblemWords {
  const { t } = useTranslation(['files', 'batch'])
  const locale = useLocale()
  return useMemo(() => {
    const detail = ({ code, details }: RowProblem): string => {
      if (!isDetailed(code) || details === undefined) return ''
      const { blockedUntil, notBefore } = details
      const timeOf = (at: typeof notBefore): string =>
        typeof at === 'number' ? shortTime(at, Date.now(), locale) : ''
      const times = { blockedUntil: timeOf(blockedUntil), notBefore: timeOf(notBefore) }
      return t(`batch:detail.${code}`, { ...details, ...times })
    }
    return {
      what: ({ code, field, seen }) => {
        const what = t(`batch:problem.${code}.what`)
        const where = field === null ? what : t('groups.at', { field: t(`batch:field.${field}`), what })
        return seen === '' ? where : t('row.seen', { what: where, seen })
      },
      mend: (problem) => [detail(problem), t(`batch:problem.${problem.code}.mend`)].filter(Boolean).join(' ')
    }
  }, [t, locale])
}
