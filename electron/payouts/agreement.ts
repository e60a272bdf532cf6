import type {
  LineDifference,
  PaymentOwner,
  PayoutLine,
  PayoutMoney,
  PayoutSum,
  UnpaidPayment
} from '../../shared/payout'
import type { Payout, Transaction } from '../../shared/transaction'
import type { Settlement } from '../dintero/dintero'
import type { OwnPayment } from '../ledger/payments'

/*
 * Whether payouts agree with the ledger: without side effects, and in whole minor units throughout.
 */

/** What is kept of a transaction that was captured or refunded: all that lines are made from. */
export interface PaidPayment {
  readonly id: string
  readonly merchantReference: string | null
  readonly currency: string | null
  readonly createdAt: number | null
  /** When money of it was last taken, by Dintero's clock. */
  readonly capturedAt: number | null
  readonly settlementStatus: string | null
  /** What payouts have of it; null where that cannot be read. */
  readonly payouts: readonly Payout[] | null
}

/** What the ledger has to say of transactions. */
export interface OwnPayments {
  /** By the transaction's id alone. */
  readonly byTransaction: ReadonlyMap<string, OwnPayment>
  /** Merchant references that payments of this ledger have. */
  readonly usedReferences: ReadonlySet<string>
}

const nothing: PayoutMoney = { capture: 0, refund: 0, fee: 0, amount: 0 }

export function paidPayment(transaction: Transaction): PaidPayment | null {
  const { id, events } = transaction
  if (id === null) return null
  const captures = events.filter(({ event, success }) => event === 'CAPTURE' && success === true)
  const times = captures.flatMap(({ createdAt }) => createdAt ?? [])
  return {
    id,
    merchantReference: transaction.merchantReference,
    currency: transaction.currency,
    createdAt: transaction.createdAt,
    capturedAt: times.length === 0 ? null : Math.max(...times),
    settlementStatus: transaction.settlementStatus,
    payouts: transaction.payouts
  }
}

/** Whose a payment is: by transaction and merchant reference both. Silence of Dintero's about one is no agreement. */
export function ownerOf(
  { id, merchantReference }: Pick<PaidPayment, 'id' | 'merchantReference'>,
  own: Pick<OwnPayments, 'byTransaction'>
): OwnPayment | null {
  const payment = own.byTransaction.get(id)
  return payment !== undefined && payment.merchantReference === merchantReference ? payment : null
}

/** The lines of one payout, in the order of the payments. */
export function linesOf(
  settlement: Settlement,
  payments: Iterable<PaidPayment>,
  own: OwnPayments
): PayoutLine[] {
  const currencies = new Set(settlement.sums.map(({ currency }) => currency))
  const lines: PayoutLine[] = []
  for (const payment of payments) {
    const parts = (payment.payouts ?? []).filter(({ settlementId }) => settlementId === settlement.id)
    if (parts.length === 0) continue
    const owner = ownerOf(payment, own)
    const ofPayment = owner === null ? foreignDifferences(payment, own) : ownDifferences(payment, owner)
    for (const [index, part] of parts.entries()) {
      const { amount, capture, refund, fee } = part
      lines.push({
        key: `${payment.id} ${index}`,
        transactionId: payment.id,
        merchantReference: payment.merchantReference,
        createdAt: payment.createdAt,
        currency: payment.currency,
        amount,
        capture,
        refund,
        fee,
        owner: owner && shownOwner(owner),
        differences: [
          ...ofPayment,
          ...partDifferences(part),
          ...(payment.currency !== null && currencies.has(payment.currency) ? [] : [plain('other_currency')])
        ]
      })
    }
  }
  return lines
}

export function shownOwner({ kind, id, customerName }: OwnPayment): PaymentOwner {
  return { kind, id, customerName }
}

function plain(kind: LineDifference['kind']): LineDifference {
  return { kind, here: null, there: null }
}

function foreignDifferences(
  { id, merchantReference }: PaidPayment,
  { byTransaction, usedReferences }: OwnPayments
): LineDifference[] {
  const isHalfOurs =
    byTransaction.has(id) || (merchantReference !== null && usedReferences.has(merchantReference))
  return [plain(isHalfOurs ? 'not_ours' : 'unknown_here')]
}

/**
 * What all payouts have of a payment together, held against what the ledger knows was taken and given back: less is in
 * order for as long as Dintero does not say that it is settled, more never is.
 */
