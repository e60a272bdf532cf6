import type { Kysely } from 'kysely'
import { TrekkError } from '../../shared/result'
import type { CardContact } from './card-record'
import { cardOf, requireRow, settleCard } from './card-settling'
import type { Schema } from './schema'

/** What Dintero says of a token. `MM/YYYY` of the card and of the token itself; null where it does not say. */
export interface TokenTold {
  readonly status: string | null
  readonly tokenExpiry: string | null
  readonly cardExpiry: string | null
  /** The card's digits now: a renewed one keeps its token and changes them. */
  readonly maskedPan: string | null
  /** ms since 1970 UTC */
  readonly at: number
}

/** What becomes known of stored cards, or is put right, after they were stored. Call it inside `Ledger.write`. */
export class CardChanges {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /**
   * Keeps what Dintero says of a token, and of the card it is of; what it does not say stays as it was.
   * @param id of the token's row
   * @throws TrekkError `not_found`
   */
  async told(id: string, { status, tokenExpiry, cardExpiry, maskedPan, at }: TokenTold): Promise<void> {
    const { twin_of: twinOf } = await requireRow(this.#db, id)
    const card = twinOf ?? id
    await this.#db
      .updateTable('cards')
      .set({ token_status: status, token_expiry: tokenExpiry, asked_at: at })
      .where('id', '=', id)
      .execute()
    const lastFour = /\d{4}$/.exec(maskedPan ?? '')?.[0]
    const said = {
      ...(cardExpiry !== null && { expiry: cardExpiry }),
      ...(lastFour !== undefined && { last_four: lastFour, masked_pan: maskedPan })
    }
    if (Object.keys(said).length > 0)
      await this.#db.updateTable('cards').set(said).where('id', '=', card).execute()
    await settleCard(this.#db, card)
  }

  /**
   * Changes whose a card is and how they are reached. What was charged says what it said.
   * @param id of the card, or of its other token
   * @throws TrekkError `not_found` also for a card that was removed
   */
  async edit(id: string, { customerName, customerNumber, email, phone }: CardContact): Promise<void> {
    const changed = await this.#db
      .updateTable('cards')
      .set({ customer_name: customerName, customer_number: customerNumber, email, phone })
      .where('id', '=', cardOf(id))
      .where('removed_at', 'is', null)
      .returning('id')
      .execute()
    const [card] = changed
    if (card === undefined) throw new TrekkError('not_found', `no card ${id}`)
    await settleCard(this.#db, card.id)
  }
}
