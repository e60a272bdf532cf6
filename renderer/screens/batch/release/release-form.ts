import type { Approval } from '../../../../shared/approval'
import type { CurrencySum } from '../../../../shared/batch'
import type { BatchReview } from '../../../../shared/batch-view'
import { isCurrency, parseTotal } from '../../../../shared/money'
import { isSaid } from '../../../components/approval/approval-form'
import type { Problem } from '../../../field-problems'

/** What was typed, by currency, untouched. */
export type TypedSums = Readonly<Record<string, string>>

/** What is wrong with a total that was typed again; null when it is the one that is shown. */
export function totalProblem(text: string, { currency, amount }: CurrencySum): Problem | 'mismatch' | null {
  if (!isCurrency(currency)) return 'not_allowed'
  const read = parseTotal(text, currency)
  if (read.ok) return read.amount === amount ? null : 'mismatch'
  // Typed the same way as shown is enough: of two readings, the one that is shown is meant.
  if (read.problem === 'ambiguous') return read.readings.includes(amount) ? null : 'mismatch'
  return read.problem
}

/** The totals as main wants them; null while one is missing or another. */
export function typedSums(
  sums: readonly CurrencySum[],
  typed: TypedSums
): { currency: string; amount: number }[] | null {
  const isRight = sums.every((sum) => totalProblem(typed[sum.currency] ?? '', sum) === null)
  return isRight ? sums.map(({ currency, amount }) => ({ currency, amount })) : null
}

/** What staff says the file should come to, as typed. */
export interface ExpectedForm {
  readonly charges: string
  readonly sums: TypedSums
}

export const nothingExpected: ExpectedForm = { charges: '', sums: {} }

export type Expected = { charges: number | null; sums: CurrencySum[] } | null

/** Reads how many charges are expected: whole figures, grouped or not. @returns null for none; `NaN` for what is no figure */
export function readCount(text: string): number | null {
  const figures = text.replace(/[\p{Zs}.,'’]/gu, '')
  if (figures === '') return null
  return /^\d{1,7}$/.test(figures) ? Number(figures) : Number.NaN
}

/**
 * What staff expects, for main to hold against the file.
 * @returns null when nothing is said; `unclear` while something that is typed cannot be read
 */
export function readExpected({ charges, sums }: ExpectedForm): Expected | 'unclear' {
  const count = readCount(charges)
  if (Number.isNaN(count)) return 'unclear'
  const read: CurrencySum[] = []
  for (const [currency, text] of Object.entries(sums)) {
    if (text.trim() === '') continue
    const amount = isCurrency(currency) ? parseTotal(text, currency) : null
    if (!amount?.ok) return 'unclear'
    read.push({ currency, charges: 0, amount: amount.amount })
  }
  return count === null && read.length === 0 ? null : { charges: count, sums: read }
}

/** Everything that must hold before a file may be released, apart from its name. */
export interface ReleaseAnswers {
  readonly typed: TypedSums
  readonly realMoney: boolean
  readonly approval: Approval
}

/** What keeps a file from being released; null when nothing does. */
export function heldBackBy(
  review: BatchReview,
  { typed, realMoney, approval }: ReleaseAnswers,
  isProduction: boolean
): 'nothing' | 'expected' | 'totals' | 'real_money' | 'approval' | null {
  if (review.charges === 0) return 'nothing'
  if (review.expected?.met === false) return 'expected'
  if (typedSums(review.sums, typed) === null) return 'totals'
  if (isProduction && !realMoney) return 'real_money'
  return review.approval !== null && !isSaid(approval) ? 'approval' : null
}
