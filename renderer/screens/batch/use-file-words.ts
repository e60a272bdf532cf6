import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { rowProblemCode } from '../../../shared/batch-problem'
import type { FileWords } from '../../../shared/batch-view'
import { declineReasons, retryAdvice } from '../../../shared/charge'
import { errorCodes } from '../../../shared/result'
import { asideWords } from './aside-words'

/** When another attempt may be made has a column of its own. */
const elsewhere = '…'

/** What the page calls the things that stand in files that are saved. */
export function useFileWords(): FileWords {
  const { t } = useTranslation(['files', 'batch', 'charge', 'errors'])
  return useMemo(
    () => ({
      problems: of(rowProblemCode.options, (code) => t(`batch:problem.${code}.what`)),
      errors: of(errorCodes, (code) => asideWords(t, code)),
      declines: of(declineReasons, (reason) => t(`charge:decline.${reason}`)),
      advice: of(retryAdvice.shape.kind.options, (kind) => t(`charge:advice.${kind}`, { time: elsewhere }))
    }),
    [t]
  )
}

function of<Code extends string>(
  codes: readonly Code[],
  word: (code: Code) => string
): Record<string, string> {
  return Object.fromEntries(codes.map((code) => [code, word(code)]))
}
