import { readDecline } from './decline'
import type { ChargeState, Decline } from './charge'
import type { FoundTransaction } from './found-transaction'
import { contradictionsOf, foundOf, type Claim } from './identity'
import type { ErrorCode } from './result'
import { knownStatus } from './standing'
import { sumsIn } from './transaction-money'
import type { Transaction, TransactionStatus } from './transaction'

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
      /** Whether it is Dintero's own error shape (docs/dintero.md 3.4), and not a proxy's or a gateway's. */
      fromDintero: boolean
      /** Whether it names a session or a transaction, whatever its shape. */
      hasIds: boolean
      /** ms, from `Retry-After` */
      retryAfter: number | null
    }
  | NoAnswer

/** What became of a request that moves money and has no complete answer. */
export type NoAnswer =
  /**
   * No byte of the request left: DNS, connect or TLS failed, or there was no access token. `code` says why there was
   * none.
   */
  | { kind: 'not_connected'; reason: string; code?: ErrorCode }
  /** The request may have left; the answer was lost (timeout, reset, half a body). */
  | { kind: 'no_answer'; reason: string }

/** The judgement. */
export interface Outcome {
  readonly state: Exclude<ChargeState, 'intent' | 'sent'>
  readonly transactionId: string | null
  readonly transactionStatus: string | null
  readonly sessionId: string | null
  readonly decline: Decline | null
  /** Short English fact for the timeline and support; no secrets. */
  readonly note: string
  /** Dintero was too busy (429): the same may be sent again, not before `retryAfter`. */
  readonly mustWait: boolean
  /** ms to wait, when Dintero named a time */
  readonly retryAfter: number | null
  /** A transaction that was answered and is not the charge's own: for a person to read. */
  readonly found: FoundTransaction | null
  /** By the transaction, minor units; null where there is none, or it cannot be read. */
  readonly captured: number | null
  readonly refunded: number | null
}

type ErrorAnswer = Extract<Answer, { kind: 'error' }>
type TransactionAnswer = Extract<Answer, { kind: 'transaction' }>

type Decision = 'succeeded' | 'declined' | 'pending'

/** What each status decides about a charge that was asked about later: refunded money was taken first. */
const decisions: Readonly<Record<TransactionStatus, Decision>> = {
  AUTHORIZED: 'succeeded',
  CAPTURED: 'succeeded',
  PARTIALLY_CAPTURED: 'succeeded',
  PARTIALLY_CAPTURED_REFUNDED: 'succeeded',
  PARTIALLY_REFUNDED: 'succeeded',
  REFUNDED: 'succeeded',
  FAILED: 'declined',
  DECLINED: 'declined',
  AUTHORIZATION_VOIDED: 'declined',
  INITIATED: 'pending',
  ON_HOLD: 'pending',
  UNKNOWN: 'pending'
}

/** Money cannot have gone back before the charge was answered: such an answer is not understood. */
const notAtOnce: readonly TransactionStatus[] = [
  'PARTIALLY_CAPTURED_REFUNDED',
  'PARTIALLY_REFUNDED',
  'REFUNDED'
]

/**
 * Statuses with which Dintero's API refuses a request it has read (docs/dintero.md 3.4), so that nothing was charged.
 */
const refusals: readonly number[] = [400, 401, 403, 404, 422]

const blank = {
  transactionId: null,
  transactionStatus: null,
  sessionId: null,
  decline: null,
  mustWait: false,
  retryAfter: null,
  found: null,
  captured: null,
  refunded: null
} as const satisfies Partial<Outcome>

/**
 * Judges the answer to a charge request (docs/architecture.md 3). Total: every answer has an outcome, and one that
 * nobody foresaw is `unknown`, never a success and never a failure.
 */
export function classify(answer: Answer, claim: Claim): Outcome {
  switch (answer.kind) {
    case 'transaction':
      return classifyAnswered(answer, claim)
    case 'unreadable':
      return {
        ...blank,
        state: 'pending',
        sessionId: answer.sessionId,
        note: `HTTP ${answer.status} with a body that could not be read`
      }
    case 'error':
      return classifyError(answer)
    case 'not_connected':
      return {
        ...blank,
        state: 'not_sent',
        note: `Never reached Dintero: ${answer.reason}`
      }
    case 'no_answer':
      return { ...blank, state: 'unknown', note: `No answer: ${answer.reason}` }
  }
}

/** What a transaction's status decides; null for one that decides nothing, or that nobody foresaw. */
export function decisionOf(status: string | null): Decision | null {
  const known = knownStatus(status)
  return known === null ? null : decisions[known]
}

/** Statuses with which Dintero refuses the credentials of the account, or what they may do (docs/dintero.md 3.4). */
const accessRefusals: readonly number[] = [401, 403]

