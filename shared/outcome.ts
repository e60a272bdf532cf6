import { readDecline } from './decline'
import type { ChargeState, Decline } from './charge'
import type { Transaction } from './transaction'

/** What came back from a charge request, after the wire was read and before anyone judged it. */
export type Answer =
  /** HTTP 2xx with a readable transaction. */
  | {
      kind: 'transaction'
      status: number
      transaction: Transaction
      success: boolean | null
      sessionId: string | null
    }
  /** HTTP 2xx whose body could not be read. */
  | { kind: 'unreadable'; status: number; sessionId: string | null }
  /** Any other HTTP status. */
  | {
      kind: 'error'
      status: number
      message: string
      code: string | null
      sessionId: string | null
      /** ms, from `Retry-After` */
      retryAfter: number | null
    }
  /** DNS, connect or TLS failed: no byte of the request left. */
  | { kind: 'not_connected'; reason: string }
  /** The request may have left; the answer was lost (timeout, reset, half a body). */
  | { kind: 'no_answer'; reason: string }

/** What the charge asked for; an answer about other money is never a success. */
export interface Expected {
  /** minor units */
  readonly amount: number
  readonly currency: string
  readonly merchantReference: string
}

/** The judgement. `next` says what the ledger must do about it. */
export interface Outcome {
  readonly state: Exclude<ChargeState, 'intent' | 'sent'>
  readonly transactionId: string | null
  readonly transactionStatus: string | null
  readonly sessionId: string | null
  readonly decline: Decline | null
  /** Short English fact for the timeline and support; no secrets. */
  readonly note: string
  /** `look_up`: ask by reference or session. `poll`: ask the transaction again. `wait`: send again not before `retryAfter`. */
  readonly next: 'done' | 'poll' | 'look_up' | 'wait' | 'send_again'
  /** ms to wait, when Dintero named a time */
  readonly retryAfter: number | null
}

type ErrorAnswer = Extract<Answer, { kind: 'error' }>
type TransactionAnswer = Extract<Answer, { kind: 'transaction' }>

/** What a charge's own answer may say when the money was taken. */
const chargedNow: readonly string[] = ['AUTHORIZED', 'CAPTURED', 'PARTIALLY_CAPTURED']

/** What a lookup may say later: refunded money was taken first. */
const chargedEver: readonly string[] = [
  ...chargedNow,
  'PARTIALLY_CAPTURED_REFUNDED',
  'REFUNDED',
  'PARTIALLY_REFUNDED'
]

const declinedStatuses: readonly string[] = ['FAILED', 'DECLINED', 'AUTHORIZATION_VOIDED']
const undecidedStatuses: readonly string[] = ['INITIATED', 'ON_HOLD', 'UNKNOWN']

/** Statuses by which an HTTP server says the request may be, or may have been, worked on elsewhere (RFC 9110, RFC 8470). */
const undecidedHttp: readonly number[] = [408, 409, 425]

const blank = {
  transactionId: null,
  transactionStatus: null,
  sessionId: null,
  decline: null,
  retryAfter: null
} as const satisfies Partial<Outcome>

/**
 * Judges the answer to a charge request (design 5, the table). Total: every answer has an outcome, and one that
 * nobody foresaw is `unknown`, never a success and never a failure.
 */
export function classify(answer: Answer, expected: Expected): Outcome {
  switch (answer.kind) {
    case 'transaction':
      return classifyAnswered(answer, expected)
    case 'unreadable':
      return {
        ...blank,
        state: 'pending',
        sessionId: answer.sessionId,
        note: `HTTP ${answer.status} with a body that could not be read`,
        next: 'look_up'
      }
    case 'error':
      return classifyError(answer)
    case 'not_connected':
      return {
        ...blank,
        state: 'not_sent',
        note: `Never reached Dintero: ${answer.reason}`,
        next: 'send_again'
      }
    case 'no_answer':
      return { ...blank, state: 'unknown', note: `No answer: ${answer.reason}`, next: 'look_up' }
  }
}

/** Judges a transaction that was looked up, by its id or its merchant reference, after the charge itself was answered or lost. */
export function classifyTransaction(transaction: Transaction, expected: Expected): Outcome {
  return judge(transaction, expected, chargedEver)
}

/**
 * Whether a refusal says, or may say, that the merchant reference is taken. Then an earlier request with it reached
 * Dintero and must be looked up. The exact words are not documented, and mistaking a duplicate for a refusal could
 * charge twice, so everything that might be one counts: any mention of the reference, of something that exists
 * already, and a refusal that gives no reason at all.
 */
export function isDuplicateRefusal(answer: Answer): boolean {
  if (answer.kind !== 'error' || answer.status !== 400) return false
  const said = `${answer.code ?? ''} ${answer.message}`.toLowerCase()
  return (
    mentionsReference.test(said) ||
    mentionsExisting.test(said.replace(mentionsMissing, '')) ||
    saysNothing(said)
  )
}

