import { sql, type Kysely, type RawBuilder, type Selectable } from 'kysely'
import { TrekkError } from '../../shared/result'
import { firstMonth, haystackIn } from './card-record'
import type { CardTable, Schema } from './schema'

/** The card that an id means, which may be that of its other token. */
export function cardOf(id: string): RawBuilder<string> {
  return sql<string>`coalesce((select twin_of from cards as named where named.id = ${id}), ${id})`
}

/** @throws TrekkError `not_found` */
export async function requireRow(db: Kysely<Schema>, id: string): Promise<Selectable<CardTable>> {
  const row = await db.selectFrom('cards').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new TrekkError('not_found', `no card ${id}`)
  return row
}

/**
 * Makes what is said of a card and of its other token the same, and what it is found by all that is known of both: its
 * text, and the first month in which one of them ends.
 * @param id the card's own
 * @throws TrekkError `not_found`
 */
export async function settleCard(db: Kysely<Schema>, id: string): Promise<void> {
  const card = await requireRow(db, id)
  const twin = await db
    .selectFrom('cards')
    .select(['id', 'reference', 'token_expiry'])
    .where('twin_of', '=', id)
    .executeTakeFirst()
  const haystack = haystackIn(card, twin?.reference ?? '')
  const last_month = firstMonth([card.expiry, card.token_expiry, twin?.token_expiry ?? null])
  await db.updateTable('cards').set({ haystack, last_month }).where('id', '=', id).execute()
  if (twin === undefined) return
  const { brand, last_four, expiry, masked_pan, customer_name, customer_number, email, phone } = card
  await db
    .updateTable('cards')
    .set({ brand, last_four, expiry, masked_pan, customer_name, customer_number, email, phone, haystack: '' })
    .where('id', '=', twin.id)
    .execute()
}
