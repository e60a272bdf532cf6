import type { Brand, CardView } from '../../shared/card'
import type { RetryBudget } from '../../shared/charge'
import { decisionOf } from '../../shared/outcome'
import { TrekkError } from '../../shared/result'
import type { Transaction } from '../../shared/transaction'
import type { Attempt } from '../ledger/charges'

interface Window {
  readonly hours: number
  readonly allowed: number
}

const day = 24
const month = 30 * day

/**
 * Failed attempts the card schemes allow (docs/dintero.md 3.6: Mastercard 10 in 24 hours and, by Swedbank Pay, 35 in 30
 * days; Visa 15 in 30 days). A card of another or unknown brand may be either, so the strictest of both hold.
 */
const mastercard: readonly Window[] = [
  { hours: day, allowed: 10 },
  { hours: month, allowed: 35 }
]
const visa: readonly Window[] = [{ hours: month, allowed: 15 }]
const either: readonly Window[] = [
  { hours: day, allowed: 10 },
  { hours: month, allowed: 15 }
]
const windows: Readonly<Record<Brand, readonly Window[]>> = { mastercard, visa, amex: either, other: either }

/** Charging stops here, so that attempts made elsewhere and not seen do not get the card blocked. In percent. */
const margin = 80

const hour = 3_600_000

/** How far back attempts matter for any scheme, ms. */
export const longestWindow = month * hour

/** How long a card is barred after a "do not retry" answer (docs/dintero.md 3.6), ms. */
export const blockedFor = 30 * day * hour

/**
 * Attempts by charges made elsewhere, from Dintero's list of a token's transactions. Those still undecided and those
 * nobody can read are left out.
 */
export function attemptsIn(transactions: readonly Transaction[]): Attempt[] {
  return transactions.flatMap((transaction) => {
    const { id, createdAt, status } = transaction
    const decision = decisionOf(status)
    if (createdAt === null || decision === null || decision === 'pending') return []
    return [{ transactionId: id, at: createdAt, failed: decision === 'declined' }]
  })
}

/**
 * A card's failures in the window of its scheme that is closest to its end. A success resets the count.
 * @param own attempts in this ledger
 * @param elsewhere attempts Dintero lists, or null when it could not be asked; those with a transaction id that is
 * also in `own` count once
 */
export function budgetOf(
  card: Pick<CardView, 'brand' | 'blockedUntil'>,
  own: readonly Attempt[],
  elsewhere: readonly Attempt[] | null,
  now: number
): RetryBudget {
  const known = new Set(own.map((attempt) => attempt.transactionId))
  const others = (elsewhere ?? []).filter(
    ({ transactionId }) => transactionId === null || !known.has(transactionId)
  )
  const attempts = [...own, ...others]
  const reset = attempts.reduce((last, { at, failed }) => (failed ? last : Math.max(last, at)), -Infinity)
  const failures = attempts.filter((attempt) => attempt.failed && attempt.at > reset)
  const counted = windows[card.brand].map((window) => ({
    failures: failures.filter(({ at }) => at > now - window.hours * hour).length,
    allowed: window.allowed,
    stopAt: Math.floor((window.allowed * margin) / 100),
    windowHours: window.hours
  }))
  const tightest = counted.reduce((one, other) => (left(other) < left(one) ? other : one))
  return {
    brand: card.brand,
    ...tightest,
    blockedUntil: card.blockedUntil,
    complete: elsewhere !== null
  }
}

function left({ stopAt, failures }: Pick<RetryBudget, 'stopAt' | 'failures'>): number {
  return stopAt - failures
}

/** @throws TrekkError `card_blocked` | `retry_budget_spent`, with the figures to show */
export function checkBudget(budget: RetryBudget): void {
  if (budget.blockedUntil !== null) {
    throw new TrekkError('card_blocked', 'the card answered "do not retry"', {
      details: { blockedUntil: budget.blockedUntil }
    })
  }
  if (budget.failures >= budget.stopAt) {
    const { brand, failures, allowed, windowHours } = budget
    throw new TrekkError('retry_budget_spent', 'too many failed attempts on this card', {
      details: { brand, failures, allowed, windowHours }
    })
  }
}
