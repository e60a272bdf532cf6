import { rowProblemCode, type RowProblemCode } from './batch-problem'
import type { FileWords } from './batch-view'
import { declineReasons, retryAdvice, type DeclineReason, type RetryAdvice } from './charge'
import { errorCodes, type ErrorCode } from './result'

/** Why a row was not charged for which a single charge has other words: it is asked at its button, and a row has none. */
export const asideCodes = ['review_unconfirmed', 'resend_not_allowed'] as const satisfies readonly ErrorCode[]
export type AsideCode = (typeof asideCodes)[number]

export function isAsideCode(code: string): code is AsideCode {
  return (asideCodes as readonly string[]).includes(code)
}

/** When another attempt may be made has a column of its own in files. */
const elsewhere = '…'

/** The words of one language for what is written into files that are saved. */
export interface WordsForFiles {
  /** `batch.problem.<code>.what` */
  readonly ofProblem: (code: RowProblemCode) => string
  /** `batch.aside.<code>` */
  readonly ofAside: (code: AsideCode) => string
  /** `errors.<code>.what` */
  readonly ofError: (code: ErrorCode) => string
  /** `charge.decline.<reason>` */
  readonly ofDecline: (reason: DeclineReason) => string
  /** `charge.advice.<kind>` with a time */
  readonly ofAdvice: (kind: RetryAdvice['kind'], time: string) => string
}

/** What a saved file calls things, whoever saves it. */
export function fileWordsOf(words: WordsForFiles): FileWords {
  return {
    problems: byCode(rowProblemCode.options, words.ofProblem),
    errors: byCode(errorCodes, (code) => (isAsideCode(code) ? words.ofAside(code) : words.ofError(code))),
    declines: byCode(declineReasons, words.ofDecline),
    advice: byCode(retryAdvice.shape.kind.options, (kind) => words.ofAdvice(kind, elsewhere))
  }
}

function byCode<Code extends string>(
  codes: readonly Code[],
  word: (code: Code) => string
): Record<string, string> {
  return Object.fromEntries(codes.map((code) => [code, word(code)]))
}
