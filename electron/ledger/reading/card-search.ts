import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely'
import type { CardView } from '../../../shared/card'
import type { ListPage } from '../../../shared/list'
import { cardRows, toView } from '../card-view'
import type { Schema } from '../schema'
import { plainSpelling, searchTerms } from '../search-text'
import { contains, isAmong } from '../sqlite/words'

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
    const found = await this.#matching(accountId, query)
      .select('id')
      .orderBy('recent_at', 'desc')
      .orderBy('id')
      .limit(limit + 1)
      .execute()
    const cards = await this.views(found.slice(0, limit).map((row) => row.id))
    return { cards, more: found.length > limit }
  }

  /** See `LedgerReads.listCards`. */
  async list(accountId: string, query: string, offset: number, limit: number): Promise<ListPage<CardView>> {
    const matching = this.#matching(accountId, query)
    const counted = await matching
      .select((select) => select.fn.countAll<number>().as('total'))
      .executeTakeFirst()
    const window = await matching
      .select('id')
      .orderBy('recent_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .offset(offset)
      .execute()
    const rows = await this.views(window.map((row) => row.id))
    return { rows, total: counted?.total ?? 0, atLeast: false }
  }

  /** The views of cards, in the order of their ids. */
  async views(ids: readonly string[]): Promise<CardView[]> {
    if (ids.length === 0) return []
    const rows = await cardRows(this.#db)
      .where(isAmong('cards.id', JSON.stringify(ids)))
      .execute()
    const now = this.#clock()
    const views = new Map(rows.map((row) => [row.id, toView(row, now)]))
    return ids.flatMap((id) => views.get(id) ?? [])
  }

  #matching(accountId: string, query: string) {
    const terms = searchTerms(query)
    return this.#db
      .selectFrom('cards')
      .where('account_id', '=', accountId)
      .where('removed_at', 'is', null)
      .where('twin_of', 'is', null)
      .where((where) => where.and(terms.map((term) => hasTerm(where, term))))
  }
}

/** Whether a card has a term, in whichever spelling either has it: what a card is found by has both. */
function hasTerm(where: ExpressionBuilder<Schema, 'cards'>, term: string): Expression<SqlBool> {
  const plain = plainSpelling(term)
  return plain === term
    ? contains('haystack', term)
    : where.or([contains('haystack', plain), contains('haystack', term)])
}
