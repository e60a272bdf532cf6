import type { Decline, DeclineReason, RetryAdvice } from './charge'
import type { EventError, Transaction, TransactionEvent } from './transaction'

type AdviceKind = RetryAdvice['kind']

interface Meaning {
  readonly reason: DeclineReason
  readonly advice: AdviceKind
  /** How long the block lasts from the decline on, ms, where the scheme's rule says so and Dintero may not. */
  readonly blockedFor?: number
}

const hour = 3_600_000

/**
 * Both of Dintero's decline vocabularies (docs/dintero.md 3.5), most telling first: when an error has several types,
 * the first one found here names the reason. The lengths of the two limits are the schemes' own windows
 * (docs/dintero.md 3.6).
 */
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['REJECTED_BY_ACQUIRER_CARD_STOLEN', { reason: 'stolen_card', advice: 'never' }],
  ['PICK_UP_CARD', { reason: 'stolen_card', advice: 'never' }],
  ['CLOSED_ACCOUNT', { reason: 'closed_account', advice: 'never' }],
  ['REJECTED_BY_ACQUIRER_POSSIBLE_FRAUD', { reason: 'suspected_fraud', advice: 'unsaid' }],
  ['EXPIRED_CARD', { reason: 'expired_card', advice: 'with_customer' }],
  ['REJECTED_BY_ACQUIRER_CARD_EXPIRED', { reason: 'expired_card', advice: 'with_customer' }],
  ['RESTRICTED_CARD', { reason: 'restricted_card', advice: 'unsaid' }],
  ['INSUFFICIENT_FUNDS', { reason: 'insufficient_funds', advice: 'unsaid' }],
  ['REJECTED_BY_ACQUIRER_INSUFFICIENT_FUNDS', { reason: 'insufficient_funds', advice: 'unsaid' }],
  ['MONTHLY_LIMIT_EXCEEDED', { reason: 'monthly_limit', advice: 'after', blockedFor: 30 * 24 * hour }],
  ['DAILY_LIMIT_EXCEEDED', { reason: 'daily_limit', advice: 'after', blockedFor: 24 * hour }],
  ['EXCEEDS_APPROVAL_LIMIT', { reason: 'limit_exceeded', advice: 'unsaid' }],
  ['EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT', { reason: 'limit_exceeded', advice: 'unsaid' }],
  ['MODIFICATIONS_REQUIRED', { reason: 'customer_needed', advice: 'with_customer' }],
  ['ADDITIONAL_VERIFICATION_REQUIRED', { reason: 'customer_needed', advice: 'with_customer' }],
  ['PIN_REQUIRED', { reason: 'customer_needed', advice: 'with_customer' }],
  ['FAILED_VERIFICATION', { reason: 'customer_needed', advice: 'with_customer' }],
  ['INVALID_AMOUNT', { reason: 'invalid_amount', advice: 'fix_first' }],
  ['REJECTED_BY_ACQUIRER_INVALID_AMOUNT', { reason: 'invalid_amount', advice: 'fix_first' }],
  ['INVALID_MERCHANT', { reason: 'invalid_request', advice: 'fix_first' }],
  ['INVALID_TRANSACTION', { reason: 'invalid_request', advice: 'fix_first' }],
  ['REJECTED_BY_ACQUIRER_FORMAT_ERROR', { reason: 'invalid_request', advice: 'fix_first' }],
  ['DO_NOT_RETRY', { reason: 'do_not_retry', advice: 'never' }],
  ['ISSUER_ERROR', { reason: 'issuer_unavailable', advice: 'unsaid' }],
  ['ACQUIRER_HOST_OFFLINE', { reason: 'issuer_unavailable', advice: 'unsaid' }],
  ['REJECTED_BY_ACQUIRER', { reason: 'declined', advice: 'unsaid' }],
  ['DECLINED', { reason: 'declined', advice: 'unsaid' }],
  ['ERROR', { reason: 'declined', advice: 'unsaid' }],
  ['UNKNOWN', { reason: 'declined', advice: 'unsaid' }]
])

const precedence = [...meanings.keys()]

/** From the mildest to the strictest; of several pieces of advice the strictest is given. */
const strictness: readonly AdviceKind[] = ['unsaid', 'now', 'after', 'with_customer', 'fix_first', 'never']

/**
 * Why a transaction that Dintero says failed was declined, and whether another attempt is allowed. Reads both
 * vocabularies; a type nobody foresaw is a plain decline without advice, its own name kept for support.
 */
export function readDecline({ events, status }: Pick<Transaction, 'events' | 'status'>): Decline {
  const failures = events.filter((event) => event.error !== null)
  const errors = failures.map((event) => event.error).filter((error) => error !== null)
  const last = errors.at(-1)
  const types = [...new Set(errors.flatMap((error) => error.types.map(normalised)))]
  const advice = failures.flatMap(adviceOf)
  return {
    reason: reasonOf(types, advice, status),
    retry: strictest(advice),
    message: last?.message ?? '',
    types,
    resultCode: errors.map((error) => error.resultCode).findLast((code) => code !== null) ?? null
  }
}

/** Why one event failed: a capture, a void or a refund, of which the transaction's other events say nothing. */
export function readFailure(event: TransactionEvent): Decline {
  return readDecline({ events: [event], status: null })
}

function normalised(word: string): string {
  return word.trim().toUpperCase()
}

function reasonOf(
  types: readonly string[],
  advice: readonly RetryAdvice[],
  status: string | null
): DeclineReason {
  if (status === 'AUTHORIZATION_VOIDED') return 'voided'
  const telling = precedence.find((type) => types.includes(type))
  const reason = telling === undefined ? 'declined' : (meanings.get(telling)?.reason ?? 'declined')
  return reason === 'declined' && advice.some((each) => each.kind === 'never') ? 'do_not_retry' : reason
}

function adviceOf(event: TransactionEvent): RetryAdvice[] {
  if (event.error === null) return []
  return [
    ...event.error.types.map((type) => adviceOfType(normalised(type), event.createdAt)),
    ...adviceOfPolicy(event.error)
  ]
}

function adviceOfType(type: string, declinedAt: number | null): RetryAdvice {
  const meaning = meanings.get(type)
  if (meaning === undefined) return { kind: 'unsaid', notBefore: null }
  const ends =
    meaning.blockedFor === undefined || declinedAt === null ? null : declinedAt + meaning.blockedFor
  return { kind: meaning.advice, notBefore: ends }
}

function adviceOfPolicy(error: EventError): RetryAdvice[] {
  const codes = error.retryCodes.map(normalised)
  const advice: RetryAdvice[] = []
  if (codes.includes('DO_NOT_RETRY')) advice.push({ kind: 'never', notBefore: null })
  if (codes.includes('RETRY_IMMEDIATELY')) advice.push({ kind: 'now', notBefore: null })
  if (codes.includes('RETRY_AFTER_DELAY') || error.retryAfter !== null)
    advice.push({ kind: 'after', notBefore: error.retryAfter })
  return advice
}

/** The strictest kind; of several "not before" times the latest, and none at all unless the advice is to wait. */
function strictest(advice: readonly RetryAdvice[]): RetryAdvice {
  const rank = advice.reduce((most, each) => Math.max(most, strictness.indexOf(each.kind)), 0)
  const kind = strictness[rank] ?? 'unsaid'
  if (kind !== 'after') return { kind, notBefore: null }
  const times = advice.map((each) => each.notBefore).filter((time) => time !== null)
  return { kind, notBefore: times.length === 0 ? null : Math.max(...times) }
}
