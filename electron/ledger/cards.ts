import { sql, type Kysely } from 'kysely'
import type { SecretHome } from '../../shared/account'
import type { CardView, TokenKind } from '../../shared/card'
import { TrekkError } from '../../shared/result'
import { toCardRow, toRecord, type CardFace, type CardRecord, type NewCard } from './card-record'
import { cardOf, requireRow, settleCard } from './card-settling'
import { cardRows } from './card-view'
import type { Schema } from './schema'
import { isUniqueViolation } from './sqlite/errors'
import { prepared } from './sqlite/prepared'
import { isAmong, later } from './sqlite/words'

/** A card's token as it is kept. */
export interface SealedCard {
  /** What the seal names. */
  readonly id: string
  readonly accountId: string
  readonly sealedToken: Uint8Array
  readonly secretHome: SecretHome
}

/** Rows sent to SQLite in one statement; 22 values each stay under its 32 766 parameters. */
const rowsPerInsert = 1_000

const recordById = prepared((db, { id }: { id: string }) => cardRows(db).where('cards.id', '=', cardOf(id)))

const sealedById = prepared((db, { id, kind }: { id: string; kind: TokenKind }) =>
  db
    .selectFrom('cards')
    .innerJoin('accounts', 'accounts.id', 'cards.account_id')
    .leftJoin('desk_accounts', 'desk_accounts.account_id', 'accounts.id')
    .select(['cards.id', 'cards.account_id', 'cards.sealed_token', 'desk_accounts.secret_home'])
    .where((where) => where.or([where('cards.id', '=', cardOf(id)), where('cards.twin_of', '=', cardOf(id))]))
    .where('cards.token_kind', '=', kind)
    .where('accounts.removed_at', 'is', null)
)

const setCharged = prepared((db, { id, at }: { id: string; at: number }) =>
  db
    .updateTable('cards')
    .set({ last_charged_at: at, recent_at: later('recent_at', at) })
    .where('id', '=', cardOf(id))
)

const setTokenId = prepared((db, { id, kind, tokenId }: { id: string; kind: TokenKind; tokenId: string }) =>
  db
    .updateTable('cards')
    .set({ token_id: tokenId })
    .where((where) => where.or([where('id', '=', cardOf(id)), where('twin_of', '=', cardOf(id))]))
    .where('token_kind', '=', kind)
    .where('token_id', 'is', null)
)

const byFingerprint = prepared((db, { accountId, fingerprint }: { accountId: string; fingerprint: string }) =>
  db
    .selectFrom('cards')
    .select(['id', 'twin_of'])
    .select((select) => select('sealed_token', 'is not', null).$castTo<number>().as('here'))
    .where('account_id', '=', accountId)
    .where('token_fingerprint', '=', fingerprint)
)

/**
 * Stored cards. A card has a token, or of payex one for each kind of charge: two rows, one of which is the card. Either
 * id means the card. Removed ones keep their rows (charges point at them) but lose the sealed tokens.
 */
export class Cards {
  readonly #db: Kysely<Schema>
  readonly #clock: () => number

  constructor(db: Kysely<Schema>, clock: () => number) {
    this.#db = db
    this.#clock = clock
  }

