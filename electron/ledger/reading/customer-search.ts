import { sql, type Kysely } from 'kysely'
import type { CardView } from '../../../shared/card'
import type { CustomerHit } from '../../../shared/customer'
import { foldForSearch } from '../../../shared/text'
import type { Schema } from '../schema'
import { plainSpelling, searchTerms, withoutSpacing } from '../search-text'
import { CardSearch } from './card-search'
import { folded, spelledPhone } from './customer-cards'

/** Shorter words are too like too many others. */
const shortestForgiven = 4
/** Cards with the same number or address that are looked at for one exact hit. */
const mostExact = 20
/** Cards looked at for a wrong letter; beyond it the search is of no use. */
const mostNear = 20_000

/** Finds customers for whoever types a few letters: what is exactly theirs first, then any part, then a letter wrong. */
export class CustomerSearch {
  readonly #db: Kysely<Schema>
  readonly #cards: CardSearch

  constructor(db: Kysely<Schema>, clock: () => number) {
    this.#db = db
    this.#cards = new CardSearch(db, clock)
  }

  /** See `LedgerReads.findCustomers`. */
  async find(accountId: string, query: string, phone: string, limit: number): Promise<CustomerHit[]> {
    if (searchTerms(query).length === 0) return []
    const found = new Hits(limit)
    found.add('exact', await this.#cards.views(await this.#exact(accountId, query.trim(), phone)))
    found.add('text', (await this.#cards.search(accountId, query, limit * 3)).cards)
    if (!found.isFull) found.add('nearly', await this.#cards.views(await this.#near(accountId, query, limit)))
    return found.hits()
  }

  /** Ids of the cards whose number, address or reference this is, or to which it was charged. */
  async #exact(accountId: string, query: string, phone: string): Promise<string[]> {
    const cards = () =>
      this.#db
        .selectFrom('cards')
        .select('id')
        .where('account_id', '=', accountId)
        .where('twin_of', 'is', null)
        .limit(mostExact)
    const dialled = withoutSpacing(phone)
    const [byPhone, byNumber, byEmail, charged, linked] = await Promise.all([
      dialled === ''
        ? []
        : cards()
            .where('phone', '<>', '')
            .where(spelledPhone('phone'), 'in', [dialled, withoutSpacing(query)])
            .execute(),
      cards()
        .where('customer_number', '<>', '')
        .where(sql<string>`lower(customer_number)`, '=', folded(query))
        .execute(),
      cards()
        .where('email', '<>', '')
        .where(sql<string>`lower(email)`, '=', folded(query))
        .execute(),
      this.#db
        .selectFrom('charges')
        .innerJoin('cards', 'cards.id', 'charges.card_id')
        .select(sql<string>`coalesce(cards.twin_of, cards.id)`.as('id'))
        .where('charges.account_id', '=', accountId)
        .where('charges.merchant_reference', '=', query)
        .execute(),
      this.#db
        .selectFrom('links')
        .innerJoin('cards', 'cards.id', 'links.card_id')
        .select(sql<string>`coalesce(cards.twin_of, cards.id)`.as('id'))
        .where('links.account_id', '=', accountId)
        .where('links.merchant_reference', '=', query)
        .execute()
    ])
    const ids = [...byPhone, ...byNumber, ...byEmail, ...charged, ...linked].map(({ id }) => id)
    return this.#stillHere([...new Set(ids)])
  }

  async #stillHere(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return []
    const rows = await this.#db
      .selectFrom('cards')
      .select('id')
      .where('id', 'in', [...ids])
      .where('removed_at', 'is', null)
      .execute()
    const here = new Set(rows.map(({ id }) => id))
    return ids.filter((id) => here.has(id))
  }

  /**
   * Ids of the cards that have every word but for one letter: changed, left out, added, or two swapped. Of a word with one
   * such mistake one half is right, or the two letters in its middle are swapped: so few are looked at closely.
   */
  async #near(accountId: string, query: string, limit: number): Promise<string[]> {
    // A mistake can make, or break, what is another spelling of one letter: as it is typed it counts too.
    const terms = searchTerms(query).map((term) => [...new Set([term, plainSpelling(term)])])
    if (terms.every(([term = '']) => term.length < shortestForgiven)) return []
    let rows = this.#db
      .selectFrom('cards')
      .select(['id', 'haystack'])
      .where('account_id', '=', accountId)
      .where('removed_at', 'is', null)
      .where('twin_of', 'is', null)
    for (const term of terms) rows = rows.where((where) => where.or(term.map(mayHave)))
    const candidates = await rows.orderBy('recent_at', 'desc').orderBy('id').limit(mostNear).execute()
    const near: string[] = []
    for (const { id, haystack } of candidates) {
      const words = haystack.split(/\s+/u)
      if (terms.every((term) => words.some((word) => term.some((each) => isNearly(each, word)))))
        near.push(id)
      if (near.length >= limit * 3) break
    }
    return near
  }
}

function mayHave(term: string) {
  if (term.length < shortestForgiven) return sql<boolean>`instr(haystack, ${term}) > 0`
  const middle = Math.floor(term.length / 2)
  const [first, second] = [term.slice(0, middle), term.slice(middle)]
  const swapped = `${first.slice(0, -1)}${second.slice(0, 1)}${first.slice(-1)}${second.slice(1)}`
  return sql<boolean>`(instr(haystack, ${first}) > 0 or instr(haystack, ${second}) > 0 or instr(haystack, ${swapped}) > 0)`
}

/** Whether a word, or its beginning, is a term but for one letter: changed, left out, added, or two swapped. */
export function isNearly(term: string, word: string): boolean {
  if (word.includes(term)) return true
  if (term.length < shortestForgiven) return false
  let same = 0
  while (same < term.length && term[same] === word[same]) same += 1
  const [left, there] = [term.slice(same), word.slice(same)]
  return (
    there.slice(1).startsWith(left.slice(1)) ||
    there.slice(1).startsWith(left) ||
    there.startsWith(left.slice(1)) ||
    (left.length > 1 && there.startsWith(`${left.slice(1, 2)}${left.slice(0, 1)}${left.slice(2)}`))
  )
}

/** Cards as the customers they are of, in the order in which they were found, the best way of finding first. */
class Hits {
  readonly #limit: number
  readonly #hits = new Map<string, CustomerHit>()
  readonly #seen = new Set<string>()

