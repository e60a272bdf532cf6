import type { Status } from './contract'
import type { EventRecord, OperationKind, TransactionRecord } from './records'

/** What really happened to a transaction's money: minor units, and how many times. */
export interface Money {
  readonly authorised: number
  readonly captured: number
  readonly refunded: number
  /** What was reserved and given up. */
  readonly voided: number
  readonly captures: number
  readonly refunds: number
  readonly voids: number
}

/** The truth about a transaction, by its events. What was accepted and is not decided is no part of it. */
export function moneyOf(transaction: Pick<TransactionRecord, 'amount' | 'events'>): Money {
  const { amount, events } = transaction
  const reserved = events.some(({ event, status }) => event === 'AUTHORIZE' && status === 'AUTHORIZED')
  const captures = events.filter((event) => moved(event, 'CAPTURE'))
  const refunds = events.filter((event) => moved(event, 'REFUND'))
  const voids = events.filter((event) => moved(event, 'VOID'))
  return {
    authorised: reserved ? amount : 0,
    captured: sum(captures),
    refunded: sum(refunds),
    voided: sum(voids),
    captures: captures.length,
    refunds: refunds.length,
    voids: voids.length
  }
}

/** Whether an event of this kind moved money, and still has. */
export function moved({ event, success, undone }: EventRecord, kind: EventRecord['event']): boolean {
  return event === kind && success && !undone
}

function sum(parts: readonly { readonly amount: number }[]): number {
  return parts.reduce((total, { amount }) => total + amount, 0)
}

/** What may still be captured or voided, and refunded, minor units. What was accepted counts as taken. */
export function left(transaction: TransactionRecord): { toCapture: number; toRefund: number } {
  const { authorised, captured, refunded, voided } = moneyOf(transaction)
  const accepted = (kind: OperationKind): number =>
    sum(transaction.pending.filter((each) => each.kind === kind && each.undoes === null))
  return {
    toCapture: authorised - captured - voided - accepted('capture') - accepted('void'),
    toRefund: captured - refunded - accepted('refund')
  }
}

/**
 * Dintero's word for what became of the money (docs/dintero.md 5.3 and 5.4). Dintero does not say what a transaction
 * is called once the rest of a partial capture was voided: here it is CAPTURED, as nothing is left to capture.
 * Something captured and all of it refunded is PARTIALLY_CAPTURED_REFUNDED while a rest could still be captured.
 */
export function statusOf({ authorised, captured, refunded, voided }: Money): Status {
  if (captured === 0) return voided > 0 ? 'AUTHORIZATION_VOIDED' : 'AUTHORIZED'
  const complete = captured + voided >= authorised
  if (refunded === 0) return complete ? 'CAPTURED' : 'PARTIALLY_CAPTURED'
  if (!complete) return 'PARTIALLY_CAPTURED_REFUNDED'
  return refunded >= captured ? 'REFUNDED' : 'PARTIALLY_REFUNDED'
}
