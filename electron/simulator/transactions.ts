import { z } from 'zod'
import { status } from './contract'
import { capturedAt } from './records'
import type { SessionRecord, TransactionRecord } from './records'
import type { Checked } from './validate'

const wholeNumber = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number)
const one = <Schema extends z.ZodType<unknown, string>>(schema: Schema) =>
  z
    .tuple([schema])
    .transform(([only]) => only)
    .optional()
const many = <Schema extends z.ZodType<unknown, string>>(schema: Schema) => z.array(schema).min(1).optional()
const text = z.string().min(1)

/** ISO 8601; a time without a zone is UTC, a date is its midnight (docs/dintero.md 5.2). */
const time = z
  .union([z.iso.datetime({ offset: true, local: true }), z.iso.date()])
  .transform((value) =>
    Date.parse(value.length === 10 || /(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`)
  )

const listQuery = z.strictObject({
  id: many(text),
  limit: one(wholeNumber.pipe(z.number().min(1).max(100))),
  starting_after: one(text),
  status: many(status),
  payment_product: many(text),
  payment_product_type: many(text),
  card_brand: many(text),
  merchant_reference: one(text),
  merchant_reference_2: one(text),
  session_id: many(text),
  store_id: many(text),
  payout_correlation_id: many(text),
  currency: many(text),
  amount: one(wholeNumber),
  'amount.gte': one(wholeNumber),
  'amount.lte': one(wholeNumber),
  'created_at.gte': one(time),
  'created_at.lte': one(time),
  'captured_at.gte': one(time),
  'captured_at.lte': one(time),
  'refunded_at.gte': one(time),
  'refunded_at.lte': one(time),
  search: one(text),
  payment_operation: one(text),
  customer_id: one(text),
  includes: many(z.literal('events.success.true')),
  payout_destination_id: one(text),
  token_id: many(text),
  terminal_id: one(text),
  channel: one(text)
})
export type ListQuery = z.infer<typeof listQuery>

/** Reads the query of `GET /v1/transactions`: arrays are repeated keys, an unknown key is refused. */
export function checkListQuery(parameters: URLSearchParams): Checked<ListQuery> {
  const values = Object.fromEntries(
    [...new Set(parameters.keys())].map((key) => [key, parameters.getAll(key)])
  )
  const parsed = listQuery.safeParse(values)
  if (parsed.success) return { ok: true, value: parsed.data }
  const issues = parsed.error.issues.map(({ path, message }) => `${String(path[0] ?? 'query')}: ${message}`)
  return { ok: false, message: issues.join('; ') }
}

/** A transaction beside the session it came from, which holds what the merchant sent. */
export interface Listed {
  readonly transaction: TransactionRecord
  readonly session: SessionRecord
}

/**
 * One page of a list (docs/dintero.md 5.2): the rows that match, from after `starting_after`, at most `limit` (10).
 * @param rows newest first
 */
export function listPage(rows: readonly Listed[], query: ListQuery): Checked<Listed[]> {
  const after = query.starting_after
  const position = after === undefined ? -1 : rows.findIndex(({ transaction }) => transaction.id === after)
  if (after !== undefined && position === -1)
    return { ok: false, message: 'starting_after: no such transaction' }
  const matching = rows.slice(position + 1).filter((row) => matches(row, query))
  return { ok: true, value: matching.slice(0, query.limit ?? 10) }
}

function matches({ transaction, session }: Listed, query: ListQuery): boolean {
  const { card } = transaction
  const { order } = session
  return [
    isOneOf(transaction.id, query.id),
    isOneOf(transaction.status, query.status),
    isOneOf(card.provider, query.payment_product),
    isOneOf(`${card.provider}.creditcard`, query.payment_product_type),
    isOneOf(
      card.brand,
      query.card_brand?.map((brand) => brand.toLowerCase())
    ),
    is(transaction.merchantReference, query.merchant_reference),
    is(order['merchant_reference_2'], query.merchant_reference_2),
    isOneOf(transaction.sessionId, query.session_id),
    isOneOf(property(order['store'], 'id'), query.store_id),
    isOneOf(transaction.currency, query.currency),
    is(transaction.amount, query.amount),
    within(transaction.amount, query['amount.gte'], query['amount.lte']),
    within(transaction.createdAt, query['created_at.gte'], query['created_at.lte']),
    within(capturedAt(transaction), query['captured_at.gte'], query['captured_at.lte']),
    is(session.operation, query.payment_operation),
    is(property(session.customer, 'customer_id'), query.customer_id),
    is(order['payout_destination_id'], query.payout_destination_id),
    isOneOf(card.tokenId, query.token_id),
    query.search === undefined || isFound({ transaction, session }, query.search),
    // Nothing here is refunded, paid out or paid in a terminal, so these filters leave no row.
    within(null, query['refunded_at.gte'], query['refunded_at.lte']),
    is(null, query.terminal_id),
    is(null, query.channel),
    isOneOf(null, query.payout_correlation_id)
  ].every(Boolean)
}

function is(value: unknown, wanted: string | number | undefined): boolean {
  return wanted === undefined || value === wanted
}

function isOneOf(value: unknown, wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || wanted.some((each) => each === value)
}

function within(value: number | null, least: number | undefined, most: number | undefined): boolean {
  if (least === undefined && most === undefined) return true
  return value !== null && value >= (least ?? -Infinity) && value <= (most ?? Infinity)
}

/** The fields Dintero's `search` looks in: ids, references, phone, e-mail, "first last" name, token id. */
function isFound({ transaction, session }: Listed, search: string): boolean {
  const address = session.order['billing_address'] ?? session.order['shipping_address']
  const name = `${String(property(address, 'first_name'))} ${String(property(address, 'last_name'))}`
  const values: readonly unknown[] = [
    transaction.id,
    transaction.sessionId,
    transaction.merchantReference,
    session.order['merchant_reference_2'],
    property(session.customer, 'phone_number'),
    property(session.customer, 'email'),
    transaction.card.tokenId,
    ...(address === undefined ? [] : [name])
  ]
  const wanted = search.toLowerCase()
  return values.some((value) => typeof value === 'string' && value.toLowerCase() === wanted)
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
