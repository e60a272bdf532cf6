import { declineError } from '../decline-error'
import { withEvent, type Moment, type NextEvent } from '../lifecycle'
import { moneyOf, statusOf } from '../money'
import type { Vocabulary } from '../decline-error'
import type { OperationKind, PendingOperation, TransactionRecord } from '../records'

const events = { capture: 'CAPTURE', refund: 'REFUND', void: 'VOID' } as const
const accepted = {
  capture: 'INITIATE_CAPTURE',
  refund: 'INITIATE_REFUND',
  void: 'INITIATE_VOID'
} as const

/** A capture, refund or void of this very amount, minor units, and who asked for it. */
export type Operation = Omit<PendingOperation, 'polls' | 'error' | 'undoes'> & {
  /** Of the request that was accepted before, where this ends one. */
  readonly correlationRequestId?: string
}

export type Failure = Record<string, unknown>

/** Why an operation fails, where a test gives no reason of its own: in the words of the gateway's vocabulary. */
export function operationError(kind: OperationKind, vocabulary: Vocabulary): Failure {
  const { type, ...rest } = declineError('issuer_unavailable', vocabulary, null)
  return { ...rest, type, message: `The gateway did not carry out the ${kind}` }
}

/** The transaction after the operation was carried out. A manual capture or void ends the automatic one. */
export function carriedOut(
  transaction: TransactionRecord,
  operation: Operation,
  moment: Moment
): TransactionRecord {
  const entry = { ...eventOf(operation), event: events[operation.kind], status: transaction.status }
  return withStatus(withEvent(transaction, entry, moment))
}

/** The transaction after the operation failed: one event more, and everything else as it was. */
export function failed(
  transaction: TransactionRecord,
  operation: Operation,
  error: Failure,
  moment: Moment
): TransactionRecord {
  const entry = { ...eventOf(operation), event: events[operation.kind], status: transaction.status, error }
  return withEvent(transaction, entry, moment)
}

/** The transaction after the operation was accepted and not decided; its amount is taken until it is. */
export function acceptedFor(
  transaction: TransactionRecord,
  operation: Operation,
  later: Pick<PendingOperation, 'polls' | 'error'>,
  moment: Moment
): TransactionRecord {
  const entry = { ...eventOf(operation), event: accepted[operation.kind], status: transaction.status }
  const after = withEvent({ ...transaction, due: null }, entry, moment)
  return { ...after, pending: [...after.pending, { ...operation, ...later, undoes: null }] }
}

/** The transaction after an operation that says it was carried out, and will turn out not to have been. */
export function carriedOutForNow(
  transaction: TransactionRecord,
  operation: Operation,
  later: Pick<PendingOperation, 'polls' | 'error'>,
  moment: Moment
): TransactionRecord {
  const after = carriedOut(transaction, operation, moment)
  const undoes = after.events.at(-1)?.id ?? null
  return { ...after, pending: [...after.pending, { ...operation, ...later, undoes }] }
}

/**
 * One lookup of a transaction: what it has accepted comes a look closer to its end, or ends.
 * @returns the same object when nothing was accepted
 */
export function lookedAt(transaction: TransactionRecord, moment: Moment): TransactionRecord {
  if (transaction.pending.length === 0) return transaction
  const waiting = transaction.pending.flatMap((each) =>
    each.polls > 0 ? [{ ...each, polls: each.polls - 1 }] : []
  )
  const ending = transaction.pending.filter(({ polls }) => polls === 0)
  return ending.reduce((after, each) => end(after, each, moment), { ...transaction, pending: waiting })
}

function end(transaction: TransactionRecord, pending: PendingOperation, moment: Moment): TransactionRecord {
  const { polls: _polls, error, undoes, ...accepted } = pending
  const requestId = moment.ids.uuid()
  if (undoes !== null) {
    const events = transaction.events.map((each) => (each.id === undoes ? { ...each, undone: true } : each))
    return withStatus(failed({ ...transaction, events }, { ...accepted, requestId }, error ?? {}, moment))
  }
  const operation = { ...accepted, requestId, correlationRequestId: accepted.requestId }
  return error === null
    ? carriedOut(transaction, operation, moment)
    : failed(transaction, operation, error, moment)
}

function eventOf({ kind: _kind, ...facts }: Operation): Omit<NextEvent, 'event' | 'status'> {
  return facts
}

/** The status that follows from the money, on the transaction and on its last event. */
function withStatus(transaction: TransactionRecord): TransactionRecord {
  const status = statusOf(moneyOf(transaction))
  const last = transaction.events.at(-1)
  const events = last ? [...transaction.events.slice(0, -1), { ...last, status }] : []
  return { ...transaction, status, events, due: null }
}
