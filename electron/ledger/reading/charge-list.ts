import { sql, type Expression, type ExpressionBuilder, type Kysely, type SqlBool } from 'kysely'
import type { ChargeQuery, ChargeRow } from '../../../shared/charge'
import type { ListPage } from '../../../shared/list'
import { toListRow } from '../charge-record'
import { oneDay, oneHour, type Schema } from '../schema'
import { searchTerms } from '../search-text'
import { isAmong } from '../sqlite/words'
import { hasTerm, matchOf } from './charge-search'
import type { Indexer } from './indexer'
import { piecesOf, type DayCount } from './pieces'
import { retriesOf } from './today'

/** Matches counted at most: nobody reads more, and a floor is honest. */
export const mostCounted = 10_000
/** So few charges are looked through faster than an index is asked. */
const fewEnough = 5_000
/** A single letter is looked for among the newest only. */
const newestForOneLetter = 20_000
/** Candidates of the index looked at together. */
const together = 500

type Filter = Pick<ChargeQuery, 'states' | 'operations' | 'from' | 'to'>

/** What a search found, newest first. */
interface Found {
  readonly numbers: readonly number[]
  readonly atLeast: boolean
}

/** Windows of the charges of an account. */
export class ChargeList {
  readonly #db: Kysely<Schema>
  readonly #indexer: Indexer
  readonly #clock: () => number
  /** The last search, for the next window of the same list. */
  #last: { readonly key: string; readonly found: Found } | null = null

  constructor(db: Kysely<Schema>, indexer: Indexer, clock: () => number) {
    this.#db = db
    this.#clock = clock
    this.#indexer = indexer
  }

  /** See `LedgerReads.listCharges`. @param version changes with everything that is written */
  async page(accountId: string, query: ChargeQuery, version: string): Promise<ListPage<ChargeRow>> {
    const terms = searchTerms(query.search)
    if (query.due !== null) return this.#due(accountId, query, terms)
    if (terms.length === 0) return this.#plain(accountId, query)
    const { search, states, operations, from, to } = query
    const key = JSON.stringify([version, accountId, search, states, operations, from, to])
    const found = this.#last?.key === key ? this.#last.found : await this.search(accountId, query, terms)
    this.#last = { key, found }
    const window = found.numbers.slice(query.offset, query.offset + query.limit)
    return { rows: await this.#rows(window), total: found.numbers.length, atLeast: found.atLeast }
  }

  /** The charges of an account, or of all of them, that have all terms; at most `mostCounted`, newest first. */
  async search(accountId: string | null, filter: Filter, terms: readonly string[]): Promise<Found> {
    const matching = matchingOf(accountId, filter, terms)
    const match = matchOf(terms)
    const count = sum(await this.#days(accountId, filter))
    if (match === null || count <= fewEnough) {
      const within = count <= fewEnough ? null : newestForOneLetter
      return this.#scan(accountId, matching, within)
    }
    return this.#byIndex(matching, match)
  }

  async #plain(accountId: string, query: ChargeQuery): Promise<ListPage<ChargeRow>> {
    const days = await this.#days(accountId, query)
    const matching = matchingOf(accountId, query, [])
    const numbers: number[] = []
    for (const { day, skip, take } of piecesOf(days, query.offset, query.limit)) {
      const rows = await this.#db
        .selectFrom('charges')
        .select('number')
        .where(matching)
        .where('created_at', '>=', day * oneDay)
        .where('created_at', '<', (day + 1) * oneDay)
        .orderBy('created_at', 'desc')
        .orderBy('number', 'desc')
        .limit(take)
        .offset(skip)
        .execute()
      numbers.push(...rows.map((row) => row.number))
    }
    return { rows: await this.#rows(numbers), total: sum(days), atLeast: false }
  }

  /** Those that may be tried again now: few, by an index of their own. */
  async #due(accountId: string, query: ChargeQuery, terms: readonly string[]): Promise<ListPage<ChargeRow>> {
    const now = this.#clock()
    const rows = await this.#db
      .selectFrom('charges')
      .select('number')
      .where(matchingOf(accountId, query, terms))
      .where('retry_at', 'is not', null)
      .where('retry_at', '<=', now)
      .where('retry_at', '>=', now - retriesOf)
      .orderBy('number', 'desc')
      .limit(mostCounted + 1)
      .execute()
    const numbers = rows.map((row) => row.number).slice(0, mostCounted)
    const window = numbers.slice(query.offset, query.offset + query.limit)
    return {
      rows: await this.#rows(window),
      total: numbers.length,
      atLeast: rows.length > mostCounted
    }
  }

  /** Newest first. Whole hours are kept counted; days in which a filter begins or ends within an hour are counted now. */
  async #days(accountId: string | null, filter: Filter): Promise<DayCount[]> {
    const { states, operations, from, to } = filter
    const rows = await this.#db
      .selectFrom('charge_counts')
      .select((select) => [sql<number>`hour / 24`.as('day'), select.fn.sum<number>('charges').as('count')])
      .where((where) => {
        const wanted: Expression<SqlBool>[] = []
        if (accountId !== null) wanted.push(where('account_id', '=', accountId))
        if (from !== null) wanted.push(where('hour', '>=', Math.floor(from / oneHour)))
        if (to !== null) wanted.push(where('hour', '<', Math.ceil(to / oneHour)))
        if (states.length > 0) wanted.push(where('state', 'in', states))
        if (operations.length > 0) wanted.push(where('operation', 'in', operations))
        return where.and(wanted)
      })
      .groupBy('day')
      .having((having) => having.fn.sum('charges'), '>', 0)
      .orderBy('day', 'desc')
      .execute()
    const cut = [from, to].flatMap((time) =>
      time === null || time % oneHour === 0 ? [] : [Math.floor(time / oneDay)]
    )
    return Promise.all(
      rows.map(async ({ day, count }) =>
        cut.includes(day) ? { day, count: await this.#countWithin(accountId, filter, day) } : { day, count }
      )
    )
  }

  async #countWithin(accountId: string | null, filter: Filter, day: number): Promise<number> {
    const row = await this.#db
      .selectFrom('charges')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where(matchingOf(accountId, filter, []))
      .where('created_at', '>=', day * oneDay)
      .where('created_at', '<', (day + 1) * oneDay)
      .executeTakeFirst()
    return row?.count ?? 0
  }

