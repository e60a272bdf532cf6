import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { CustomerOf, CustomerTie } from '../../../shared/customer'
import type { Schema } from '../schema'

/** Whoever a card or a link is of, as it has them. */
export interface Subject {
  /** `card:<id>` or `link:<id>`: what they are known by where nothing else is said of them. */
  readonly key: string
  readonly cardId: string | null
  readonly name: string
  readonly customerNumber: string
  readonly email: string
  readonly phone: string
}

/** A card of a customer's, and why. */
export interface TiedCard {
  readonly id: string
  readonly removed: boolean
  readonly ties: CustomerTie[]
}

/** Cards that are looked at of one customer at most: more share an address that is nobody's own. */
export const mostCards = 1_000

/** Spelled as the indexes on e-mail addresses, customer numbers and phone numbers are. */
export const folded = (text: string): RawBuilder<string> => sql<string>`lower(${text})`
const lowerOf = (column: string): RawBuilder<string> => sql<string>`lower(${sql.ref(column)})`
const plainPhone = (text: RawBuilder<string>): RawBuilder<string> =>
  sql<string>`replace(replace(replace(replace(replace(${text}, ' ', ''), '-', ''), '.', ''), '(', ''), ')', '')`

/** A column with phone numbers, spelled as the indexes on it are. */
export const spelledPhone = (column: string): RawBuilder<string> =>
  plainPhone(sql<string>`${sql.ref(column)}`)

/** By what customers are found again, in cards and in links alike. Each has an index that is spelled the same. */
const ways = [
  {
    tie: 'number',
    column: 'customer_number',
    said: (of: Subject) => of.customerNumber,
    spelled: lowerOf,
    given: folded
  },
  { tie: 'email', column: 'email', said: (of: Subject) => of.email, spelled: lowerOf, given: folded },
  {
    tie: 'phone',
    column: 'phone',
    said: (of: Subject) => of.phone,
    spelled: spelledPhone,
    given: (text: string) => plainPhone(sql<string>`${text}`)
  }
] as const

/** Whose a card, a charge or a link of an account is; null where there is none such. */
export async function subjectOf(
  db: Kysely<Schema>,
  accountId: string,
  { kind, id }: CustomerOf
): Promise<Subject | null> {
  if (kind === 'card') return cardSubject(db, accountId, id)
  if (kind === 'charge') {
    const charge = await db.selectFrom('charges').select('card_id').where('id', '=', id).executeTakeFirst()
    return charge === undefined ? null : cardSubject(db, accountId, charge.card_id)
  }
  const link = await db
    .selectFrom('links')
    .select(['card_id', 'customer_name', 'customer_number', 'email', 'phone'])
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (link === undefined) return null
  if (link.card_id !== null) return cardSubject(db, accountId, link.card_id)
  return {
    key: `link:${id}`,
    cardId: null,
    name: link.customer_name,
    customerNumber: link.customer_number,
    email: link.email,
    phone: link.phone
  }
}

/** The cards of a customer, removed ones too: the one that is asked about first, then those charged or added last. */
export async function cardsOf(
  db: Kysely<Schema>,
  accountId: string,
  subject: Subject
): Promise<{ readonly cards: TiedCard[]; readonly more: boolean }> {
  const found = new Map<string, { recent: number; removed: boolean; ties: CustomerTie[] }>()
  const { cardId } = subject
  if (cardId !== null) {
    const row = await db.selectFrom('cards').select('removed_at').where('id', '=', cardId).executeTakeFirst()
    found.set(cardId, { recent: Infinity, removed: row?.removed_at !== null, ties: ['itself'] })
  }
  let more = false
  for (const { tie, column, said, spelled, given } of ways) {
    const value = said(subject)
    if (value === '') continue
    const rows = await db
      .selectFrom('cards')
      .select(['id', 'recent_at', 'removed_at'])
      .where('account_id', '=', accountId)
      .where(column, '<>', '')
      .where('twin_of', 'is', null)
      .where(spelled(column), '=', given(value))
      .limit(mostCards + 1)
      .execute()
    more ||= rows.length > mostCards
    for (const { id, recent_at: recent, removed_at: removedAt } of rows.slice(0, mostCards)) {
      const known = found.get(id)
      if (known === undefined) found.set(id, { recent, removed: removedAt !== null, ties: [tie] })
      else known.ties.push(tie)
    }
  }
  const cards = [...found]
    .toSorted(([, one], [, other]) => other.recent - one.recent)
    .map(([id, { removed, ties }]) => ({ id, removed, ties }))
  return { cards, more }
}

/** The numbers of a customer's links, newest first: of their cards, and of whoever has their number or address. */
export async function linksOf(
  db: Kysely<Schema>,
  accountId: string,
  subject: Subject,
  rowIds: string
): Promise<number[]> {
  const numbers = new Set<number>()
  const ofCards = await db
    .selectFrom('links')
    .select('number')
    .where(sql<boolean>`card_id in (select value from json_each(${rowIds}))`)
    .where('card_id', 'is not', null)
    .orderBy('number', 'desc')
    .limit(mostCards)
    .execute()
  for (const { number } of ofCards) numbers.add(number)
  for (const { column, said, spelled, given } of ways) {
    const value = said(subject)
    if (value === '') continue
    const rows = await db
      .selectFrom('links')
      .select('number')
      .where('account_id', '=', accountId)
      .where(column, '<>', '')
      .where(spelled(column), '=', given(value))
      .limit(mostCards)
      .execute()
    for (const { number } of rows) numbers.add(number)
  }
  return [...numbers].toSorted((one, other) => other - one)
}

/**
 * By what notes about a customer are kept and found: what they are known by, and their cards.
 * @param cards ids
 */
export function customerKeys(subject: Subject, cards: readonly string[]): string[] {
  const said = ways.flatMap(({ tie, said: valueOf }) => {
    const value = valueOf(subject)
    return value === ''
      ? []
      : [`${tie}:${tie === 'phone' ? value.replace(/[\s.()-]/g, '') : value.toLowerCase()}`]
  })
  return [...new Set([subject.key, ...said, ...cards.map((id) => `card:${id}`)])]
}

/** @param id of the card, or of its other token */
async function cardSubject(db: Kysely<Schema>, accountId: string, id: string): Promise<Subject | null> {
  const row = await db
    .selectFrom('cards as asked')
    .innerJoin('cards as card', (join) =>
      join.on('card.id', '=', (eb) => eb.fn.coalesce('asked.twin_of', 'asked.id'))
    )
    .select(['card.id', 'card.customer_name', 'card.customer_number', 'card.email', 'card.phone'])
    .where('asked.id', '=', id)
    .where('asked.account_id', '=', accountId)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    key: `card:${row.id}`,
    cardId: row.id,
    name: row.customer_name,
    customerNumber: row.customer_number,
    email: row.email,
    phone: row.phone
  }
}