  /** The id that a token's seal must name: that of the row it had before; null for a token that was never here. */
  async idFor(accountId: string, fingerprint: string): Promise<string | null> {
    const [row] = await byFingerprint(this.#db, { accountId, fingerprint })
    return row?.id ?? null
  }

  /**
   * Adds a token, as a card of its own or as the other token of a card that is here. One that was here before comes back
   * as what it was, with its card's history and any block: removing and adding again is no way around the card schemes'
   * rules.
   * @param twinOf the card it is the other token of; what is said of the card itself is then that card's
   * @returns the card
   * @throws TrekkError `card_exists` with `details.cardId`; `internal` when its seal names another row than its own
   */
  async insert(card: NewCard, twinOf: string | null = null): Promise<CardView> {
    const [earlier] = await byFingerprint(this.#db, {
      accountId: card.accountId,
      fingerprint: card.tokenFingerprint
    })
    if (earlier?.here === 1) throw cardExists(earlier.twin_of ?? earlier.id)
    if (earlier !== undefined && earlier.id !== card.id)
      throw new TrekkError('internal', `the token of ${earlier.id} is sealed for ${card.id}`)
    const place = earlier === undefined ? twinOf : earlier.twin_of
    const before = place === null ? null : await this.getRecord(place)
    if (earlier === undefined) await this.#add(card, twinOf)
    else await this.#bringBack(card, place)
    // A card that comes back by its other token is what is said of it now.
    if (place !== null && before?.removed === true) await this.#say(place, card)
    const own = await this.#record(card.id)
    if (twinOf !== null && twinOf !== card.id && place === null && own.ids.length === 1)
      await this.tie(twinOf, card.id)
    else await settleCard(this.#db, place ?? card.id)
    return (await this.#record(card.id)).view
  }

  /** Adds many cards in as few statements as possible. Call it inside `Ledger.write`. Throws on any known token. */
  async insertMany(cards: readonly NewCard[]): Promise<void> {
    for (let from = 0; from < cards.length; from += rowsPerInsert) {
      const rows = cards.slice(from, from + rowsPerInsert).map(toCardRow)
      await this.#db.insertInto('cards').values(rows).execute()
    }
  }

  /** Adds those of many cards whose tokens were never here; the others stay as they are. */
  async insertMissing(cards: readonly NewCard[]): Promise<void> {
    for (let from = 0; from < cards.length; from += rowsPerInsert) {
      const rows = cards.slice(from, from + rowsPerInsert).map(toCardRow)
      await this.#db
        .insertInto('cards')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['account_id', 'token_fingerprint']).doNothing())
        .execute()
    }
  }

