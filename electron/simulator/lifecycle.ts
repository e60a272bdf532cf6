import { declineError } from './decline-error'
import type { Status } from './contract'
import type { DeclineCause } from './decide'
import type { Vocabulary } from './decline-error'
import type { IdSource } from './ids'
import type { EventRecord, SessionRecord, TransactionRecord } from './records'

/** What every step needs: the time (ms since 1970 UTC) and a source of event ids. */
export interface Moment {
  readonly now: number
  readonly ids: IdSource
}

/** A new transaction for a session, with nothing decided. */
export function initiated(session: SessionRecord, { now, ids }: Moment): TransactionRecord {
  const event: EventRecord = {
    id: ids.uuid(),
    event: 'INITIALIZE',
    status: 'INITIATED',
    success: true,
    amount: session.amount,
    at: now,
    error: null
  }
  return {
    id: ids.record(session.accountId),
    sessionId: session.id,
    accountId: session.accountId,
    merchantReference: session.merchantReference,
    status: 'INITIATED',
    amount: session.amount,
    currency: session.currency,
    card: session.card,
    events: [event],
    attempt: null,
    due: null,
    hidden: null,
    foreign: null,
    later: null,
    createdAt: now,
    updatedAt: now
  }
}

interface NextEvent {
  readonly event: EventRecord['event']
  readonly status: Status
  readonly error?: Record<string, unknown>
  /** minor units; the whole of it unless given */
  readonly amount?: number
}

function withEvent(transaction: TransactionRecord, next: NextEvent, { now, ids }: Moment): TransactionRecord {
  const { event, status, error = null, amount = transaction.amount } = next
  const entry: EventRecord = {
    id: ids.uuid(),
    event,
    status,
    success: error === null,
    amount,
    at: now,
    error
  }
  return { ...transaction, status, events: [...transaction.events, entry], updatedAt: now }
}

export function authorise(transaction: TransactionRecord, moment: Moment): TransactionRecord {
  const attempt = { at: moment.now, cause: null }
  return {
    ...withEvent(transaction, { event: 'AUTHORIZE', status: 'AUTHORIZED' }, moment),
    attempt,
    due: null
  }
}

export function capture(transaction: TransactionRecord, moment: Moment): TransactionRecord {
  return { ...withEvent(transaction, { event: 'CAPTURE', status: 'CAPTURED' }, moment), due: null }
}

/** The event by which a transaction comes to a status; a status alone says nothing to those who read events. */
const eventTo: Readonly<Record<Status, EventRecord['event']>> = {
  INITIATED: 'INITIALIZE',
  ON_HOLD: 'AUTHORIZE',
  UNKNOWN: 'AUTHORIZE',
  AUTHORIZED: 'AUTHORIZE',
  DECLINED: 'AUTHORIZE',
  FAILED: 'AUTHORIZE',
  AUTHORIZATION_VOIDED: 'VOID',
  CAPTURED: 'CAPTURE',
  PARTIALLY_CAPTURED: 'CAPTURE',
  PARTIALLY_CAPTURED_REFUNDED: 'REFUND',
  PARTIALLY_REFUNDED: 'REFUND',
  REFUNDED: 'REFUND'
}

/** What becomes of a transaction later, whoever did it. @param amount minor units of the capture or refund */
export function become(
  transaction: TransactionRecord,
  status: Status,
  amount: number | null,
  moment: Moment
): TransactionRecord {
  const error = status === 'FAILED' || status === 'DECLINED' ? { message: 'Failed after all' } : undefined
  const next = { event: eventTo[status], status, ...(amount !== null && { amount }), ...(error && { error }) }
  return { ...withEvent(transaction, next, moment), due: null, later: null }
}

export interface Refusal {
  readonly cause: DeclineCause
  readonly counted: boolean
  readonly error: Record<string, unknown>
  readonly status: 'FAILED' | 'DECLINED' | 'AUTHORIZATION_VOIDED'
}

export function refuse(transaction: TransactionRecord, refusal: Refusal, moment: Moment): TransactionRecord {
  const { cause, counted, error, status } = refusal
  const attempt = counted ? { at: moment.now, cause } : null
  return { ...withEvent(transaction, { event: 'AUTHORIZE', status, error }, moment), attempt, due: null }
}

/** A transaction that says neither yes nor no until it was asked about `due.polls` times. */
export function undecided(
  transaction: TransactionRecord,
  status: 'INITIATED' | 'ON_HOLD' | 'UNKNOWN',
  due: NonNullable<TransactionRecord['due']>
): TransactionRecord {
  return { ...transaction, status, due }
}

/**
 * One lookup of a transaction: what is due comes a poll closer, or happens.
 * @returns the same object when nothing was due
 */
export function polled(
  transaction: TransactionRecord,
  autoCapture: boolean,
  vocabulary: Vocabulary,
  moment: Moment
): TransactionRecord {
  const { due } = transaction
  if (due === null) return transaction
  if (due.polls > 0) return { ...transaction, due: { ...due, polls: due.polls - 1 } }
  switch (due.becomes) {
    case 'CAPTURED':
      return capture(transaction, moment)
    case 'AUTHORIZED': {
      const authorised = authorise(transaction, moment)
      return autoCapture ? capture(authorised, moment) : authorised
    }
    case 'FAILED': {
      const error = declineError(due.cause, vocabulary, null)
      return refuse(transaction, { cause: due.cause, counted: true, error, status: 'FAILED' }, moment)
    }
  }
}