const mentionsReference = /merchant.{0,3}reference|\bstrict\b|strict[-_]/
const mentionsExisting =
  /duplicat|already|\bexist|unique|conflict|\b(?:in use|been used|is used|reused?|taken)\b/
const mentionsMissing = /\b(?:(?:does|do|did) not|doesn't|don't|didn't) exist\b/g
const emptyWords = new Set([
  'bad',
  'invalid',
  'request',
  'error',
  'errors',
  'failed',
  'failure',
  'validation',
  'unknown'
])

function saysNothing(said: string): boolean {
  return (said.match(/\p{L}+/gu) ?? []).every((word) => emptyWords.has(word))
}

function classifyAnswered(answer: TransactionAnswer, expected: Expected): Outcome {
  const { transaction, success, status } = answer
  const sessionId = answer.sessionId ?? transaction.sessionId
  const about = { ...aboutTransaction(transaction), sessionId }
  if (status === 202)
    return {
      ...about,
      state: transaction.id === null ? 'unknown' : 'pending',
      note: 'HTTP 202: accepted, not decided'
    }
  if (status !== 200) return { ...about, state: 'unknown', note: `HTTP ${status} with a transaction in it` }

  const outcome = { ...judge(transaction, expected, chargedNow), sessionId }
  const contradicted =
    (outcome.state === 'succeeded' && success === false) || (outcome.state === 'declined' && success === true)
  if (!contradicted) return outcome
  return { ...about, state: 'unknown', note: `${transaction.status} contradicts success: ${success}` }
}

function judge(transaction: Transaction, expected: Expected, charged: readonly string[]): Outcome {
  const about = aboutTransaction(transaction)
  const { status } = transaction
  const mismatch = mismatchOf(transaction, expected)
  if (mismatch !== null) return { ...about, state: 'unknown', note: mismatch }
  if (status === null) return { ...about, state: 'unknown', note: 'A transaction without a status' }
  if (charged.includes(status)) return succeeded(transaction, status)
  if (declinedStatuses.includes(status))
    return { ...about, state: 'declined', decline: readDecline(transaction), note: status, next: 'done' }
  if (undecidedStatuses.includes(status)) return { ...about, state: 'pending', note: status }
  return { ...about, state: 'unknown', note: `Unforeseen status ${status}` }
}

/** Silence about the money is no proof of payment, and a payment nobody can name could never be captured or refunded. */
function succeeded(transaction: Transaction, status: string): Outcome {
  const about = aboutTransaction(transaction)
  if (transaction.amount === null || transaction.currency === null)
    return { ...about, state: 'unknown', note: `${status} without an amount and a currency` }
  if (transaction.id === null)
    return { ...about, state: 'unknown', note: `${status} without a transaction id` }
  return { ...about, state: 'succeeded', note: status, next: 'done' }
}

/** What the transaction says that the charge did not ask for, or null. Silence is not a mismatch. */
function mismatchOf(transaction: Transaction, expected: Expected): string | null {
  const { amount, currency, merchantReference, status } = transaction
  const said = `${status ?? 'No status'}, but`
  if (amount !== null && amount !== expected.amount)
    return `${said} for ${amount} minor units instead of ${expected.amount}`
  if (currency !== null && currency !== expected.currency)
    return `${said} in ${currency} instead of ${expected.currency}`
  if (merchantReference !== null && merchantReference !== expected.merchantReference)
    return `${said} for another merchant reference`
  return null
}

function aboutTransaction(transaction: Transaction): Omit<Outcome, 'state' | 'note'> {
  return {
    ...blank,
    transactionId: transaction.id,
    transactionStatus: transaction.status,
    sessionId: transaction.sessionId,
    next: transaction.id === null ? 'look_up' : 'poll'
  }
}

function classifyError(answer: ErrorAnswer): Outcome {
  const { status, sessionId, retryAfter } = answer
  const about = { ...blank, sessionId, retryAfter, note: errorNote(answer) }
  const unknown = { ...about, state: 'unknown', next: 'look_up' } as const
  // A session was made, so the request got past the checks that happen before money.
  if (sessionId !== null) return unknown
  if (status === 429) return { ...about, state: 'not_sent', next: 'wait' }
  if (status < 400 || status > 499 || undecidedHttp.includes(status)) return unknown
  if (isDuplicateRefusal(answer)) return unknown
  return { ...about, state: 'refused', next: 'done' }
}

function errorNote(answer: ErrorAnswer): string {
  const words = [answer.code, answer.message].filter((word) => word !== null && word !== '')
  return words.length === 0 ? `HTTP ${answer.status}` : `HTTP ${answer.status}: ${words.join(': ')}`
}
