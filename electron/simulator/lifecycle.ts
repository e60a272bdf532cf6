import { declineError } from './decline-error'
import { moneyOf } from './money'
import type { Status } from './contract'
import type { DeclineCause } from './decide'
import type { Vocabulary } from './decline-error'
import type { IdSource } from './ids'
import type { CardRecord, EventRecord, SessionRecord, TransactionRecord } from './records'

/** What every step needs: the time (ms since 1970 UTC) and a source of event ids. */
export interface Moment {
  readonly now: number
  readonly ids: IdSource
}

/** A new transaction for a session, with nothing decided. @param card what is paid with, or stored */
export function initiated(session: SessionRecord, card: CardRecord, moment: Moment): TransactionRecord {
  const { now, ids } = moment
  const { amount } = session
  const event = newEvent({ event: 'INITIALIZE', status: 'INITIATED', amount }, moment)
  return {
    id: ids.record(session.accountId),
    sessionId: session.id,
    accountId: session.accountId,
    merchantReference: session.merchantReference,
    status: 'INITIATED',
    amount: session.amount,
    currency: session.currency,
    card,
    events: [event],
    attempt: null,
    due: null,
    hidden: null,
    foreign: null,
    later: null,
    pending: [],
    stored: null,
    createdAt: now,
    updatedAt: now
  }
}

/** A new event, in what the caller knows of it; the rest is as for one that Dintero made by itself. */
export type NextEvent = Pick<EventRecord, 'event' | 'status'> &
  Partial<Omit<EventRecord, 'id' | 'at' | 'success' | 'event' | 'status'>>

/** @returns an event that succeeded, unless it has an error */
export function newEvent(next: NextEvent & { readonly amount: number }, { now, ids }: Moment): EventRecord {
  const error = next.error ?? null
  return {
    id: ids.uuid(),
    at: now,
    success: error === null,
    createdBy: null,
    requestId: null,
    correlationRequestId: null,
    reference: null,
    metadata: null,
    items: null,
    unmarked: false,
    undone: false,
    settlement: null,
    ...next,
    error
  }
}

/** The transaction after one more event. The amount is all that the event can be about unless given. */
export function withEvent(
  transaction: TransactionRecord,
  next: NextEvent,
  moment: Moment
): TransactionRecord {
  const { event, status } = next
  const entry = newEvent({ ...next, amount: next.amount ?? allOf(transaction, event) }, moment)
  return { ...transaction, status, events: [...transaction.events, entry], updatedAt: moment.now }
}

/** What is left to capture, void or refund, minor units; the whole amount where nothing is, or nothing was counted. */
function allOf(transaction: TransactionRecord, event: EventRecord['event']): number {
  const { authorised, captured, refunded, voided } = moneyOf(transaction)
  const left = event === 'REFUND' ? captured - refunded : authorised - captured - voided
  return (event === 'CAPTURE' || event === 'VOID' || event === 'REFUND') && left > 0
    ? left
    : transaction.amount
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

/**
 * What becomes of a transaction later, whoever did it.
 * @param amount minor units of the capture, refund or void; all that is left unless given
 */
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
