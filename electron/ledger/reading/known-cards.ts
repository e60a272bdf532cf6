import { sql, type Kysely } from 'kysely'
import type { CardView, TokenKind } from '../../../shared/card'
import { cardRows, toView, type CardRow } from '../card-view'
import type { Schema } from '../schema'
import { allInOne, madeOfOne, unindexed } from '../sqlite/words'

/** One token of a card, with what it is found by. */
export interface KnownToken {
  /** Of its row. */
  readonly id: string
  readonly kind: TokenKind
  readonly tokenId: string | null
  readonly fingerprint: string
  /** With which it was stored. */
  readonly reference: string
}

/** A stored card with what it is found by. */
export interface KnownCard {
  readonly view: CardView
  /** The token whose row is the card; null while only the other one is here. */
  readonly own: KnownToken | null
  /** The other token; null for a card that has none. */
  readonly twin: KnownToken | null
  /** Of the row of its other token, here or not: under it the card was known as well. */
  readonly twinId: string | null
}

const minute = 60_000
/** Cards read by one statement. */
const atATime = 5_000

interface Row extends CardRow {
  readonly twin_reference: string | null
}

const columns = [
  'id',
  'account_id',
  'provider',
  'token_kind',
  'token_id',
  'token_status',
  'token_expiry',
  'asked_at',
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
  'removed_at',
  'here',
  'twin_id',
  'twin_kind',
  'twin_token_id',
  'twin_status',
  'twin_expiry',
  'twin_asked_at',
  'twin_here',
  'token_fingerprint',
  'twin_fingerprint',
  'twin_reference'
] as const satisfies readonly (keyof Row)[]

/** Some cards as one text, and the place of the last; null when there are none. */
interface Piece {
  readonly cards: string
  readonly last: number | null
}

/** The tokens of a card that are here. */
export function tokensOf({ own, twin }: KnownCard): readonly KnownToken[] {
  return [own, twin].filter((each) => each !== null)
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
      const made = madeOfOne<Row, KnownCard>(columns, piece?.cards ?? '[]', (row) => toKnown(row, now))
      for (const card of made) cards.push(card)
      last = piece?.last ?? null
    }
    return cards
  }

  /** In the order in which SQLite keeps them. */
  #after(accountId: string, place: number): Promise<Piece | undefined> {
    return this.#db
      .selectFrom(
        cardRows(this.#db)
          .select(['twin.reference as twin_reference', sql.ref<number>('cards.rowid').as('place')])
          .where(unindexed<string>('cards.account_id'), '=', accountId)
          .where(unindexed<number | null>('cards.removed_at'), 'is', null)
          .where(sql.ref<number>('cards.rowid'), '>', place)
          .orderBy(sql.ref('cards.rowid'))
          .limit(atATime)
          .as('some')
      )
      .select((select) => [allInOne(columns).as('cards'), select.fn.max<number | null>('place').as('last')])
      .executeTakeFirst()
  }
}

function toKnown(row: Row, now: number): KnownCard {
  const { twin_id: twinId, twin_kind: kind, twin_fingerprint: fingerprint } = row
  return {
    view: toView(row, now),
    own:
      row.here === 1
        ? {
            id: row.id,
            kind: row.token_kind,
            tokenId: row.token_id,
            fingerprint: row.token_fingerprint,
            reference: row.reference
          }
        : null,
    twin:
      twinId === null || row.twin_here !== 1 || kind === null || fingerprint === null
        ? null
        : { id: twinId, kind, tokenId: row.twin_token_id, fingerprint, reference: row.twin_reference ?? '' },
    twinId
  }
}
