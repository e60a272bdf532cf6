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