function ownDifferences(payment: PaidPayment, own: OwnPayment): LineDifference[] {
  if (payment.currency !== own.currency) return [plain('currency_differs')]
  const parts = payment.payouts ?? []
  if (parts.some(({ capture, refund }) => capture === null && refund === null)) return []
  if (own.captured === null || own.refunded === null) return [plain('unread_here')]
  const isSettled = payment.settlementStatus === 'SETTLED'
  const compared = (
    kind: 'capture_differs' | 'refund_differs',
    here: number,
    there: number
  ): LineDifference[] => (there > here || (isSettled && there < here) ? [{ kind, here, there }] : [])
  return [
    ...compared('capture_differs', own.captured, total(parts, 'capture')),
    ...compared('refund_differs', own.refunded, total(parts, 'refund'))
  ]
}

function partDifferences({ amount, capture, refund, fee }: Payout): LineDifference[] {
  if (capture === null && refund === null) return [plain('not_split')]
  const there = (capture ?? 0) - (refund ?? 0) - (fee ?? 0)
  return amount === there ? [] : [{ kind: 'does_not_add_up', here: there, there: amount }]
}

function total(parts: readonly Payout[], name: 'capture' | 'refund'): number {
  return parts.reduce((sum, part) => sum + (part[name] ?? 0), 0)
}

/** What a payout says of each currency and what its lines come to, in the order in which Dintero has them. */
export function sumsOf(settlement: Settlement, lines: readonly PayoutLine[]): PayoutSum[] {
  const others = new Set(lines.flatMap(({ currency }) => currency ?? []))
  for (const { currency } of settlement.sums) others.delete(currency)
  return [
    ...settlement.sums.map(({ currency, ...said }) => sumOf(currency, said, lines)),
    ...[...others].map((currency) => sumOf(currency, null, lines))
  ]
}

function sumOf(currency: string, said: PayoutMoney | null, lines: readonly PayoutLine[]): PayoutSum {
  const ofIt = lines.filter((line) => line.currency === currency)
  const here = added(ofIt.filter(({ owner }) => owner !== null))
  const elsewhere = added(ofIt.filter(({ owner }) => owner === null))
  const missing =
    said === null
      ? nothing
      : {
          capture: said.capture - here.capture - elsewhere.capture,
          refund: said.refund - here.refund - elsewhere.refund,
          fee: said.fee - here.fee - elsewhere.fee,
          amount: said.amount - here.amount - elsewhere.amount
        }
  const addsUp = said === null || said.amount === said.capture - said.refund - said.fee
  return { currency, said, here, elsewhere, missing, addsUp }
}

function added(lines: readonly PayoutLine[]): PayoutMoney {
  return lines.reduce(
    (sum, { capture, refund, fee, amount }) => ({
      capture: sum.capture + (capture ?? 0),
      refund: sum.refund + (refund ?? 0),
      fee: sum.fee + (fee ?? 0),
      amount: sum.amount + amount
    }),
    nothing
  )
}

/** How many things of a payout do not agree: lines, and sums that do not come to what is said. */
export function differencesIn(sums: readonly PayoutSum[], lines: readonly PayoutLine[]): number {
  const differing = lines.filter(({ differences }) => differences.length > 0).length
  const isOff = ({ missing, addsUp }: PayoutSum): boolean =>
    !addsUp || Object.values(missing).some((each) => each !== 0)
  return differing + sums.filter(isOff).length
}

/**
 * What was captured here and is in no payout, or not all of it.
 * @param taken what the ledger says was taken
 * @param before a capture after this time may still wait for its payout, ms since 1970 UTC
 */
export function unpaidOf(
  taken: readonly OwnPayment[],
  payments: ReadonlyMap<string, PaidPayment>,
  before: number
): UnpaidPayment[] {
  return taken.flatMap((own): UnpaidPayment[] => {
    const found = payments.get(own.transactionId)
    const payment = found && found.merchantReference === own.merchantReference ? found : null
    const capturedAt = payment?.capturedAt ?? null
    if ((capturedAt ?? own.createdAt) >= before) return []
    const paidOut = total(payment?.payouts ?? [], 'capture')
    const reason = reasonOf(own, payment, paidOut)
    if (reason === null) return []
    const { transactionId, merchantReference, currency, captured } = own
    const facts = { transactionId, merchantReference, currency, captured, paidOut, capturedAt }
    return [{ owner: shownOwner(own), ...facts, reason }]
  })
}

function reasonOf(
  { captured }: OwnPayment,
  payment: PaidPayment | null,
  paidOut: number
): UnpaidPayment['reason'] | null {
  if (payment === null) return 'not_listed'
  if (payment.payouts === null) return 'unread'
  if (payment.payouts.length === 0) return 'unpaid'
  // What is not split may be all of it: the payout names the line.
  const isSplit = payment.payouts.every(({ capture, refund }) => capture !== null || refund !== null)
  return isSplit && captured !== null && paidOut < captured ? 'partly' : null
}
