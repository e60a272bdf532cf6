import type { SettlementFilter, SettlementPlace, TransactionFilter } from './dintero'

/**
 * The query of `GET /transactions` (docs/dintero.md 5.2).
 * @param after the id of the last row of the page before, or null for the first page
 */
export function listQuery(filter: TransactionFilter, limit: number, after: string | null): string {
  const given: readonly (readonly [string, string | number | null | undefined])[] = [
    ['merchant_reference', filter.merchantReference],
    ['token_id', filter.tokenId],
    ['created_at.gte', isoTime(filter.createdFrom)],
    ['created_at.lte', isoTime(filter.createdTo)],
    ['captured_at.gte', isoTime(filter.capturedFrom)],
    ['captured_at.lte', isoTime(filter.capturedTo)],
    ['refunded_at.gte', isoTime(filter.refundedFrom)],
    ['refunded_at.lte', isoTime(filter.refundedTo)],
    ['amount', filter.amount],
    ['currency', filter.currency],
    ['payment_operation', filter.operation],
    ['search', filter.search],
    ['limit', limit],
    ['starting_after', after]
  ]
  const query = new URLSearchParams()
  for (const [name, value] of given)
    if (value !== undefined && value !== null) query.append(name, String(value))
  return query.toString()
}

/**
 * The query of `GET /card-tokens` (docs/dintero.md 9): deleted ones too, for that is what is to be known.
 * @param customerId whose; all of the account unless given
 */
export function cardTokensQuery(limit: number, after: string | null, customerId?: string): string {
  const query = new URLSearchParams({ include_deleted: 'true', limit: String(limit) })
  if (customerId !== undefined) query.append('customer_id', customerId)
  if (after !== null) query.append('starting_after', after)
  return query.toString()
}

/**
 * The query of `GET /accounts/{aid}/settlements` (docs/dintero.md 11).
 * @param after where the page before ended, or null for the first page
 */
export function settlementsQuery(
  { from, to, id }: SettlementFilter,
  limit: number,
  after: SettlementPlace | null
): string {
  const query = new URLSearchParams()
  const given: readonly (readonly [string, string | undefined])[] = [
    // What is named after its making is asked about the day it was paid out.
    ['created_at.gte', isoTime(from)],
    ['created_at.lte', isoTime(to)],
    ['search', id],
    ['limit', String(limit)],
    ['starting_after_id', after?.id],
    ['starting_after_date', after?.date]
  ]
  for (const [name, value] of given) if (value !== undefined) query.append(name, value)
  return query.toString()
}

function isoTime(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString()
}
