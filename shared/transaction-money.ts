import type { TransactionMoney } from './modification'
import { isCurrency } from './money'
import { knownStatus, saysMoneyTaken } from './standing'
import type { Transaction, TransactionEvent, TransactionStatus } from './transaction'

/** What a transaction's events come to, or why nobody may say. */
export type MoneyReading =
  | { readonly kind: 'read'; readonly money: TransactionMoney }
  /** `problem` is for support: English, no secrets. */
  | { readonly kind: 'unreadable'; readonly problem: string }

/** What events come to, before it is held against the status. Minor units. */
interface Tally {
  /** Every try to reserve it failed. */
  readonly isRefused: boolean
  readonly captured: number
  readonly refunded: number
  readonly isVoided: boolean
  readonly pendingCapture: number
  readonly pendingRefund: number
  readonly pendingVoid: boolean
}

const nothing: Tally = {
  isRefused: false,
  captured: 0,
  refunded: 0,
  isVoided: false,
  pendingCapture: 0,
  pendingRefund: 0,
  pendingVoid: false
}

/** Statuses under which nothing is reserved, or never was. */
const unauthorised: readonly TransactionStatus[] = ['INITIATED', 'ON_HOLD', 'UNKNOWN', 'DECLINED', 'FAILED']

/** Every kind of event there is (docs/dintero.md 5.3); one that is not here may have moved money. */
const knownKinds = [
  'INITIALIZE',
  'AUTHORIZE',
  'CAPTURE',
  'REFUND',
  'VOID',
  'INITIATE_CAPTURE',
  'INITIATE_REFUND',
  'INITIATE_VOID',
  'SETTLEMENT'
] as const

/**
 * What has become of a transaction's money, by its events and its status, each held against the other. Where they
 * contradict each other, or leave an amount out, nothing is said: a guess here would be money taken or given twice.
 */
export function moneyOf(transaction: Transaction): MoneyReading {
  const { amount, currency, events } = transaction
  const status = knownStatus(transaction.status)
  if (status === null) return unreadable(`a transaction that is ${transaction.status ?? 'without a status'}`)
  if (currency === null || !isCurrency(currency))
    return unreadable(`a currency ${currency ?? 'nobody named'}`)
  if (amount === null || amount < 0) return unreadable('no amount')
  const trouble = troubleIn(events, amount)
  if (trouble !== null) return unreadable(trouble)
  const readings = saysNothing(events) ? sumsByStatus(status, amount) : sumsByEvents(events, amount)
  const [first, ...others] = readings.filter((sums) => isPossible(sums, amount) && fits(sums, status, amount))
  if (first === undefined) return unreadable(`events that do not come to ${status} of ${amount}`)
  if (others.length > 0) return unreadable('a success and a failure under one reference')
  return { kind: 'read', money: moneyIn(first, status, amount, currency) }
}

/** What was captured and what was given back of a transaction, minor units; null where that cannot be read. */
export interface Sums {
  readonly captured: number | null
  readonly refunded: number | null
}

/** See `moneyOf`. */
export function sumsIn(transaction: Transaction): Sums {
  const reading = moneyOf(transaction)
  if (reading.kind === 'unreadable') return { captured: null, refunded: null }
  const { captured, refunded } = reading.money
  return { captured, refunded }
}

/** Whether money of a transaction is held or was taken: also of one that is voided, where a part was captured before. */
export function tookMoney(transaction: Transaction): boolean {
  return saysMoneyTaken(transaction.status) || (sumsIn(transaction).captured ?? 0) > 0
}

/** The sums of what is known already, and of what was read now. A status that has changed makes earlier ones untrue. */
export function sumsAfter(
  before: Sums & { readonly transactionStatus: string | null },
  now: Sums & { readonly transactionStatus: string | null }
): Sums {
  const isSame = now.transactionStatus === before.transactionStatus
  return {
    captured: now.captured ?? (isSame ? before.captured : null),
    refunded: now.refunded ?? (isSame ? before.refunded : null)
  }
}

function unreadable(problem: string): MoneyReading {
  return { kind: 'unreadable', problem }
}

function moneyIn(sums: Tally, status: TransactionStatus, amount: number, currency: string): TransactionMoney {
  const { captured, refunded, pendingCapture, pendingRefund, pendingVoid } = sums
  const authorised = unauthorised.includes(status) ? 0 : amount
  const voided = sums.isVoided || status === 'AUTHORIZATION_VOIDED' ? authorised - captured : 0
  return {
    currency,
    authorised,
    captured,
    refunded,
    voided,
    pendingCapture,
    pendingRefund,
    pendingVoid,
    leftToCapture: pendingVoid ? 0 : authorised - captured - voided - pendingCapture,
    leftToRefund: captured - refunded - pendingRefund
  }
}

/** What makes events impossible to add up, whatever the status. */
function troubleIn(events: readonly TransactionEvent[], amount: number): string | null {
  const ids = events.flatMap(({ id }) => id ?? [])
  if (new Set(ids).size < ids.length) return 'two events with the same id'
  for (const each of events) {
    const { event, success } = each
    if (!knownKinds.some((kind) => kind === event)) return `an event that is ${event || 'unnamed'}`
    if (each.isCorrection) return 'a correction'
    if (success === null && isFinal(event)) return `${event} of which nobody says whether it was done`
    if (success === false) continue
    if (movesAmount(event) && (each.amount === null || each.amount < 1)) return `${event} without an amount`
    if (event === 'AUTHORIZE' && each.amount !== null && each.amount !== amount)
      return `${each.amount} authorised of ${amount}`
  }
  return null
}

function isFinal(event: string): boolean {
  return event === 'CAPTURE' || event === 'REFUND' || event === 'VOID'
}

