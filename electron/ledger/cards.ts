import type { Kysely } from 'kysely'
import type { SecretHome } from '../../shared/account'
import type { Brand, CardView, Provider, TokenKind } from '../../shared/card'
import { recordColumns, toView } from './card-view'
import { TrekkError } from '../../shared/result'
import { prepared } from './sqlite/prepared'
import { later } from './sqlite/words'
import type { CardTable, Schema } from './schema'
import { haystackOf, withoutSpacing } from './search-text'

/** A card to keep. Its token comes sealed: the ledger never sees one it could read. */
export interface NewCard {
  readonly id: string
  readonly accountId: string
  readonly provider: Provider
  readonly tokenKind: TokenKind
  readonly sealedToken: Uint8Array
  /** Hash of account and token, the same for the same token. */
  readonly tokenFingerprint: string
  /** Dintero's id of the token, where it is known; transactions can be listed by it. */
  readonly tokenId: string | null
  readonly brand: Brand
  readonly lastFour: string
  readonly expiry: string | null
  readonly maskedPan: string | null
  readonly customerName: string
  readonly customerNumber: string
  readonly email: string
  readonly phone: string
  readonly reference: string
  /** ms since 1970 UTC */
  readonly addedAt: number
}

/** What charging needs to know of a card beyond its view. */
export interface CardRecord {
  readonly view: CardView
  readonly accountId: string
  readonly tokenId: string | null
  readonly removed: boolean
}

/** A card's token as it is kept. */
export interface SealedCard {
  readonly accountId: string
  readonly sealedToken: Uint8Array
  readonly secretHome: SecretHome
}

/** Rows sent to SQLite in one statement; 22 values each stay under its 32 766 parameters. */
const rowsPerInsert = 1_000

const cardById = prepared((db, { id }: { id: string }) =>
  db.selectFrom('cards').select(recordColumns).where('id', '=', id)
)

const sealedById = prepared((db, { id }: { id: string }) =>
  db
    .selectFrom('cards')
    .innerJoin('accounts', 'accounts.id', 'cards.account_id')
    .leftJoin('desk_accounts', 'desk_accounts.account_id', 'accounts.id')
    .select(['cards.account_id', 'cards.sealed_token', 'desk_accounts.secret_home'])
    .where('cards.id', '=', id)
    .where('accounts.removed_at', 'is', null)
)

const setCharged = prepared((db, { id, at }: { id: string; at: number }) =>
  db
    .updateTable('cards')
    .set({ last_charged_at: at, recent_at: later('recent_at', at) })
    .where('id', '=', id)
)

const setTokenId = prepared((db, { id, tokenId }: { id: string; tokenId: string }) =>
  db.updateTable('cards').set({ token_id: tokenId }).where('id', '=', id).where('token_id', 'is', null)
)

/** Stored cards. Removed ones keep their row (charges point at it) but lose the sealed token. */
export class Cards {
  readonly #db: Kysely<Schema>
  readonly #clock: () => number

  constructor(db: Kysely<Schema>, clock: () => number) {
    this.#db = db
    this.#clock = clock
  }

