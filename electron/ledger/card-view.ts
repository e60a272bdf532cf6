import type { Selectable } from 'kysely'
import { isExpired, type CardView } from '../../shared/card'
import type { CardTable } from './schema'

/** What a record is made of: not the sealed token, nor what only searching needs. */
export const recordColumns = [
  'id',
  'account_id',
  'provider',
  'token_kind',
  'token_id',
  'brand',
  'last_four',
  'expiry',
  'customer_name',
  'customer_number',
  'email',
  'phone',
  'reference',
  'blocked_until',
  'added_at',
  'last_charged_at',
  'removed_at'
] as const satisfies readonly (keyof CardTable)[]

type RecordRow = Pick<Selectable<CardTable>, (typeof recordColumns)[number]>

/** A card as the page may know it. @param now ms since 1970 UTC */
export function toView(row: RecordRow, now: number): CardView {
  return {
    id: row.id,
    provider: row.provider,
    tokenKind: row.token_kind,
    brand: row.brand,
    lastFour: row.last_four,
    expiry: row.expiry,
    expired: isExpired(row.expiry, now),
    customerName: row.customer_name,
    customerNumber: row.customer_number,
    email: row.email,
    phone: row.phone,
    reference: row.reference,
    blockedUntil: row.blocked_until !== null && row.blocked_until > now ? row.blocked_until : null,
    addedAt: row.added_at,
    lastChargedAt: row.last_charged_at
  }
}