  /** @param within how many of the newest are looked at; null for all */
  async #scan(accountId: string | null, matching: Matching, within: number | null): Promise<Found> {
    const oldest = within === null ? 0 : (await this.#newest()) - within
    const rows = await this.#db
      .selectFrom('charges')
      .select('number')
      .where(matching)
      .where('number', '>', oldest)
      .$if(accountId !== null && within === null, (query) =>
        query.orderBy('created_at', 'desc').orderBy('number', 'desc')
      )
      .$if(accountId === null || within !== null, (query) => query.orderBy('number', 'desc'))
      .limit(mostCounted + 1)
      .execute()
    const all = rows.map((row) => row.number)
    const isCut = all.length > mostCounted || (within !== null && oldest > 0)
    return { numbers: all.slice(0, mostCounted), atLeast: isCut }
  }

  /** The newest charges, which the index does not have yet, are looked through; of the rest the index tells. */
  async #byIndex(matching: Matching, match: string): Promise<Found> {
    const index = await this.#indexer.index()
    const indexed = index.extent().number
    const numbers = await this.#matchingAmong(matching, { above: indexed })
    let below = indexed + 1
    while (numbers.length <= mostCounted) {
      const candidates = index.find(match, below, together)
      const last = candidates.at(-1)
      if (last === undefined) break
      below = last
      numbers.push(...(await this.#matchingAmong(matching, { candidates })))
      if (candidates.length < together) break
    }
    return { numbers: numbers.slice(0, mostCounted), atLeast: numbers.length > mostCounted }
  }

  async #matchingAmong(
    matching: Matching,
    where: { readonly above: number } | { readonly candidates: readonly number[] }
  ): Promise<number[]> {
    const rows = await this.#db
      .selectFrom('charges')
      .select('number')
      .where(
        'above' in where
          ? (expression) => expression('number', '>', where.above)
          : isAmong('number', JSON.stringify(where.candidates))
      )
      .where(matching)
      .orderBy('number', 'desc')
      .limit(mostCounted + 1)
      .execute()
    return rows.map((row) => row.number)
  }

  async #newest(): Promise<number> {
    const row = await this.#db
      .selectFrom('charges')
      .select((select) => select.fn.max('number').as('number'))
      .executeTakeFirst()
    return row?.number ?? 0
  }

  /** The rows of these numbers, in their order. */
  async #rows(numbers: readonly number[]): Promise<ChargeRow[]> {
    if (numbers.length === 0) return []
    const rows = await this.#db
      .selectFrom('charges')
      .selectAll()
      .where(isAmong('number', JSON.stringify(numbers)))
      .execute()
    const byNumber = new Map(rows.map((row) => [row.number, row]))
    return numbers.flatMap((number) => {
      const row = byNumber.get(number)
      return row === undefined ? [] : [toListRow(row)]
    })
  }
}

type Matching = (where: ExpressionBuilder<Schema, 'charges'>) => Expression<SqlBool>

function matchingOf(accountId: string | null, filter: Filter, terms: readonly string[]): Matching {
  return (where) => {
    const wanted: Expression<SqlBool>[] = []
    if (accountId !== null) wanted.push(where('account_id', '=', accountId))
    if (filter.from !== null) wanted.push(where('created_at', '>=', filter.from))
    if (filter.to !== null) wanted.push(where('created_at', '<', filter.to))
    if (filter.states.length > 0) wanted.push(where('state', 'in', filter.states))
    if (filter.operations.length > 0) wanted.push(where('operation', 'in', filter.operations))
    for (const term of terms) wanted.push(hasTerm(where, term))
    return where.and(wanted)
  }
}

function sum(days: readonly DayCount[]): number {
  return days.reduce((total, { count }) => total + count, 0)
}
