import { z } from 'zod'
import type { EventError, Payout, Transaction, TransactionEvent } from '../../shared/transaction'
import { transactionStatuses } from '../../shared/transaction'
import type { TransactionWithTokens } from './dintero'
import { redactor } from './redact'
import type { Redactor } from './redact'
import { absent, clean, flag, id, minorUnits, time, word, words } from './wire-fields'

/*
 * What comes back, read. Unknown fields are dropped and unknown statuses kept as they are; a field we act on that
 * has the wrong type makes the whole answer unreadable (null), because half-understood money is not understood.
 * What only decorates, the card's and the customer's particulars, is dropped alone when it cannot be read.
 */

const eventError = z.object({
  message: z.string().nullish().transform(absent),
  code: z.string().nullish().transform(absent),
  type: words,
  result_code: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .transform(absent),
  retry_policy: z.object({ retry_codes: words, retry_after: time }).nullish().transform(absent)
})

/** One that cannot be read is none: what it would have named is then read on about, and never taken for ours. */
const name = word.catch(null)

const payout = z.object({
  settlement_id: z.string().min(1).max(200),
  amount: minorUnits,
  capture: minorUnits,
  refund: minorUnits,
  fee: minorUnits
})
/** Null where it is there and cannot be read. */
const payouts = z
  .object({ events: z.array(payout).max(1_000) })
  .nullish()
  .transform((value) => value?.events ?? [])
  .nullable()
  .catch(null)

const event = z.object({
  id,
  event: z.string().nullish().transform(absent),
  transaction_status: word,
  success: flag,
  error: eventError.nullish().transform(absent),
  amount: minorUnits,
  created_at: time,
  created_by: name,
  event_reference: name,
  metadata: z.object({ ext_trekk: name }).nullish().transform(absent).catch(null),
  request_id: name,
  correlation_request_id: name,
  correction: z.unknown().optional(),
  settlements: payouts
})

const expiryDate = /^(0[1-9]|1[0-2])\/(20\d{2})$/

const card = z.object({
  brand: word,
  masked_pan: word,
  expiry_date: z
    .string()
    .nullish()
    .transform((text) => (text !== null && text !== undefined && expiryDate.test(text) ? text : null)),
  payment_token_id: id,
  recurrence_token_id: id
})

const address = z.object({ first_name: word, last_name: word })

const customer = z.object({ customer_id: id, email: word, phone_number: word })

const transaction = z.object({
  id,
  session_id: id,
  status: word,
  amount: minorUnits,
  currency: word,
  merchant_reference: word,
  payment_product_type: word,
  payment_operation: word,
  created_at: time,
  events: z.array(event).nullish().transform(absent),
  settlement_status: name,
  settlements: payouts,
  card: card.nullish().transform(absent).catch(null),
  customer: customer.nullish().transform(absent).catch(null),
  billing_address: address.nullish().transform(absent).catch(null)
})
type WireTransaction = z.infer<typeof transaction>

const tokens = z.object({
  card: z
    .object({
      payment_token: z.string().min(1).max(1000).nullish().transform(absent),
      recurrence_token: z.string().min(1).max(1000).nullish().transform(absent)
    })
    .nullish()
    .transform(absent)
})

/** The parts of a pay answer beside its transaction. */
export interface PayFacts {
  readonly transaction: Transaction
  readonly success: boolean | null
  readonly sessionId: string | null
}

/** A transaction, or null when unreadable. An object that names neither an id nor a status is not one. */
export function parseTransaction(body: unknown, redact: Redactor): Transaction | null {
  const parsed = transaction.safeParse(body)
  if (!parsed.success || (parsed.data.id === null && parsed.data.status === null)) return null
  return toTransaction(parsed.data, redact)
}

/** `GET /transactions` answers a bare array; one unreadable row could be the one that matters, so it spoils the list. */
export function parseTransactions(body: unknown, redact: Redactor): Transaction[] | null {
  if (!Array.isArray(body)) return null
  const rows = body.map((row) => parseTransaction(row, redact))
  return rows.every((row) => row !== null) ? rows : null
}

/** A transaction read with `includes=card.payment_token` and `card.recurrence_token`, or null when unreadable. */
export function parseTransactionWithTokens(body: unknown, redact: Redactor): TransactionWithTokens | null {
  const secrets = tokens.safeParse(body)
  if (!secrets.success) return null
  const paymentToken = secrets.data.card?.payment_token ?? null
  const recurrenceToken = secrets.data.card?.recurrence_token ?? null
  const redactTokens = redactor([paymentToken ?? '', recurrenceToken ?? ''])
  const found = parseTransaction(body, (text) => redact(redactTokens(text)))
  return found && { transaction: found, paymentToken, recurrenceToken }
}

