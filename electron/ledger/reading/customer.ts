import { sql, type Kysely } from 'kysely'
import type { CardView } from '../../../shared/card'
import type { ChargeRow } from '../../../shared/charge'
import type {
  CustomerNote,
  CustomerOf,
  CustomerSum,
  CustomerTie,
  CustomerView,
  CustomerWindow
} from '../../../shared/customer'
import type { LinkRow } from '../../../shared/link'
import type { ListPage } from '../../../shared/list'
import type { ModificationRow } from '../../../shared/modification'
import type { Attempt } from '../charges'
import { toListRow } from '../charge-record'
import { notesBy } from '../customer-notes'
import { linkRowOf, toLink } from '../link-record'
import { isOpenLink } from '../links'
import { toModificationRow } from '../modification-record'
import type { Schema } from '../schema'
import { isAmong } from '../sqlite/words'
import { CardSearch } from './card-search'
import {
  cardsOf,
  customerKeys,
  linksOf,
  mostCards,
  subjectOf,
  type Subject,
  type TiedCard
} from './customer-cards'
import { moneyTaken } from './money-taken'

/** A customer's card with what decides how often it may still be declined. */
export interface CardWithAttempts {
  readonly card: CardView
  readonly ties: CustomerTie[]
  /** The newest that Dintero decided; enough of them for any scheme's bound. */
  readonly attempts: readonly Attempt[]
}

/** A customer as the ledger knows them; the budgets of their cards are still to be judged. */
export interface KeptCustomer extends Omit<CustomerView, 'of' | 'cards'> {
  readonly cards: CardWithAttempts[]
  /** By which a note about them is found again. */
  readonly keys: readonly string[]
}

/** Cards of a customer shown at most. */
const shownCards = 50
/** What has not ended, of each sort at most. */
const mostOpen = 50
/** A success before them resets the count, and no scheme allows as many failures in its window (docs/dintero.md 3.6). */
const attemptsLooked = 40

/** When a charge was last tried, spelled as the index `charges_by_card` is. */
const triedAt = sql<number>`coalesce(sent_at, created_at)`
/** Spelled exactly as the partial indexes are. */
const isOpenCharge = sql<boolean>`state in ('intent', 'sent', 'pending', 'unknown')`
const isOpenModification = sql<boolean>`modifications.state in ('sent', 'pending', 'unknown')`

/** Money that is reserved and was not captured, or not all of it. */
const isHeldCharge = sql<boolean>`state = 'succeeded' and transaction_status in ('AUTHORIZED', 'PARTIALLY_CAPTURED')`
const isHeldLink = sql<boolean>`state = 'paid' and transaction_status in ('AUTHORIZED', 'PARTIALLY_CAPTURED')`

/** Everything of a customer that the lists go by: JSON arrays of ids and numbers. */
interface Scope {
  readonly subject: Subject
  readonly cards: readonly TiedCard[]
  readonly moreCards: boolean
  /** Of the rows of their cards: charges point at the token they were made with. */
  readonly rowIds: string
  readonly links: readonly number[]
}

/** Customers, by indexes alone: it takes the same time however much there is of everybody else. */
export class Customers {
  readonly #db: Kysely<Schema>
  readonly #clock: () => number

  constructor(db: Kysely<Schema>, clock: () => number) {
    this.#db = db
    this.#clock = clock
  }

