import { z } from 'zod'
import { status } from './contract'
import { moved } from './money'
import { property } from './property'
import { limit, many, one, readQuery, time, wholeNumber } from './query'
import { operationOf, tokensOf } from './wire'
import type { EventRecord, SessionRecord, TransactionRecord } from './records'
import type { Checked } from './validate'

const text = z.string().min(1)

const listQuery = z.strictObject({
  id: many(text),
  limit: limit(100),
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
  return readQuery(listQuery, parameters)
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
  const { card, foreign, events } = transaction
  const { order, configuration } = session
  const productType = foreign ?? `${card.provider}.creditcard`
  const payouts = events.flatMap(({ settlement }) => settlement?.correlationId ?? [])
  return [
    isOneOf(transaction.id, query.id),
    isOneOf(transaction.status, query.status),
    isOneOf(productType.split('.')[0], query.payment_product),
    isOneOf(productType, query.payment_product_type),
    isOneOf(
      card.brand,
      query.card_brand?.map((brand) => brand.toLowerCase())
    ),
    is(transaction.merchantReference, query.merchant_reference),
    is(order['merchant_reference_2'], query.merchant_reference_2),
    isOneOf(transaction.sessionId, query.session_id),
    isOneOf(property(order['store'], 'id'), query.store_id),
    hasOneOf(
      payouts,
      query.payout_correlation_id?.flatMap((each) => each.split(','))
    ),
    isOneOf(transaction.currency, query.currency),
    is(transaction.amount, query.amount),
    within([transaction.amount], query['amount.gte'], query['amount.lte']),
    within([transaction.createdAt], query['created_at.gte'], query['created_at.lte']),
    within(timesOf(transaction, 'CAPTURE'), query['captured_at.gte'], query['captured_at.lte']),
    within(timesOf(transaction, 'REFUND'), query['refunded_at.gte'], query['refunded_at.lte']),
    is(operationOf(session), query.payment_operation),
    is(property(session.customer, 'customer_id'), query.customer_id),
    is(order['payout_destination_id'], query.payout_destination_id),
    hasOneOf(tokenIds(transaction), query.token_id),
    is(property(order['store'], 'terminal_id'), query.terminal_id),
    is(configuration['channel'] ?? 'ecommerce', query.channel),
    query.search === undefined || isFound({ transaction, session }, query.search)
  ].every(Boolean)
}

function tokenIds(transaction: TransactionRecord): string[] {
  return tokensOf(transaction).map(({ tokenId }) => tokenId)
}

/** When money was moved by events of this kind, ms since 1970 UTC. */
function timesOf({ events }: TransactionRecord, kind: EventRecord['event']): number[] {
  return events.filter((event) => moved(event, kind)).map(({ at }) => at)
}

function is(value: unknown, wanted: string | number | undefined): boolean {
  return wanted === undefined || value === wanted
}

function isOneOf(value: unknown, wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || wanted.some((each) => each === value)
}

function hasOneOf(values: readonly string[], wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || wanted.some((each) => values.includes(each))
}

/** Whether any of the values lies between both, which they may equal. */
function within(values: readonly number[], least = -Infinity, most = Infinity): boolean {
  if (least === -Infinity && most === Infinity) return true
  return values.some((value) => value >= least && value <= most)
}

/**
 * The fields Dintero's `search` looks in: ids, references, phone, e-mail, "first last" name, token id (docs/dintero.md
 * 5.2). How it compares is not documented: here wholly, and without regard to case for e-mail and name alone.
 */
function isFound({ transaction, session }: Listed, search: string): boolean {
  const { customer, order } = session
  const exact: readonly unknown[] = [
    transaction.id,
    transaction.sessionId,
    transaction.merchantReference,
    order['merchant_reference_2'],
    property(customer, 'phone_number'),
    ...tokenIds(transaction)
  ]
  const address = order['billing_address'] ?? order['shipping_address']
  const names = [property(address, 'first_name'), property(address, 'last_name')]
  const wanted = search.toLowerCase()
  return (
    exact.includes(search) ||
    [property(customer, 'email'), names.join(' ')].some((each) => {
      return typeof each === 'string' && each.toLowerCase() === wanted
    })
  )
}
