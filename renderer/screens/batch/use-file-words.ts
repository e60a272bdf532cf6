import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileWords } from '../../../shared/batch-view'
import { fileWordsOf } from '../../../shared/file-words'

/** What the page calls the things that stand in files that are saved. */
export function useFileWords(): FileWords {
  const { t } = useTranslation(['batch', 'charge', 'errors'])
  return useMemo(
    () =>
      fileWordsOf({
        ofProblem: (code) => t(`batch:problem.${code}.what`),
        ofAside: (code) => t(`batch:aside.${code}`),
        ofError: (code) => t(`errors:${code}.what`),
        ofDecline: (reason) => t(`charge:decline.${reason}`),
        ofAdvice: (kind, time) => t(`charge:advice.${kind}`, { time })
      }),
    [t]
  )
}
