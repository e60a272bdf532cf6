import { nextAttemptReference } from '../../charging/references'
import type { AttemptEnd } from '../../ledger/charge-record'
import type { NamedCharge } from '../../ledger/reading/file-evidence'

/** A charge is attempted again so often at most; beyond that the reference is used, and the row refused. */
const mostAttempts = 20

/** How a new attempt is named, and at which charge of this ledger it is one; null where that charge is not here. */
export interface NextAttempt {
  readonly reference: string
  readonly retryOf: string | null
  /** How that one ended; null where it is not here, or nothing may come after it. */
  readonly before: AttemptEnd | null
}

/** Everything an attempt after a reference may be named, the first of them first, and before them the reference itself. */
export function attemptNames(reference: string): string[] {
  const names = [reference]
  while (names.length <= mostAttempts) names.push(nextAttemptReference(names.at(-1) ?? reference))
  return names
}

/**
 * What comes after the latest attempt that this ledger knows of. Where that one was charged, or may still be, nothing
 * does: its reference is used, so that the row is refused. A file tells of one day, and may be taken in on another.
 * @param reference under which the file says that the row was declined
 * @param named what the account has used names for, as far as they are `attemptNames`
 */
export function nextAttempt(reference: string, named: ReadonlyMap<string, NamedCharge>): NextAttempt {
  const names = attemptNames(reference)
  const latest = names.findLastIndex((name) => named.has(name))
  const last = named.get(names[latest] ?? '')
  const next = names[Math.max(latest, 0) + 1]
  const before = last?.ended ?? null
  const mayFollow = last === undefined || before !== null
  return {
    reference: mayFollow && next !== undefined ? next : (names[latest] ?? reference),
    retryOf: last?.chargeId ?? null,
    before
  }
}
