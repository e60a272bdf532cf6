import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { longestPin, shortestPin } from '../../../shared/approval'
import type { Problem } from '../../../shared/fields'
import type { AppError, ErrorCode } from '../../../shared/result'
import { useLocale } from '../../hooks/use-language'
import { fullTime } from '../../time-format'

/** Codes that are about who approves: they are said beside that, and not above everything. */
const codes: readonly ErrorCode[] = [
  'approval_needed',
  'approval_own',
  'approval_nameless',
  'approver_unknown',
  'approver_locked',
  'pin_wrong'
]

export function isAboutApproval(error: AppError): boolean {
  return codes.includes(error.code)
}

const details = z.object({
  triesLeft: z.number().int().optional(),
  notBefore: z.number().int().optional()
})

/** Names and PINs in words: what is wrong with one, and until when nobody looks at another. */
export function useApprovalWords() {
  const { t } = useTranslation('approval')
  const locale = useLocale()
  return {
    /** What main said of the PIN somebody showed; null when it said nothing of it. */
    refusedPin: (error: AppError | null): string | null => {
      if (error?.code !== 'pin_wrong' && error?.code !== 'approver_locked') return null
      const { triesLeft, notBefore } = details.safeParse(error.details).data ?? {}
      if (notBefore !== undefined) return t('problem.lockedUntil', { time: fullTime(notBefore, locale) })
      return triesLeft === undefined ? t('problem.wrong') : t('problem.wrongLeft', { count: triesLeft })
    },
    /** What is wrong with a PIN somebody wants. */
    newPin: (problem: Problem): string => {
      const bounds = { shortest: shortestPin, longest: longestPin }
      switch (problem) {
        case 'missing':
        case 'too_small':
        case 'too_long':
        case 'not_allowed':
        case 'used':
          return t(`problem.pin.${problem}`, bounds)
        default:
          return t('problem.pin.malformed')
      }
    },
    name: (problem: Problem): string =>
      t(`problem.name.${problem === 'missing' || problem === 'used' ? problem : 'other'}`)
  }
}
