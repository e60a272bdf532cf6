import { sql, type Kysely, type Selectable } from 'kysely'
import type { CardView } from '../../../shared/card'
import { recordColumns, toView } from '../card-view'
import type { CardTable, Schema } from '../schema'
import { allInOne, madeOfOne, unindexed } from '../sqlite/words'

/** A stored card with what it is found by. */
export interface KnownCard {
  readonly view: CardView
  readonly tokenId: string | null
  readonly fingerprint: string
}

const minute = 60_000
/** Cards read by one statement. */
const atATime = 5_000

const columns = [...recordColumns, 'token_fingerprint'] as const
type CardRow = Pick<Selectable<CardTable>, (typeof columns)[number]>

/** Some cards as one text, and the place of the last; null when there are none. */
interface Piece {
  readonly cards: string
  readonly last: number | null
}

/** The stored cards of an account, read together: there may be a hundred thousand, and a file asks several times in a moment. */
export class KnownCards {
  readonly #db: Kysely<Schema>
  #latest: { readonly key: string; readonly cards: readonly KnownCard[] } | null = null

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /**
   * Every stored card of an account. While nothing in the ledger has changed, and no card has expired meanwhile, the answer
   * is the same.
   * @param version of the ledger; @param now ms since 1970 UTC
   */
  async of(accountId: string, version: number, now: number): Promise<readonly KnownCard[]> {
    const key = `${accountId} ${version} ${Math.floor(now / minute)}`
    if (this.#latest?.key !== key) this.#latest = { key, cards: await this.#read(accountId, now) }
    return this.#latest.cards
  }

  /** Piece by piece, for the text of all would be tens of megabytes. */
  async #read(accountId: string, now: number): Promise<KnownCard[]> {
    const cards: KnownCard[] = []
    let last: number | null = 0
    while (last !== null) {
      const piece: Piece | undefined = await this.#after(accountId, last)
      const made = madeOfOne<CardRow, KnownCard>(columns, piece?.cards ?? '[]', (row) => ({
        view: toView(row, now),
        tokenId: row.token_id,
        fingerprint: row.token_fingerprint
      }))
      for (const card of made) cards.push(card)
      last = piece?.last ?? null
    }
    return cards
  }

  /** In the order in which SQLite keeps them. */
  #after(accountId: string, place: number): Promise<Piece | undefined> {
    return this.#db
      .selectFrom((from) =>
        from
          .selectFrom('cards')
          .select([...columns, sql.ref<number>('rowid').as('place')])
          .where(unindexed<string>('account_id'), '=', accountId)
          .where(unindexed<number | null>('removed_at'), 'is', null)
          .where(sql.ref<number>('rowid'), '>', place)
          .orderBy(sql.ref('rowid'))
          .limit(atATime)
          .as('some')
      )
      .select((select) => [allInOne(columns).as('cards'), select.fn.max<number | null>('place').as('last')])
      .executeTakeFirst()
  }
}
