import { randomInt } from 'node:crypto'
import type { Environment } from '../../shared/account'

const longest = 100
/** No vowels and no look-alikes: codes that are read out loud and never spell a word. */
const letters = '23456789BCDFGHJKLMNPQRSTVWXZ'
const codeLength = 6

const proposed = new RegExp(`^[TP]-\\d{8}-[${letters}]{${codeLength}}(?:~\\d{1,4})?$`)

/**
 * A merchant reference such as `P-20261122-K7QF3M`: P for production and T elsewhere, the local day, and a code that
 * another desk charging for the same account does not come up with as well. A counter would: two desks would both begin the day with 0001, and the
 * second would be told, rightly, that the first one's charge exists.
 */
export function proposedReference(
  environment: Environment,
  now: number,
  random: (below: number) => number = randomInt
): string {
  const day = new Date(now)
  const date = [day.getFullYear(), pad(day.getMonth() + 1), pad(day.getDate())].join('')
  const code = Array.from({ length: codeLength }, () => letters.charAt(random(letters.length))).join('')
  return `${environment === 'production' ? 'P' : 'T'}-${date}-${code}`
}

/** Whether a reference, or the attempt it is a later one of, has the form Trekk gives, random letters and all. */
export function isProposed(reference: string): boolean {
  return proposed.test(reference)
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