  constructor(limit: number) {
    this.#limit = limit
  }

  get isFull(): boolean {
    return this.#hits.size >= this.#limit
  }

  add(by: CustomerHit['by'], cards: readonly CardView[]): void {
    for (const { id, customerName: name, customerNumber, email, phone, brand, lastFour } of cards) {
      if (this.#seen.has(id)) continue
      this.#seen.add(id)
      const key = keyOf({ id, name, customerNumber, email, phone })
      const hit = this.#hits.get(key)
      const face = { brand, lastFour }
      if (hit !== undefined) hit.cards.push(face)
      else
        this.#hits.set(key, {
          of: { kind: 'card', id },
          name,
          customerNumber,
          email,
          phone,
          cards: [face],
          by
        })
    }
  }

  hits(): CustomerHit[] {
    return [...this.#hits.values()].slice(0, this.#limit)
  }
}

/** The same person under the same number or address; the same name alone is two people, and so is a number under two names. */
function keyOf(of: Omit<CustomerHit, 'of' | 'cards' | 'by'> & { readonly id: string }): string {
  const name = foldForSearch(of.name)
  if (of.customerNumber !== '') return `number:${of.customerNumber.toLowerCase()}\n${name}`
  if (of.email !== '') return `email:${of.email.toLowerCase()}\n${name}`
  return of.phone === '' ? `card:${of.id}` : `phone:${withoutSpacing(of.phone)}\n${name}`
}
