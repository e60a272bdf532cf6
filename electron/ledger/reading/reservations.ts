import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { ListPage } from '../../../shared/list'
import { reservationDays, type HeldSums } from '../../../shared/transaction-detail'
import { toRecord, type ChargeRecord } from '../charge-record'
import { toLink, type LinkRecord } from '../link-record'
import { oneDay, type Schema } from '../schema'
import type { Reservation } from '../reservation'
import { isAmong } from '../sqlite/words'

interface Held {
  readonly id: string
  readonly since: number
  readonly left: number | null
}

/** A part was captured and given back, and the rest may still be held, for so long at the very most; ms. */
const restHeldFor = 2 * reservationDays.longest * oneDay

/** Spelled exactly as the partial indexes are, or SQLite could not use them. */
const toCapture = sql`transaction_status in ('AUTHORIZED', 'PARTIALLY_CAPTURED')`

const left = sql`case when transaction_status <> 'AUTHORIZED' and coalesce(captured, 0) = 0 then null
  else amount - coalesce(captured, 0) end`

/** Of a link: when its transaction was authorised, or when that became known where nobody wrote it down. */
const reservedAt = sql`coalesce((select min(at) from link_events where link_id = links.id and kind = 'paid'), changed_at)`

/** A void gives up all that is left, and what Dintero calls the payment afterwards is not documented (docs/dintero.md 5.4). */
const isVoided = (table: 'charges' | 'links') => sql`exists (select 1 from modifications
  where modifications.account_id = ${sql.ref(`${table}.account_id`)}
    and modifications.transaction_id = ${sql.ref(`${table}.transaction_id`)}
    and modifications.kind = 'void' and modifications.state = 'succeeded')`

/** Charges and payments by link whose money is only held, as their transactions said when they were last read. */
export class Reservations {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /**
   * A window of an account's, held longest first, and how many there are.
   * @param now ms since 1970 UTC
   */
  async page(
    accountId: string,
    now: number,
    { offset, limit }: { readonly offset: number; readonly limit: number }
  ): Promise<ListPage<Reservation>> {
    const held = heldOf(accountId, now)
    const counted = await sql<{ total: number }>`select count(*) as total from (${held})`.execute(this.#db)
    const window = await sql<Held>`select id, since, left from (${held})
      order by since, id limit ${limit} offset ${offset}`.execute(this.#db)
    const ids = JSON.stringify(window.rows.map(({ id }) => id))
    const charges = await this.#charges(ids)
    const links = await this.#links(ids)
    const rows = window.rows.flatMap(({ id, since, left }): Reservation[] => {
      const charge = charges.get(id)
      const link = links.get(id)
      if (charge !== undefined) return [{ kind: 'charge', charge, since, left }]
      return link === undefined ? [] : [{ kind: 'link', link, since, left }]
    })
    return { rows, total: counted.rows[0]?.total ?? 0, atLeast: false }
  }

  /** What all of an account's that `page` lists come to. @param now ms since 1970 UTC */
  async sums(accountId: string, now: number): Promise<HeldSums> {
    const { rows } = await sql<{
      currency: string
      charges: number
      amount: number | null
      unread: number
      oldest: number
    }>`select currency, count(*) as charges, sum(left) as amount, sum(left is null) as unread, min(since) as oldest
      from (${heldOf(accountId, now)}) group by currency order by currency`.execute(this.#db)
    return {
      sums: rows.map(({ currency, charges, amount }) => ({ currency, charges, amount: amount ?? 0 })),
      unread: rows.reduce((sum, { unread }) => sum + unread, 0),
      oldest: rows.length === 0 ? null : Math.min(...rows.map(({ oldest }) => oldest))
    }
  }

  async #charges(ids: string): Promise<Map<string, ChargeRecord>> {
    const rows = await this.#db.selectFrom('charges').selectAll().where(isAmong('id', ids)).execute()
    return new Map(rows.map((row) => [row.id, toRecord(row)]))
  }

  async #links(ids: string): Promise<Map<string, LinkRecord>> {
    const rows = await this.#db.selectFrom('links').selectAll().where(isAmong('id', ids)).execute()
    return new Map(rows.map((row) => [row.id, toLink(row)]))
  }
}

/**
 * All that is still held, one row a payment. A part that was captured and given back leaves the rest held, and no index has
 * those: charges are found by their cards, of which it is known whether anything was given back, and links are few.
 */
function heldOf(accountId: string, now: number): RawBuilder<unknown> {
  const heldSince = now - restHeldFor
  const isHeld = sql`(left is null or left > 0)`
  const charge = sql`select id, coalesce(sent_at, created_at) as since, currency, ${left} as left from charges`
  const link = sql`select id, ${reservedAt} as since, currency, ${left} as left from links`
  return sql`select * from (
    ${charge} indexed by charges_to_capture
      where state = 'succeeded' and ${toCapture} and account_id = ${accountId} and not ${isVoided('charges')}
    union all
    ${charge} indexed by charges_by_card
      where card_id in (select card_id from card_sums where returned > 0 or unread > 0)
        and coalesce(sent_at, created_at) >= ${heldSince}
        and state = 'succeeded' and transaction_status = 'PARTIALLY_CAPTURED_REFUNDED'
        and account_id = ${accountId} and not ${isVoided('charges')}
    union all
    ${link} indexed by links_to_capture
      where state = 'paid' and ${toCapture} and account_id = ${accountId} and kind = 'payment'
        and not ${isVoided('links')}
    union all
    ${link} indexed by links_paid
      where state = 'paid' and changed_at >= ${heldSince} and account_id = ${accountId} and kind = 'payment'
        and transaction_status = 'PARTIALLY_CAPTURED_REFUNDED' and not ${isVoided('links')}
  ) where ${isHeld}`
}
