import { sql, type Kysely, type SqlBool } from 'kysely'
import { toRecord, type ChargeRecord } from './charge-record'
import { toLink, type LinkRecord } from './link-record'
import type { Schema } from './schema'

/** Whose money is reserved and not captured, or not all of it. */
export type Reservation =
  | { readonly kind: 'charge'; readonly charge: ChargeRecord; readonly since: number }
  | { readonly kind: 'link'; readonly link: LinkRecord; readonly since: number }

/** Spelled exactly as the partial indexes `charges_to_capture` and `links_to_capture` are, or SQLite would not use them. */
const chargeToCapture = sql<SqlBool>`state = 'succeeded' and transaction_status in ('AUTHORIZED', 'PARTIALLY_CAPTURED')`
const linkToCapture = sql<SqlBool>`state = 'paid' and transaction_status in ('AUTHORIZED', 'PARTIALLY_CAPTURED')`

/** Charges and payments by link whose money is only held, as their transactions said when they were last read. */
export class Reservations {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** A window of an account's, held longest first, and how many there are. */
  async list(
    accountId: string,
    { offset, limit }: { readonly offset: number; readonly limit: number }
  ): Promise<{ readonly rows: Reservation[]; readonly total: number }> {
    const charges = this.#db
      .selectFrom('charges')
      .select([
        'id',
        sql<string>`'charge'`.as('kind'),
        sql<number>`coalesce(sent_at, created_at)`.as('since')
      ])
      .where(chargeToCapture)
      .where('account_id', '=', accountId)
    const links = this.#db
      .selectFrom('links')
      .select(['id', sql<string>`'link'`.as('kind'), 'changed_at as since'])
      .where(linkToCapture)
      .where('kind', '=', 'payment')
      .where('account_id', '=', accountId)
    const all = charges.unionAll(links)
    const counted = await this.#db
      .selectFrom(all.as('held'))
      .select((select) => select.fn.countAll<number>().as('total'))
      .executeTakeFirst()
    const window = await this.#db
      .selectFrom(all.as('held'))
      .selectAll()
      .orderBy('since')
      .orderBy('id')
      .limit(limit)
      .offset(offset)
      .execute()
    const chargesById = await this.#charges(window.map(({ id }) => id))
    const linksById = await this.#links(window.map(({ id }) => id))
    const rows = window.flatMap(({ id, since }): Reservation[] => {
      const charge = chargesById.get(id)
      const link = linksById.get(id)
      if (charge !== undefined) return [{ kind: 'charge', charge, since }]
      return link === undefined ? [] : [{ kind: 'link', link, since }]
    })
    return { rows, total: counted?.total ?? 0 }
  }

  async #charges(ids: readonly string[]): Promise<Map<string, ChargeRecord>> {
    const rows = await this.#db
      .selectFrom('charges')
      .selectAll()
      .where('id', 'in', [...ids])
      .execute()
    return new Map(rows.map((row) => [row.id, toRecord(row)]))
  }

  async #links(ids: readonly string[]): Promise<Map<string, LinkRecord>> {
    const rows = await this.#db
      .selectFrom('links')
      .selectAll()
      .where('id', 'in', [...ids])
      .execute()
    return new Map(rows.map((row) => [row.id, toLink(row)]))
  }
}
