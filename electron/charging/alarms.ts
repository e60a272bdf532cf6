import type { AlarmTransaction } from '../../shared/alarm'
import type { Transaction } from '../../shared/transaction'
import { tookMoney } from '../../shared/transaction-money'
import type { NewAlarm } from '../ledger/alarms'
import type { ChargeRecord } from '../ledger/charge-record'
import type { Answered } from './look-up'

/** What Dintero's answer says against what Trekk has said of a charge, or against itself. Pure. */
export function alarmsOf(
  charge: ChargeRecord,
  { ours, twins, changed }: Pick<Answered, 'ours' | 'twins' | 'changed'>
): NewAlarm[] {
  const paid = ours.filter(tookMoney)
  const all = paid.length === 0 ? [] : [...paid, ...twins.filter(tookMoney)]
  const [first] = ours
  return [
    ...alarmIf('charged_twice', all.length > 1, all),
    ...alarmIf('charged_after_all', saidNotCharged(charge) && paid.length > 0, paid),
    ...alarmIf('found_after_close', charge.state === 'closed' && paid.length === 0 && ours.length > 0, ours),
    ...alarmIf('failed_after_all', charge.state === 'succeeded' && hasFailed(first), first ? [first] : []),
    ...paid.filter((each) => isOfOtherAmount(each, charge)).map((each) => alarm('other_amount', [each])),
    ...alarmIf('other_amount', changed !== null && isOfOtherMoney(changed, charge), changed ? [changed] : [])
  ]
}

function alarmIf(kind: NewAlarm['kind'], holds: boolean, transactions: readonly Transaction[]): NewAlarm[] {
  return holds ? [alarm(kind, transactions)] : []
}

function alarm(kind: NewAlarm['kind'], transactions: readonly Transaction[]): NewAlarm {
  return { kind, transactions: transactions.map(toldOf) }
}

function saidNotCharged({ state }: ChargeRecord): boolean {
  return state === 'declined' || state === 'refused' || state === 'not_sent' || state === 'closed'
}

/** A voided reservation is somebody's decision; a failed one contradicts the answer that it was there. */
function hasFailed(transaction: Transaction | undefined): boolean {
  return transaction?.status === 'FAILED' || transaction?.status === 'DECLINED'
}

/**
 * A part may be captured on purpose, and the rest voided; more than was asked for, or "all of it" that is not, never is.
 */
function isOfOtherAmount(transaction: Transaction, { amount }: ChargeRecord): boolean {
  const captured = capturedOf(transaction)
  if (captured === null) return false
  const isRestVoided = transaction.events.some(({ event, success }) => event === 'VOID' && success === true)
  return captured > amount || (transaction.status === 'CAPTURED' && captured !== amount && !isRestVoided)
}

function isOfOtherMoney({ amount, currency }: Transaction, charge: ChargeRecord): boolean {
  return (amount !== null && amount !== charge.amount) || (currency !== null && currency !== charge.currency)
}

/** The sum of the captures that a transaction's events tell of, minor units; null where none names an amount. */
export function capturedOf({ events }: Transaction): number | null {
  const captures = events.filter(
    ({ event, success, amount }) => event === 'CAPTURE' && success !== false && amount !== null
  )
  if (captures.length === 0) return null
  return captures.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
}

export function toldOf(transaction: Transaction): AlarmTransaction {
  const { id, status, amount, currency } = transaction
  return { transactionId: id, status, amount, captured: capturedOf(transaction), currency }
}
