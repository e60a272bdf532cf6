import type { BatchReason } from '../../shared/batch'
import type { RowProblemCode } from '../../shared/batch-problem'
import type { FileWords } from '../../shared/batch-view'
import { fileWordsOf } from '../../shared/file-words'
import type { Language } from '../../shared/languages'
import type { ErrorCode } from '../../shared/result'

/** What happened, what it means for the money, what to do next. */
export interface Explanation {
  readonly what: string
  readonly money: string
  readonly next: string
}

/** The page's own words, where a command speaks of the same things. */
export interface PageWords {
  readonly ofError: (code: ErrorCode) => Explanation
  readonly ofReason: (reason: BatchReason) => Explanation
  readonly ofProblem: (code: RowProblemCode) => string
  /** For the result file. */
  readonly file: FileWords
}

const loaders = {
  en: async () => (await import('../../renderer/locales/en')).en,
  nb: async () => (await import('../../renderer/locales/nb')).nb
} as const satisfies Record<Language, unknown>

/** The words are read when they are needed only: a window's start has no use for them in main. */
export async function readPageWords(language: Language): Promise<PageWords> {
  const { batch, charge, errors } = await loaders[language]()
  const ofProblem = (code: RowProblemCode): string => batch.problem[code].what
  return {
    ofError: (code) => errors[code],
    ofReason: (reason) => batch.reason[reason],
    ofProblem,
    file: fileWordsOf({
      ofProblem,
      ofAside: (code) => batch.aside[code],
      ofError: (code) => errors[code].what,
      ofDecline: (reason) => charge.decline[reason],
      ofAdvice: (kind, time) => charge.advice[kind].replace('{{time}}', time)
    })
  }
}