  /** See `LedgerReads.customer`. */
  async of(accountId: string, asked: CustomerOf): Promise<KeptCustomer | null> {
    const scope = await this.#scope(accountId, asked)
    if (scope === null) return null
    const { subject, cards, moreCards, rowIds, links } = scope
    const live = cards.filter(({ removed }) => !removed)
    const counted = await this.#counted(rowIds)
    const keys = customerKeys(subject, [])
    return {
      name: subject.name,
      customerNumber: subject.customerNumber,
      email: subject.email,
      phone: subject.phone,
      cards: await this.#shown(live.slice(0, shownCards)),
      cardCount: live.length,
      removedCards: cards.length - live.length,
      moreCards,
      sums: await this.#sums(rowIds, links),
      charges: counted.charges,
      links: links.length,
      modifications: (await this.#modificationNumbers(scope)).length,
      first: counted.first,
      last: counted.last,
      open: await this.#open(scope),
      notes: await this.#notes(accountId, scope),
      keys
    }
  }

  /** See `LedgerReads.customerCharges`. */
  async charges(accountId: string, { of, offset, limit }: CustomerWindow): Promise<ListPage<ChargeRow>> {
    const scope = await this.#scope(accountId, of)
    if (scope === null) return nothing
    const { charges: total } = await this.#counted(scope.rowIds)
    const window = await this.#db
      .selectFrom('charges')
      .select('number')
      .where(isAmong('card_id', scope.rowIds))
      .orderBy(triedAt, 'desc')
      .orderBy('number', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    const rows = await this.#db
      .selectFrom('charges')
      .selectAll()
      .where(isAmong('number', JSON.stringify(window.map(({ number }) => number))))
      .orderBy(triedAt, 'desc')
      .orderBy('number', 'desc')
      .execute()
    return { rows: rows.map(toListRow), total, atLeast: false }
  }

  /** See `LedgerReads.customerLinks`. */
  async links(accountId: string, { of, offset, limit }: CustomerWindow): Promise<ListPage<LinkRow>> {
    const scope = await this.#scope(accountId, of)
    if (scope === null) return nothing
    const rows = await this.#linkRows(scope.links.slice(offset, offset + limit)).execute()
    return {
      rows: rows.map((row) => linkRowOf(toLink(row))),
      total: scope.links.length,
      atLeast: scope.links.length >= mostCards
    }
  }

  /** See `LedgerReads.customerModifications`. */
  async modifications(
    accountId: string,
    { of, offset, limit }: CustomerWindow
  ): Promise<ListPage<ModificationRow>> {
    const scope = await this.#scope(accountId, of)
    if (scope === null) return nothing
    const numbers = await this.#modificationNumbers(scope)
    const rows = await this.#db
      .selectFrom('modifications')
      .selectAll()
      .where(isAmong('number', JSON.stringify(numbers.slice(offset, offset + limit))))
      .orderBy('number', 'desc')
      .execute()
    return { rows: rows.map(toModificationRow), total: numbers.length, atLeast: false }
  }

  async #scope(accountId: string, asked: CustomerOf): Promise<Scope | null> {
    const subject = await subjectOf(this.#db, accountId, asked)
    if (subject === null) return null
    const { cards, more: moreCards } = await cardsOf(this.#db, accountId, subject)
    const ids = JSON.stringify(cards.map(({ id }) => id))
    const twins = await this.#db
      .selectFrom('cards')
      .select('id')
      .where(isAmong('twin_of', ids))
      .where('twin_of', 'is not', null)
      .execute()
    const rowIds = JSON.stringify([...cards, ...twins].map(({ id }) => id))
    return { subject, cards, moreCards, rowIds, links: await linksOf(this.#db, accountId, subject, rowIds) }
  }

  /** One index covers it, so that it takes a thousandth of a second for some thousand charges. */
  async #counted(rowIds: string): Promise<{ charges: number; first: number | null; last: number | null }> {
    const row = await this.#db
      .selectFrom('charges')
      .select((select) => [
        select.fn.countAll<number>().as('charges'),
        sql<number | null>`min(${triedAt})`.as('first'),
        sql<number | null>`max(${triedAt})`.as('last')
      ])
      .where(isAmong('card_id', rowIds))
      .executeTakeFirst()
    return row ?? { charges: 0, first: null, last: null }
  }

  async #shown(cards: readonly TiedCard[]): Promise<CardWithAttempts[]> {
    const views = new Map(
      (await new CardSearch(this.#db, this.#clock).views(cards.map(({ id }) => id))).map((view) => [
        view.id,
        view
      ])
    )
    const shown: CardWithAttempts[] = []
    for (const { id, ties } of cards) {
      const card = views.get(id)
      if (card !== undefined) shown.push({ card, ties, attempts: await this.#attempts(id) })
    }
    return shown
  }

  async #attempts(cardId: string): Promise<Attempt[]> {
    const rows = await this.#db
      .selectFrom('charges')
      .select(['transaction_id', 'state', triedAt.as('at')])
      .where('card_id', 'in', (cards) =>
        cards
          .selectFrom('cards')
          .select('id')
          .where((where) => where.or([where('id', '=', cardId), where('twin_of', '=', cardId)]))
      )
      .where('state', 'in', ['declined', 'succeeded'])
      .orderBy(triedAt, 'desc')
      .limit(attemptsLooked)
      .execute()
    return rows.map(({ transaction_id: transactionId, state, at }) => ({
      transactionId,
      at,
      failed: state === 'declined'
    }))
  }

  async #sums(rowIds: string, links: readonly number[]): Promise<CustomerSum[]> {
    const ofCharges = await this.#db
      .selectFrom('card_sums')
      .select((select) => [
        'currency',
        select.fn.sum<number>('taken').as('taken'),
        select.fn.sum<number>('returned').as('returned'),
        select.fn.sum<number>('held').as('held'),
        select.fn.sum<number>('unread').as('unread')
      ])
      .where(isAmong('card_id', rowIds))
      .groupBy('currency')
      .execute()
    const sums = new Map(ofCharges.map((sum): [string, CustomerSum] => [sum.currency, sum]))
    const paid = await this.#db
      .selectFrom('links')
      .select(['currency', 'amount', 'transaction_status', 'captured', 'refunded'])
      .where(isAmong('number', JSON.stringify(links)))
      .where('transaction_status', 'is not', null)
      .execute()
    for (const { currency, amount, transaction_status: status, captured, refunded } of paid) {
      const money = moneyTaken({ status, amount: amount ?? 0, captured, refunded })
      const sum = sums.get(currency) ?? { currency, taken: 0, returned: 0, held: 0, unread: 0 }
      sums.set(currency, {
        currency,
        taken: sum.taken + money.taken,
        returned: sum.returned + money.returned,
        held: sum.held + money.held,
        unread: sum.unread + Number(money.unread)
      })
    }
    return [...sums.values()]
      .filter(({ taken, returned, held, unread }) => taken + returned + held + unread > 0)
      .toSorted((one, other) => (one.currency < other.currency ? -1 : 1))
  }

  async #open({ rowIds, links }: Scope): Promise<CustomerView['open']> {
    const charges = await this.#db
      .selectFrom('charges')
      .selectAll()
      .where(isOpenCharge)
      .where(isAmong('card_id', rowIds))
      .orderBy('number', 'desc')
      .limit(mostOpen)
      .execute()
    const openLinks = await this.#linkRows(links).where(isOpenLink).limit(mostOpen).execute()
    const modifications = await this.#db
      .selectFrom('modifications')
      .leftJoin('charges', 'charges.id', 'modifications.charge_id')
      .leftJoin('links', 'links.id', 'modifications.link_id')
      .selectAll('modifications')
      .where(isOpenModification)
      .where((where) =>
        where.or([isAmong('charges.card_id', rowIds), isAmong('links.number', JSON.stringify(links))])
      )
      .orderBy('modifications.number', 'desc')
      .limit(mostOpen)
      .execute()
    const held = await this.#db
      .selectFrom('charges')
      .selectAll()
      .where(isHeldCharge)
      .where(isAmong('card_id', rowIds))
      .orderBy(triedAt)
      .orderBy('number')
      .limit(mostOpen)
      .execute()
    const heldLinks = await this.#linkRows(links).where(isHeldLink).limit(mostOpen).execute()
    return {
      held: held.map(toListRow),
      heldLinks: heldLinks.map((row) => linkRowOf(toLink(row))),
      charges: charges.map(toListRow),
      links: openLinks.map((row) => linkRowOf(toLink(row))),
      modifications: modifications.map(toModificationRow)
    }
  }

  /** Newest first. Of charges they are found by what each charge was written with: that it is of the stored card. */
  async #modificationNumbers({ cards, links }: Scope): Promise<number[]> {
    const stored = JSON.stringify(cards.map(({ id }) => `stored:${id}`))
    const ofCharges = await this.#db
      .selectFrom('charge_identities')
      .innerJoin('modifications', 'modifications.charge_id', 'charge_identities.charge_id')
      .select('modifications.number')
      .where(isAmong('identity', stored))
      .execute()
    const ofLinks = await this.#db
      .selectFrom('links')
      .innerJoin('modifications', 'modifications.link_id', 'links.id')
      .select('modifications.number')
      .where(isAmong('links.number', JSON.stringify(links)))
      .execute()
    return [...new Set([...ofCharges, ...ofLinks].map(({ number }) => number))].toSorted(
      (one, other) => other - one
    )
  }

  async #notes(accountId: string, { subject, cards }: Scope): Promise<CustomerNote[]> {
    return notesBy(
      this.#db,
      accountId,
      customerKeys(
        subject,
        cards.map(({ id }) => id)
      )
    )
  }

  #linkRows(numbers: readonly number[]) {
    return this.#db
      .selectFrom('links')
      .selectAll()
      .where(isAmong('number', JSON.stringify(numbers)))
      .orderBy('number', 'desc')
  }
}

const nothing = { rows: [], total: 0, atLeast: false }
