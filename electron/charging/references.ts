import { randomInt } from 'node:crypto'
import type { Environment } from '../../shared/account'
import type { LedgerTables } from '../ledger/ledger'

const longest = 100
/** No vowels and no look-alikes: codes that are read out loud and never spell a word. */
const letters = '23456789BCDFGHJKLMNPQRSTVWXZ'
const codeLength = 6

/**
 * A merchant reference such as `P-20261122-K7QF3M`: P for production and T elsewhere, the local day, and a code that
 * another desk charging for the same account does not come up with as well. A counter would: two desks would both begin
 * the day with 0001, and the second would be told, rightly, that the first one's charge exists.
 */
export function proposedReference(
  environment: Environment,
  now: number,
  random: (below: number) => number = randomInt
): string {
  return `${environment === 'production' ? 'P' : 'T'}-${dayCode(now, codeLength, random)}`
}

/** The local day and so many random letters, such as `20261122-K7QF3M`. @param now ms since 1970 UTC */
export function dayCode(now: number, length: number, random: (below: number) => number): string {
  const day = new Date(now)
  const date = [day.getFullYear(), pad(day.getMonth() + 1), pad(day.getDate())].join('')
  const code = Array.from({ length }, () => letters.charAt(random(letters.length))).join('')
  return `${date}-${code}`
}

/**
 * The references this program has made up since it was started. Of these alone it is certain that nobody else has them:
 * one that only looks the same may be copied from another desk's screen.
 */
export class OwnReferences {
  readonly #made = new Set<string>()

  /** A fresh reference that the account's ledger does not have. @param now ms since 1970 UTC */
  async make(
    ledger: LedgerTables,
    accountId: string,
    environment: Environment,
    now: number
  ): Promise<string> {
    for (;;) {
      const reference = proposedReference(environment, now)
      if (await ledger.charges.isReferenceUsed(accountId, reference)) continue
      this.#made.add(reference)
      return reference
    }
  }

  /** Whether a reference was made up here, or names a later attempt at a charge whose reference was. */
  async isOwn(ledger: LedgerTables, reference: string, retryOf: string | null): Promise<boolean> {
    if (this.#made.has(reference)) return true
    const first = retryOf === null ? null : await ledger.charges.get(retryOf)
    return first !== null && first.ownReference && isLaterAttempt(reference, first.merchantReference)
  }
}

function pad(part: number): string {
  return String(part).padStart(2, '0')
}

interface Attempted {
  readonly base: string
  readonly attempt: number
}

function split(reference: string): Attempted {
  const match = /^(?<base>.+)~(?<attempt>[2-9]|[1-9]\d{1,3})$/.exec(reference)
  if (match?.groups === undefined) return { base: reference, attempt: 1 }
  return { base: match.groups['base'] ?? reference, attempt: Number(match.groups['attempt']) }
}

/** The reference of the next attempt: `order-17` becomes `order-17~2`, that `order-17~3`. At most 100 characters. */
export function nextAttemptReference(reference: string): string {
  const { base, attempt } = split(reference)
  return attemptReference(base, attempt + 1)
}

/** The name of the next attempt at a charge that nobody has used. @throws TrekkError `not_found` */
export async function nextFreeReference(ledger: LedgerTables, retryOf: string): Promise<string> {
  const first = await ledger.charges.require(retryOf)
  let reference = nextAttemptReference(first.merchantReference)
  while (await ledger.charges.isReferenceUsed(first.accountId, reference))
    reference = nextAttemptReference(reference)
  return reference
}

/** Whether a reference is the name of a later attempt at what another names: `order-17~3` after `order-17`. */
export function isLaterAttempt(reference: string, of: string): boolean {
  const { attempt } = split(reference)
  const first = split(of)
  return attempt > first.attempt && reference === attemptReference(first.base, attempt)
}

function attemptReference(base: string, attempt: number): string {
  const suffix = `~${attempt}`
  return base.slice(0, longest - suffix.length) + suffix
}
