import { parseAmount } from '../shared/money'
import type { Problem } from './field-problems'

/**
 * What is wrong with an amount that is typed a second time; null when it is the one that is shown. Typed the same way as
 * shown is enough: of two readings, the one that is shown is meant.
 * @param amount minor units
 * @returns `mismatch` for another amount
 */
export function typedAgainProblem(
  typed: string,
  amount: number,
  currency: string
): Problem | 'mismatch' | null {
  const read = parseAmount(typed, currency)
  if (read.ok) return read.amount === amount ? null : 'mismatch'
  if (read.problem === 'ambiguous') return read.readings.includes(amount) ? null : 'mismatch'
  return read.problem
}
