import type { Kysely } from 'kysely'
import type { ChargeRow } from '../../shared/charge'
import type { LinkRow } from '../../shared/link'
import { toListRow } from './charge-record'
import { isOpen } from './charges'
import { linkRowOf, toLink } from './link-record'
import { isOpenLink } from './links'
import type { Schema } from './schema'
import { isAmong } from './sqlite/words'

/** Of each sort at most: whoever reads them needs to know that there are any. */
const mostShown = 50

/** What stored cards are being used for. */
export class CardUses {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Charges of a card whose end nobody knows and links with it that can still be paid, newest first, from any desk. */
  async open(cardIds: readonly string[]): Promise<{ charges: ChargeRow[]; links: LinkRow[] }> {
    const ids = JSON.stringify(cardIds)
    const charges = await this.#db
      .selectFrom('charges')
      .selectAll()
      .where(isOpen)
      .where(isAmong('card_id', ids))
      .orderBy('number', 'desc')
      .limit(mostShown)
      .execute()
    const links = await this.#db
      .selectFrom('links')
      .selectAll()
      .where(isOpenLink)
      .where('card_id', 'is not', null)
      .where(isAmong('card_id', ids))
      .orderBy('number', 'desc')
      .limit(mostShown)
      .execute()
    return { charges: charges.map(toListRow), links: links.map((row) => linkRowOf(toLink(row))) }
  }
}