/** The answer of `POST /sessions/pay`: a transaction merged with `success` and `session_id`. Null when unreadable. */
export function parsePay(body: unknown, redact: Redactor): PayFacts | null {
  const beside = z.object({ success: flag, session_id: id }).safeParse(body)
  const found = parseTransaction(body, redact)
  if (found === null || !beside.success) return null
  return { transaction: found, success: beside.data.success, sessionId: beside.data.session_id }
}

/** Whether an error answer holds what is plainly a transaction, which nobody foresaw and which must not be lost. */
export function parseStrayTransaction(body: unknown, redact: Redactor): PayFacts | null {
  const found = parsePay(body, redact)
  const known: readonly string[] = transactionStatuses
  return found !== null && known.includes(found.transaction.status ?? '') ? found : null
}

function toTransaction(wire: WireTransaction, redact: Redactor): Transaction {
  return {
    id: wire.id,
    sessionId: wire.session_id,
    status: wire.status,
    amount: wire.amount,
    currency: wire.currency,
    merchantReference: wire.merchant_reference,
    paymentProductType: wire.payment_product_type,
    paymentOperation: wire.payment_operation,
    createdAt: wire.created_at,
    events: (wire.events ?? []).map((each) => toEvent(each, redact)),
    settlementStatus: wire.settlement_status,
    payouts: toPayouts(wire),
    card: wire.card && {
      brand: wire.card.brand,
      maskedPan: clean(wire.card.masked_pan, redact),
      expiry: wire.card.expiry_date,
      paymentTokenId: wire.card.payment_token_id,
      recurrenceTokenId: wire.card.recurrence_token_id
    },
    customer: toCustomer(wire)
  }
}

/** The contract has them beside each event; one guide has them beside the transaction (docs/dintero.md 11). */
function toPayouts({ settlements, events }: WireTransaction): Transaction['payouts'] {
  const own = settlements === null || settlements.length > 0 ? [settlements] : eventsOf(events)
  const read = own.map((each) => each?.map(toPayout) ?? null)
  if (read.some((each) => each === null || each.some((one) => one === null))) return null
  return read.flatMap((each) => each?.flatMap((one) => one ?? []) ?? [])
}

function eventsOf(events: WireTransaction['events']): WireTransaction['settlements'][] {
  return (events ?? []).map((each) => each.settlements)
}

/** Of one whose amount is not said, its parts say it; null where they do not. */
function toPayout({ settlement_id: settlementId, ...money }: z.infer<typeof payout>): Payout | null {
  const { capture, refund, fee } = money
  const isSplit = capture !== null || refund !== null
  const amount = money.amount ?? (isSplit ? (capture ?? 0) - (refund ?? 0) - (fee ?? 0) : null)
  return amount === null ? null : { settlementId, amount, capture, refund, fee }
}

function toCustomer(wire: WireTransaction): Transaction['customer'] {
  const name = [wire.billing_address?.first_name, wire.billing_address?.last_name].filter(Boolean).join(' ')
  if (wire.customer === null && name === '') return null
  return {
    customerId: wire.customer?.customer_id ?? null,
    email: wire.customer?.email ?? null,
    phone: wire.customer?.phone_number ?? null,
    name: name === '' ? null : name
  }
}

function toEvent(wire: z.infer<typeof event>, redact: Redactor): TransactionEvent {
  return {
    id: wire.id,
    event: redact(wire.event ?? ''),
    transactionStatus: wire.transaction_status,
    success: wire.success,
    error: wire.error && toEventError(wire.error, redact),
    amount: wire.amount,
    createdAt: wire.created_at,
    createdBy: clean(wire.created_by, redact),
    reference: clean(wire.event_reference, redact),
    mark: clean(wire.metadata?.ext_trekk ?? null, redact),
    requestId: wire.request_id,
    correlationRequestId: wire.correlation_request_id,
    isCorrection: wire.correction !== undefined && wire.correction !== null
  }
}

function toEventError(wire: z.infer<typeof eventError>, redact: Redactor): EventError {
  return {
    message: redact(wire.message ?? ''),
    code: clean(wire.code, redact),
    types: wire.type.map(redact),
    resultCode: clean(wire.result_code, redact),
    retryCodes: wire.retry_policy?.retry_codes.map(redact) ?? [],
    retryAfter: wire.retry_policy?.retry_after ?? null
  }
}
