import { hasExpired } from './contract'
import type { Brand, Provider } from './contract'

/** Why the simulated issuer or gateway says no, in words of our own; both of Dintero's vocabularies are made from these. */
export const declineCauses = [
  'insufficient_funds',
  'expired_card',
  'stolen_card',
  'restricted_card',
  'closed_account',
  'do_not_retry',
  'modifications_required',
  'daily_limit',
  'monthly_limit',
  'suspected_fraud',
  'invalid_amount',
  'format_error',
  'rejected',
  'issuer_unavailable'
] as const
export type DeclineCause = (typeof declineCauses)[number]

/** How a card answers when neither the amount, the expiry nor a limit decides first. */
export const cardBehaviours = ['approve', ...declineCauses] as const
export type CardBehaviour = (typeof cardBehaviours)[number]

const hour = 3_600_000
const day = 24 * hour

/** One earlier attempt on a card. `at` is ms since 1970 UTC; `cause` is null for an approval. */
export interface Attempt {
  readonly at: number
  readonly cause: DeclineCause | null
}

export interface Decision {
  /** null: approved */
  readonly cause: DeclineCause | null
  /** False when the gateway refused by itself, so that the scheme never saw the attempt and does not count it. */
  readonly counted: boolean
  /** When a new attempt is allowed, ms since 1970 UTC, where the refusal depends on time. */
  readonly retryAt: number | null
}

/**
 * Swedbank Pay's documented test amounts, minor units; 900305 is the one that Dintero's own page adds
 * (docs/dintero.md 10).
 */
export const magicAmounts: ReadonlyMap<number, DeclineCause> = new Map([
  [900_305, 'monthly_limit'],
  [900_313, 'invalid_amount'],
  [900_330, 'format_error'],
  [900_334, 'suspected_fraud'],
  [900_343, 'stolen_card'],
  [900_351, 'rejected'],
  [900_354, 'expired_card'],
  [900_359, 'suspected_fraud'],
  [900_361, 'insufficient_funds'],
  [900_362, 'rejected'],
  [900_391, 'issuer_unavailable'],
  // Declined like any other until the scheme's limit is reached; that is what this amount is for.
  [952_100, 'rejected'],
  [952_400, 'do_not_retry'],
  [952_507, 'modifications_required']
])

interface SchemeLimit {
  readonly brand: Brand
  readonly provider: Provider | null
  readonly failures: number
  readonly window: number
  readonly cause: DeclineCause
}

/** Failed attempts a scheme allows (docs/dintero.md 3.6); the third is Swedbank Pay's own. */
const schemeLimits: readonly SchemeLimit[] = [
  { brand: 'mastercard', provider: null, failures: 10, window: day, cause: 'daily_limit' },
  { brand: 'visa', provider: null, failures: 15, window: 30 * day, cause: 'monthly_limit' },
  { brand: 'mastercard', provider: 'payex', failures: 35, window: 30 * day, cause: 'monthly_limit' }
]

/** How long a "do not retry" answer bars a card (docs/dintero.md 3.6). */
const barred = 30 * day

interface Asked {
  readonly provider: Provider
  readonly brand: Brand
  readonly expiry: string | null
  readonly behaviour: CardBehaviour
  /** minor units */
  readonly amount: number
  /** Earlier attempts that reached the scheme, oldest first. */
  readonly attempts: readonly Attempt[]
  /** ms since 1970 UTC */
  readonly now: number
  /** The customer confirms the payment, so a soft decline ("modifications required") is answered. */
  readonly customerPresent: boolean
}

/** Decides an authorisation from facts alone: a bar, a scheme limit, the amount, the expiry, the card; in that order. */
export function decide(asked: Asked): Decision {
  const limited = gatewayRefusal(asked)
  if (limited) return limited
  const byAmount = magicAmounts.get(asked.amount)
  const byExpiry = hasExpired(asked.expiry, asked.now) ? 'expired_card' : undefined
  const byCard = asked.behaviour === 'approve' ? null : asked.behaviour
  const cause = byAmount ?? byExpiry ?? byCard
  if (cause === 'modifications_required' && asked.customerPresent) {
    return { cause: null, counted: true, retryAt: null }
  }
  return { cause, counted: true, retryAt: retryTime(cause, asked.now) }
}

function gatewayRefusal({ attempts, provider, brand, now }: Asked): Decision | null {
  const failures = attempts.slice(attempts.findLastIndex(({ cause }) => cause === null) + 1)
  const bar = failures.findLast(({ at, cause }) => cause === 'do_not_retry' && now < at + barred)
  if (bar) return { cause: 'do_not_retry', counted: false, retryAt: null }
  for (const limit of schemeLimits) {
    if (limit.brand !== brand || (limit.provider !== null && limit.provider !== provider)) continue
    const recent = failures.filter(({ at }) => now < at + limit.window)
    const freeing = recent.at(-limit.failures)
    if (freeing) return { cause: limit.cause, counted: false, retryAt: freeing.at + limit.window }
  }
  return null
}

function retryTime(cause: DeclineCause | null, now: number): number | null {
  if (cause === 'insufficient_funds' || cause === 'daily_limit') return now + day
  return cause === 'monthly_limit' ? now + 30 * day : null
}