  /**
   * Makes two stored cards the one card they are. What was charged to either was charged to it.
   * @param cardId stays the card; @param twinId of the other kind of token
   * @throws Error when they cannot be one: of another provider or account, of the same kind, or one of them is paired
   */
  async tie(cardId: string, twinId: string): Promise<void> {
    const twin = await requireRow(this.#db, twinId)
    await this.#db
      .updateTable('cards')
      .set({
        ...(twin.last_charged_at !== null && {
          last_charged_at: later('last_charged_at', twin.last_charged_at)
        }),
        ...(twin.blocked_until !== null && { blocked_until: later('blocked_until', twin.blocked_until) }),
        recent_at: later('recent_at', twin.recent_at)
      })
      .where('id', '=', cardId)
      .execute()
    await this.#db.updateTable('cards').set({ twin_of: cardId }).where('id', '=', twinId).execute()
    await settleCard(this.#db, cardId)
    const identity = `stored:${cardId}`
    await sql`insert or ignore into charge_identities (charge_id, identity, amount)
      select id, ${identity}, amount from charges where card_id = ${twinId}`.execute(this.#db)
    await sql`insert or ignore into link_identities (link_id, identity, amount)
      select id, ${identity}, coalesce(amount, 0) from links where card_id = ${twinId}`.execute(this.#db)
  }

  /** @returns the view without the tokens; null when there is no such card or it was removed */
  async get(id: string): Promise<CardView | null> {
    const record = await this.getRecord(id)
    return record === null || record.removed ? null : record.view
  }

  /** @returns also a removed card, marked so: its charges can still be asked about */
  async getRecord(id: string): Promise<CardRecord | null> {
    const [row] = await recordById(this.#db, { id })
    return row === undefined ? null : toRecord(row, this.#clock())
  }

  /** @returns the sealed token of a kind and what opening it takes; null when the card has none, or is removed */
  async getSealed(id: string, kind: TokenKind): Promise<SealedCard | null> {
    const [row] = await sealedById(this.#db, { id, kind })
    if (row === undefined || row.sealed_token === null) return null
    return {
      id: row.id,
      accountId: row.account_id,
      sealedToken: row.sealed_token,
      secretHome: row.secret_home ?? 'keychain'
    }
  }

  /** @returns the id of the card that has this token, or null when none has */
  async findByFingerprint(accountId: string, fingerprint: string): Promise<string | null> {
    const [row] = await byFingerprint(this.#db, { accountId, fingerprint })
    return row?.here === 1 ? (row.twin_of ?? row.id) : null
  }

  /** @returns the id of the card that has the token with this id of Dintero's here, or null when none has */
  async findByTokenId(accountId: string, tokenId: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('cards')
      .select(['id', 'twin_of'])
      .where('account_id', '=', accountId)
      .where('token_id', '=', tokenId)
      .where('sealed_token', 'is not', null)
      .executeTakeFirst()
    return row === undefined ? null : (row.twin_of ?? row.id)
  }

  /** Those of these ids that are of tokens which are not here any more. */
  async without(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.#db
      .selectFrom('cards')
      .select('id')
      .where(isAmong('id', JSON.stringify(ids)))
      .where('sealed_token', 'is', null)
      .execute()
    return new Set(rows.map((row) => row.id))
  }

  /** Cards of an account with the other kind of token alone, whose customer and face are these. */
  async alike(
    {
      accountId,
      provider,
      tokenKind,
      ...of
    }: Pick<NewCard, 'accountId' | 'provider' | 'tokenKind'> & {
      readonly customerNumber: string
      readonly email: string
    },
    face: CardFace
  ): Promise<CardRecord[]> {
    if (face.lastFour === '' || face.expiry === null) return []
    const rows = await cardRows(this.#db)
      .where('cards.account_id', '=', accountId)
      .where('cards.removed_at', 'is', null)
      .where(
        of.customerNumber === ''
          ? sql<boolean>`lower(cards.email) = ${of.email.toLowerCase()} and cards.email <> '' and cards.customer_number = ''`
          : sql<boolean>`lower(cards.customer_number) = lower(${of.customerNumber}) and cards.customer_number <> ''`
      )
      .where('cards.provider', '=', provider)
      .where('cards.token_kind', '<>', tokenKind)
      .where('cards.last_four', '=', face.lastFour)
      .where('cards.expiry', '=', face.expiry)
      .where('cards.brand', '=', face.brand)
      .where('twin.id', 'is', null)
      .limit(2)
      .execute()
    return rows.map((row) => toRecord(row, this.#clock()))
  }

  /** Keeps Dintero's id of a card's token; a token that has one keeps it. */
  async learnTokenId(id: string, kind: TokenKind, tokenId: string): Promise<void> {
    await setTokenId(this.#db, { id, kind, tokenId })
  }

  /** Bars a card until a time, after a "do not retry" answer. An earlier, longer bar stays. Times in ms. */
  async setBlockedUntil(id: string, until: number): Promise<void> {
    await this.#db
      .updateTable('cards')
      .set({ blocked_until: later('blocked_until', until) })
      .where('id', '=', cardOf(id))
      .execute()
  }

  /** @param at ms since 1970 UTC */
  async markCharged(id: string, at: number): Promise<void> {
    await setCharged(this.#db, { id, at })
  }

  /**
   * Removes a card and destroys its sealed tokens.
   * @param at ms since 1970 UTC
   * @throws TrekkError `not_found`
   */
  async remove(id: string, at: number): Promise<void> {
    const result = await this.#db
      .updateTable('cards')
      .set({ removed_at: at, sealed_token: null })
      .where('id', '=', cardOf(id))
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
      .where('twin_of', 'is', null)
      .executeTakeFirst()
    return row?.cards ?? 0
  }

  async #add(card: NewCard, twinOf: string | null): Promise<void> {
    try {
      await this.#db
        .insertInto('cards')
        .values({ ...toCardRow(card), twin_of: twinOf })
        .execute()
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      const there = await this.findByFingerprint(card.accountId, card.tokenFingerprint)
      throw there === null ? error : cardExists(there)
    }
  }

  /** Of a card that has another token, or had one, provider and kind are known. */
  async #bringBack(card: NewCard, twinOf: string | null): Promise<void> {
    const { sealed_token, token_id, provider, token_kind, ...row } = toCardRow(card)
    const { id, account_id: _account, token_fingerprint: _fingerprint, ...said } = row
    const isPaired = (await this.#record(id)).ids.length > 1
    await this.#db
      .updateTable('cards')
      .set({
        ...(twinOf === null && said),
        ...(!isPaired && { provider, token_kind }),
        ...(token_id !== null && { token_id }),
        sealed_token,
        removed_at: null
      })
      .where('id', '=', id)
      .execute()
  }

  async #say(id: string, card: NewCard): Promise<void> {
    const { brand, last_four, expiry, masked_pan, ...row } = toCardRow(card)
    const { customer_name, customer_number, email, phone, added_at, recent_at } = row
    await this.#db
      .updateTable('cards')
      .set({ brand, last_four, expiry, masked_pan })
      .set({ customer_name, customer_number, email, phone, added_at, recent_at })
      .where('id', '=', id)
      .execute()
  }

  async #record(id: string): Promise<CardRecord> {
    const record = await this.getRecord(id)
    if (record === null) throw new TrekkError('not_found', `no card ${id}`)
    return record
  }
}

function cardExists(cardId: string): TrekkError {
  return new TrekkError('card_exists', 'this token is already stored', { details: { cardId } })
}
