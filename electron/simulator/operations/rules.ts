import { left, moneyOf } from '../money'
import { property } from '../property'
import type { TransactionRecord } from '../records'
import type { Checked } from '../validate'
import type { ValidOperation } from './check'

const capturable: readonly string[] = ['AUTHORIZED', 'PARTIALLY_CAPTURED', 'PARTIALLY_CAPTURED_REFUNDED']
const refundable: readonly string[] = [
  'CAPTURED',
  'PARTIALLY_CAPTURED',
  'PARTIALLY_REFUNDED',
  'PARTIALLY_CAPTURED_REFUNDED'
]

/** The ways of paying of which the rest can be voided after a partial capture (docs/dintero.md 5.4). */
const voidsRest =
  /^(?:payex\.(?:creditcard|mobilepay|vipps|applepay|clicktopay|googlepay)|vipps|klarna\.(?:klarna|billie))$/

/**
 * Whether an operation may be carried out, in whole or not at all (docs/dintero.md 5.4): only what is authorised and
 * neither captured nor voided can be captured or voided, only what is captured and not refunded can be refunded.
 * @param order what the merchant sent when it charged
 * @returns the amount it is about, minor units
 */
export function allowed(
  transaction: TransactionRecord,
  order: Record<string, unknown>,
  { kind, amount, items }: ValidOperation
): Checked<number> {
  const { status } = transaction
  const { toCapture, toRefund } = left(transaction)
  const [there, fits] =
    kind === 'refund' ? [toRefund, refundable.includes(status)] : [toCapture, capturable.includes(status)]
  const wanted = amount ?? there
  if (!fits || there <= 0) return refuse(`A transaction that is ${status} has nothing left to ${kind}`)
  if (wanted > there) return refuse(`amount: ${wanted} is more than the ${there} left to ${kind}`)
  if (kind === 'void' && !canVoid(transaction)) return refuse('The rest of this payment cannot be voided')
  const lines = lineIds(order)
  const unknown = items?.find(({ line_id: lineId }) => lines.length > 0 && !lines.includes(lineId))
  return unknown ? refuse(`items: the order has no line ${unknown.line_id}`) : { ok: true, value: wanted }
}

function canVoid(transaction: TransactionRecord): boolean {
  const capturing = transaction.pending.some(({ kind, undoes }) => kind === 'capture' && undoes === null)
  if (!capturing && moneyOf(transaction).captured === 0) return true
  return voidsRest.test(transaction.foreign ?? `${transaction.card.provider}.creditcard`)
}

function lineIds({ items }: Record<string, unknown>): unknown[] {
  return Array.isArray(items) ? items.map((each: unknown) => property(each, 'line_id')) : []
}

function refuse(message: string): Checked<number> {
  return { ok: false, message }
}