/** What a void is about is all that is left, whatever amount it says. */
function movesAmount(event: string): boolean {
  return /^(?:INITIATE_)?(?:CAPTURE|REFUND)$/.test(event)
}

/** Lists may leave events out; then the status speaks alone. */
function saysNothing(events: readonly TransactionEvent[]): boolean {
  return events.every(({ event }) => event === 'INITIALIZE' || event === 'SETTLEMENT')
}

/** What a status alone makes certain: all or nothing. A part of an amount is not in it. */
function sumsByStatus(status: TransactionStatus, amount: number): Tally[] {
  switch (status) {
    case 'CAPTURED':
      return [{ ...nothing, captured: amount }]
    case 'REFUNDED':
      return [{ ...nothing, captured: amount, refunded: amount }]
    case 'PARTIALLY_CAPTURED':
    case 'PARTIALLY_REFUNDED':
    case 'PARTIALLY_CAPTURED_REFUNDED':
      return []
    case 'AUTHORIZED':
    case 'AUTHORIZATION_VOIDED':
    case 'INITIATED':
    case 'ON_HOLD':
    case 'UNKNOWN':
    case 'DECLINED':
    case 'FAILED':
      return [nothing]
  }
}

/**
 * What events come to. A success and a failure under one reference can be read in two ways: it failed and was tried
 * again, or was done and is undone. Where the status fits one of them alone, that is it.
 */
function sumsByEvents(events: readonly TransactionEvent[], amount: number): Tally[] {
  const lasting = events.filter((each) => !mayBeUndone(each, events))
  const all = sumsOf(events, amount)
  return lasting.length === events.length ? [all] : [all, sumsOf(lasting, amount)]
}

function mayBeUndone(one: TransactionEvent, events: readonly TransactionEvent[]): boolean {
  const reference = one.reference ?? one.mark
  return (
    one.success === true &&
    reference !== null &&
    events.some(
      (other) =>
        other.event === one.event && other.success === false && (other.reference ?? other.mark) === reference
    )
  )
}

function sumsOf(events: readonly TransactionEvent[], amount: number): Tally {
  const done = events.filter(({ success }) => success === true)
  const captures = done.filter(({ event }) => event === 'CAPTURE')
  const waiting = events.filter((each) => isPending(each, events))
  // A sale is captured as it is authorised (docs/dintero.md 5.3).
  const isSale = done.some(
    ({ event, transactionStatus }) => event === 'AUTHORIZE' && transactionStatus === 'CAPTURED'
  )
  const authorisations = events.filter(({ event }) => event === 'AUTHORIZE')
  return {
    isRefused: authorisations.length > 0 && authorisations.every(({ success }) => success === false),
    captured: captures.length === 0 && isSale ? amount : sum(captures),
    refunded: sum(done.filter(({ event }) => event === 'REFUND')),
    isVoided: done.some(({ event }) => event === 'VOID'),
    pendingCapture: sum(waiting.filter(({ event }) => event === 'INITIATE_CAPTURE')),
    pendingRefund: sum(waiting.filter(({ event }) => event === 'INITIATE_REFUND')),
    pendingVoid: waiting.some(({ event }) => event === 'INITIATE_VOID')
  }
}

/**
 * Whether Dintero has taken something in that no later event ends: the one that does says so by the same request or
 * reference (docs/dintero.md 5.4). What nothing ends counts as taken.
 */
export function isPending(event: TransactionEvent, events: readonly TransactionEvent[]): boolean {
  const final = finalKind(event.event)
  return (
    final !== null &&
    event.success !== false &&
    !events.some((each) => each.event === final && ends(each, event))
  )
}

function finalKind(event: string): string | null {
  return /^INITIATE_(CAPTURE|REFUND|VOID)$/.exec(event)?.[1] ?? null
}

function ends(final: TransactionEvent, begun: TransactionEvent): boolean {
  if (final.correlationRequestId !== null)
    return [begun.id, begun.requestId, begun.correlationRequestId].includes(final.correlationRequestId)
  const reference = begun.reference ?? begun.mark
  return reference !== null && (final.reference ?? final.mark) === reference
}

function sum(events: readonly TransactionEvent[]): number {
  return events.reduce((total, { amount }) => total + (amount ?? 0), 0)
}

/** Whether no more was taken or given back than there was, and nothing is still taken of what was given up. */
function isPossible(sums: Tally, amount: number): boolean {
  const { captured, refunded, isVoided, pendingCapture, pendingRefund } = sums
  return (
    captured + pendingCapture <= amount &&
    refunded + pendingRefund <= captured &&
    (!isVoided || pendingCapture === 0)
  )
}

/** Whether a status says the same as the events. */
function fits(sums: Tally, status: TransactionStatus, amount: number): boolean {
  const { captured, refunded, isVoided, isRefused, pendingCapture } = sums
  const isWhole = isVoided || captured === amount
  if (unauthorised.includes(status)) return captured === 0 && !isVoided && pendingCapture === 0
  if (isRefused) return false
  switch (status) {
    // What Dintero calls a payment of which a part was captured and the rest voided is not documented.
    case 'AUTHORIZATION_VOIDED':
      return refunded === 0 && (captured === 0 || isVoided) && pendingCapture === 0
    case 'CAPTURED':
      return captured > 0 && refunded === 0 && isWhole
    case 'PARTIALLY_CAPTURED':
      return captured > 0 && captured < amount && refunded === 0
    case 'PARTIALLY_CAPTURED_REFUNDED':
      return refunded > 0 && captured < amount
    case 'PARTIALLY_REFUNDED':
      return refunded > 0 && refunded < captured && isWhole
    case 'REFUNDED':
      return refunded > 0 && refunded === captured && isWhole
    default:
      return captured === 0 && !isVoided
  }
}
