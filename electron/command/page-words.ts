import type { BatchReason } from '../../shared/batch'
import { rowProblemCode, type RowProblemCode } from '../../shared/batch-problem'
import type { FileWords } from '../../shared/batch-view'
import { declineReasons, retryAdvice } from '../../shared/charge'
import type { Language } from '../../shared/languages'
import { errorCodes, type ErrorCode } from '../../shared/result'

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

/** When another attempt may be made has a column of its own in the result. */
const elsewhere = '…'

/** The words are read when they are needed only: a window's start has no use for them in main. */
export async function readPageWords(language: Language): Promise<PageWords> {
  const { batch, charge, errors } = await loaders[language]()
  return {
    ofError: (code) => errors[code],
    ofReason: (reason) => batch.reason[reason],
    ofProblem: (code) => batch.problem[code].what,
    file: {
      problems: of(rowProblemCode.options, (code) => batch.problem[code].what),
      errors: of(errorCodes, (code) => errors[code].what),
      declines: of(declineReasons, (reason) => charge.decline[reason]),
      advice: of(retryAdvice.shape.kind.options, (kind) => charge.advice[kind].replace('{{time}}', elsewhere))
    }
  }
}

function of<Code extends string>(
  codes: readonly Code[],
  word: (code: Code) => string
): Record<string, string> {
  return Object.fromEntries(codes.map((code) => [code, word(code)]))
}