/** Whether an answer is about the account's credentials, and not about the charge: the next would be answered alike. */
export function isAccessRefusal(answer: Answer): boolean {
  return answer.kind === 'error' && accessRefusals.includes(answer.status)
}

/**
 * Whether the note of an outcome is that of an access refusal. The note is what is kept of an answer; of a charge that is
 * `refused` it says that the charge itself was not looked at.
 * @param note as `classify` made it
 */
export function isAccessRefusalNote(note: string | null): boolean {
  return accessRefusals.some(
    (status) => note === httpNote(status) || note?.startsWith(`${httpNote(status)}:`)
  )
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

function classifyAnswered(answer: TransactionAnswer, claim: Claim): Outcome {
  const { success, status } = answer
  const sessionId = answer.sessionId ?? answer.transaction.sessionId
  const transaction = { ...answer.transaction, sessionId }
  const contradictions = contradictionsOf(transaction, claim)
  // Whatever it is, it is not this charge: nothing of it is kept as if it were, and the list is read instead.
  if (contradictions.length > 0) {
    const note = `Answered with a transaction of another ${contradictions.join(', ')}`
    return { ...blank, state: 'unknown', note, found: foundOf(transaction, claim) }
  }
  const about = aboutTransaction(transaction)
  if (status === 202)
    return {
      ...about,
      state: transaction.id === null ? 'unknown' : 'pending',
      note: 'HTTP 202: accepted, not decided'
    }
  if (status !== 200) return { ...about, state: 'unknown', note: `HTTP ${status} with a transaction in it` }
  if (notAtOnce.some((each) => each === transaction.status))
    return { ...about, state: 'unknown', note: `Unforeseen status ${transaction.status} in the answer` }

  const outcome = classifyTransaction(transaction)
  const contradicted =
    (outcome.state === 'succeeded' && success === false) || (outcome.state === 'declined' && success === true)
  if (!contradicted) return outcome
  return { ...about, state: 'unknown', note: `${transaction.status} contradicts success: ${success}` }
}

/**
 * Judges a transaction that is the charge's own (`identityOf`) by its status. A status nobody foresaw, or money nobody
 * named, leaves it unknown.
 */
export function classifyTransaction(transaction: Transaction): Outcome {
  const about = aboutTransaction(transaction)
  const { status } = transaction
  if (status === null) return { ...about, state: 'unknown', note: 'A transaction without a status' }
  switch (decisionOf(status)) {
    case 'succeeded':
      return succeeded(transaction, status)
    case 'declined':
      // A part was captured, and the rest voided: money was taken.
      return (about.captured ?? 0) > 0
        ? succeeded(transaction, status)
        : { ...about, state: 'declined', decline: readDecline(transaction), note: status }
    case 'pending':
      return { ...about, state: 'pending', note: status }
    case null:
      return { ...about, state: 'unknown', note: `Unforeseen status ${status}` }
  }
}

/** Silence about the money is no proof of payment, and a payment nobody can name could never be captured or refunded. */
function succeeded(transaction: Transaction, status: string): Outcome {
  const about = aboutTransaction(transaction)
  if (transaction.amount === null || transaction.currency === null)
    return { ...about, state: 'unknown', note: `${status} without an amount and a currency` }
  if (transaction.id === null)
    return { ...about, state: 'unknown', note: `${status} without a transaction id` }
  return { ...about, state: 'succeeded', note: status }
}

function aboutTransaction(transaction: Transaction): Omit<Outcome, 'state' | 'note'> {
  return {
    ...blank,
    transactionId: transaction.id,
    transactionStatus: transaction.status,
    sessionId: transaction.sessionId,
    ...sumsIn(transaction)
  }
}

function classifyError(answer: ErrorAnswer): Outcome {
  const { status, sessionId, retryAfter, fromDintero, hasIds } = answer
  const about = { ...blank, sessionId, retryAfter, note: errorNote(answer) }
  const unknown = { ...about, state: 'unknown' } as const
  // A session was made, so the request got past the checks that happen before money.
  if (hasIds || sessionId !== null) return unknown
  if (status === 429) return { ...about, state: 'not_sent', mustWait: true }
  // A page of a gateway, or a status nobody documents, may have come after the charge.
  if (!fromDintero || !refusals.includes(status) || isDuplicateRefusal(answer)) return unknown
  return { ...about, state: 'refused' }
}

function errorNote(answer: ErrorAnswer): string {
  const words = [answer.code, answer.message].filter((word) => word !== null && word !== '')
  return words.length === 0 ? httpNote(answer.status) : `${httpNote(answer.status)}: ${words.join(': ')}`
}

function httpNote(status: number): string {
  return `HTTP ${status}`
}
