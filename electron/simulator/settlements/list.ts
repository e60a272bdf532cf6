import { z } from 'zod'
import { limit, many, one, readQuery, time } from '../query'
import { json, refusal } from '../reply'
import { text, type Checked } from '../validate'
import type { Reply } from '../reply'
import type { World } from '../world'
import type { SettlementRecord } from './record'

const listQuery = z.strictObject({
  limit: limit(1000),
  starting_after_id: one(text),
  starting_after_date: one(time),
  'created_at.gte': one(time),
  'created_at.lte': one(time),
  'item_created_at.gte': one(time),
  'item_created_at.lte': one(time),
  payment_provider: many(text),
  payout_destination_id: one(text),
  search: one(text)
})
type Query = z.infer<typeof listQuery>

/**
 * `GET /v1/accounts/{aid}/settlements` (docs/dintero.md 11). The order is not documented: here the latest comes first,
 * by the time that is asked for. A full page has a key, also when nothing comes after it, so that who reads on must
 * take an empty page for the end.
 */
export function listSettlements(world: World, accountId: string, parameters: URLSearchParams): Reply {
  const read = checkQuery(parameters)
  if (!read.ok) return refusal(400, read.message)
  const query = read.value
  const byItem = isByItem(query)
  const dateOf = (each: SettlementRecord): number => (byItem ? each.createdAt : each.settledAt)
  const sorted = world.store
    .settlements(accountId)
    .toSorted((one, other) => dateOf(other) - dateOf(one) || one.id.localeCompare(other.id))
  const { starting_after_id: afterId, starting_after_date: afterDate } = query
  const position = sorted.findIndex((each) => each.id === afterId && dateOf(each) === afterDate)
  if (afterId !== undefined && position === -1)
    return refusal(400, 'starting_after_id: no such settlement at starting_after_date')
  const most = query.limit ?? 10
  const page = sorted
    .slice(world.lists.endless ? 0 : position + 1)
    .filter((each) => matches(each, query))
    .slice(0, most)
  const last = page.length === most ? page.at(-1) : undefined
  return json(200, {
    items: page.map(settlementBody),
    ...(last && {
      last_evaluated_key: {
        id: last.id,
        account_id: accountId,
        settled_at: iso(last.settledAt),
        ...(byItem && { created_at: iso(last.createdAt) })
      }
    })
  })
}

function checkQuery(parameters: URLSearchParams): Checked<Query> {
  const read = readQuery(listQuery, parameters)
  if (!read.ok) return read
  const { starting_after_id: afterId, starting_after_date: afterDate } = read.value
  if ((afterId === undefined) !== (afterDate === undefined))
    return { ok: false, message: 'starting_after_id and starting_after_date: only together' }
  const both = (read.value['created_at.gte'] ?? read.value['created_at.lte']) !== undefined
  return both && isByItem(read.value)
    ? { ok: false, message: 'created_at and item_created_at: only one of them' }
    : read
}

function isByItem(query: Query): boolean {
  return (query['item_created_at.gte'] ?? query['item_created_at.lte']) !== undefined
}

function matches(settlement: SettlementRecord, query: Query): boolean {
  const { id, provider, payoutDestinationId, settledAt, createdAt } = settlement
  return (
    settledAt >= (query['created_at.gte'] ?? -Infinity) &&
    settledAt <= (query['created_at.lte'] ?? Infinity) &&
    createdAt >= (query['item_created_at.gte'] ?? -Infinity) &&
    createdAt <= (query['item_created_at.lte'] ?? Infinity) &&
    (query.payment_provider?.includes(provider) ?? true) &&
    (query.payout_destination_id === undefined || payoutDestinationId === query.payout_destination_id) &&
    (query.search === undefined || id === query.search)
  )
}

function settlementBody(settlement: SettlementRecord): Record<string, unknown> {
  const { id, provider, providerReference, postponed, storeId, payoutDestinationId } = settlement
  return {
    id,
    start_at: iso(settlement.startAt),
    end_at: iso(settlement.endAt),
    created_at: iso(settlement.createdAt),
    updated_at: iso(settlement.createdAt),
    settled_at: iso(settlement.settledAt),
    provider,
    provider_reference: providerReference,
    attachments: [],
    amounts: settlement.amounts.map(({ currency, capture, refund, fee }) => ({
      amount: capture - refund - fee,
      capture,
      refund,
      fee,
      currency
    })),
    payment_status: postponed ? 'postponed' : 'paid',
    ...(storeId !== null && { store_id: storeId }),
    ...(payoutDestinationId !== null && { payout_destination_id: payoutDestinationId })
  }
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