  /**
   * Adds a card. A removed card with the same token comes back as itself, with its history and any block, so that
   * removing and adding again is no way around the card schemes' rules.
   * @returns the view, whose id is the earlier card's where it came back
   * @throws TrekkError `card_exists` with `details.cardId`
   */
  async insert(card: NewCard): Promise<CardView> {
    const { id: _id, ...change } = toRow(card)
    const row = await this.#db
      .insertInto('cards')
      .values(toRow(card))
      .onConflict((conflict) =>
        conflict
          .columns(['account_id', 'token_fingerprint'])
          .doUpdateSet(change)
          .where('cards.removed_at', 'is not', null)
      )
      .returningAll()
      .executeTakeFirst()
    if (row !== undefined) return toView(row, this.#clock())
    const earlier = await this.findByFingerprint(card.accountId, card.tokenFingerprint)
    throw new TrekkError('card_exists', 'this token is already stored', {
      ...(earlier !== null && { details: { cardId: earlier } })
    })
  }

  /** Adds many cards in as few statements as possible. Call it inside `Ledger.write`. Throws on any known token. */
  async insertMany(cards: readonly NewCard[]): Promise<void> {
    for (let from = 0; from < cards.length; from += rowsPerInsert) {
      const rows = cards.slice(from, from + rowsPerInsert).map(toRow)
      await this.#db.insertInto('cards').values(rows).execute()
    }
  }

  /** Adds those of many cards whose tokens are not stored yet; the others stay as they are. */
  async insertMissing(cards: readonly NewCard[]): Promise<void> {
    for (let from = 0; from < cards.length; from += rowsPerInsert) {
      const rows = cards.slice(from, from + rowsPerInsert).map(toRow)
      await this.#db
        .insertInto('cards')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['account_id', 'token_fingerprint']).doNothing())
        .execute()
    }
  }

  /** @returns the view without the token; null when there is no such card or it was removed */
  async get(id: string): Promise<CardView | null> {
    const record = await this.getRecord(id)
    return record === null || record.removed ? null : record.view
  }

  /** @returns also a removed card, marked so: its charges can still be asked about */
  async getRecord(id: string): Promise<CardRecord | null> {
    const [row] = await cardById(this.#db, { id })
    if (row === undefined) return null
    return {
      view: toView(row, this.#clock()),
      accountId: row.account_id,
      tokenId: row.token_id,
      removed: row.removed_at !== null
    }
  }

  /** @returns the sealed token and what opening it takes; null when the card is unknown or removed */
  async getSealed(id: string): Promise<SealedCard | null> {
    const [row] = await sealedById(this.#db, { id })
    if (row === undefined || row.sealed_token === null) return null
    return {
      accountId: row.account_id,
      sealedToken: row.sealed_token,
      secretHome: row.secret_home ?? 'keychain'
    }
  }

  /** @returns the id of the live card with this token, or null */
  async findByFingerprint(accountId: string, fingerprint: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('cards')
      .select('id')
      .where('account_id', '=', accountId)
      .where('token_fingerprint', '=', fingerprint)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    return row?.id ?? null
  }

  /** Keeps Dintero's id of the card's token; a card that has one keeps it. */
  async learnTokenId(id: string, tokenId: string): Promise<void> {
    await setTokenId(this.#db, { id, tokenId })
  }

  /** Bars a card until a time, after a "do not retry" answer. An earlier, longer bar stays. Times in ms. */
  async setBlockedUntil(id: string, until: number): Promise<void> {
    await this.#db
      .updateTable('cards')
      .set({ blocked_until: later('blocked_until', until) })
      .where('id', '=', id)
      .execute()
  }

  /** @param at ms since 1970 UTC */
  async markCharged(id: string, at: number): Promise<void> {
    await setCharged(this.#db, { id, at })
  }

  /**
   * Removes a card and destroys its sealed token.
   * @param at ms since 1970 UTC
   * @throws TrekkError `not_found`
   */
  async remove(id: string, at: number): Promise<void> {
    const result = await this.#db
      .updateTable('cards')
      .set({ removed_at: at, sealed_token: null })
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (result.numUpdatedRows !== 1n) throw new TrekkError('not_found', `no card ${id}`)
  }

  async count(accountId: string): Promise<number> {
    const row = await this.#db
      .selectFrom('cards')
      .select((select) => select.fn.countAll<number>().as('cards'))
      .where('account_id', '=', accountId)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    return row?.cards ?? 0
  }
}

function toRow(card: NewCard): Omit<CardTable, 'blocked_until' | 'last_charged_at'> {
  return {
    id: card.id,
    account_id: card.accountId,
    provider: card.provider,
    token_kind: card.tokenKind,
    sealed_token: card.sealedToken,
    token_fingerprint: card.tokenFingerprint,
    token_id: card.tokenId,
    brand: card.brand,
    last_four: card.lastFour,
    expiry: card.expiry,
    masked_pan: card.maskedPan,
    customer_name: card.customerName,
    customer_number: card.customerNumber,
    email: card.email,
    phone: card.phone,
    reference: card.reference,
    haystack: haystackOf([
      card.customerName,
      card.email,
      withoutSpacing(card.phone),
      card.customerNumber,
      card.lastFour,
      card.reference
    ]),
    added_at: card.addedAt,
    recent_at: card.addedAt,
    removed_at: null
  }
}
