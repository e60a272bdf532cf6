import type { Kysely } from 'kysely'
import type { ChargeFilter, ChargeQuery, ChargeRow, ChargeSums } from '../../../shared/charge'
import type { ListPage } from '../../../shared/list'
import { listColumns, toListRow } from '../charge-record'
import type { Schema } from '../schema'
import { searchTerms } from '../search-text'
import { isAmong } from '../sqlite/words'
import { ChargeCounts } from './charge-counts'
import { inOrder, isDue, matchingOf, type Filter, type Matching } from './charge-matching'
import { matchOf } from './charge-search'
import type { Indexer } from './indexer'
import { piecesOf, type Stretch } from './pieces'
import type { Span } from './spans'

/** Matches counted at most: nobody reads more, and a floor is honest. */
export const mostCounted = 10_000

/** How many charges are too many for what. */
export interface Bounds {
  /** So few are looked through, and sorted, faster than an index is asked. */
  readonly few: number
  /** A day with more is looked at hour by hour. */
  readonly ofDay: number
  readonly counted: number
}
const usual: Bounds = { few: 5_000, ofDay: 5_000, counted: mostCounted }
/** A single letter is looked for among the newest only. */
const newestForOneLetter = 20_000
/** Candidates of the index looked at together. */
const together = 500

/** By which columns SQLite may look charges up so that it reads them in their order, and does not sort all there are. */
const byTime = ['account_id', 'created_at'] as const
const indexedFor = {
  newest: byTime,
  oldest: byTime,
  amount_down: ['currency'],
  amount_up: ['currency'],
  customer: []
} as const

/** Charges that were gathered, in the order of their list. */
interface Found {
  readonly numbers: readonly number[]
  readonly atLeast: boolean
}

/** Windows of the charges of an account, and what they come to. */
export class ChargeList {
  readonly #db: Kysely<Schema>
  readonly #indexer: Indexer
  readonly #clock: () => number
  readonly #counts: ChargeCounts
  /** What was gathered last, for the next window of the same list and for its sums. */
  #last: { readonly key: string; readonly found: Found } | null = null

  readonly #bounds: Bounds

  constructor(db: Kysely<Schema>, indexer: Indexer, clock: () => number, bounds = usual) {
    this.#db = db
    this.#clock = clock
    this.#indexer = indexer
    this.#bounds = bounds
    this.#counts = new ChargeCounts(db, bounds.ofDay)
  }

  /** See `LedgerReads.listCharges`. @param version changes with everything that is written */
  async page(accountId: string, query: ChargeQuery, version: string): Promise<ListPage<ChargeRow>> {
    const { offset, limit, sort } = query
    if (isGathered(query)) return this.#pageOf(await this.#gathered(accountId, query, version), query)
    if (sort === 'newest' || sort === 'oldest') return this.#byTime(accountId, query)
    const currencies = await this.#counts.byCurrency(accountId, query)
    const all = sum(currencies)
    if (all <= this.#bounds.few) return this.#pageOf(await this.#gathered(accountId, query, version), query)
    const numbers =
      sort === 'customer'
        ? await this.#ordered(accountId, query, { skip: offset, take: limit })
        : await this.#byAmount(accountId, query, currencies)
    return {
      rows: await this.#rows(numbers),
      total: Math.min(all, this.#bounds.counted),
      atLeast: all > this.#bounds.counted
    }
  }

  /** See `LedgerReads.sumCharges`. @param version changes with everything that is written */
  async sums(accountId: string, filter: ChargeFilter, version: string): Promise<ChargeSums> {
    if (!isGathered(filter)) return this.#counts.sums(accountId, filter)
    const { numbers, atLeast } = await this.#gathered(accountId, filter, version)
    return this.#counts.sumsAmong(numbers, atLeast)
  }

  /** The charges of an account, or of all of them, that have all terms; at most `mostCounted`, newest first. */
  async search(accountId: string | null, filter: Filter, terms: readonly string[]): Promise<Found> {
    const matching = matchingOf(accountId, filter, terms, byTime)
    const match = matchOf(terms)
    const count = sum(await this.#counts.stretches(accountId, filter))
    const isFew = count <= this.#bounds.few
    if (match === null || isFew) {
      const within = isFew ? null : newestForOneLetter
      return this.#scan(accountId, matching, within)
    }
    return this.#byIndex(matching, match)
  }

  /** By their times, either way: days and hours are counted, so a window is found wherever it lies. */
  async #byTime(accountId: string, query: ChargeQuery): Promise<ListPage<ChargeRow>> {
    const { offset, limit } = query
    const isNewest = query.sort === 'newest'
    const inTurn = <Place>(stretches: readonly Stretch<Place>[]): readonly Stretch<Place>[] =>
      isNewest ? stretches.toReversed() : stretches
    const days = inTurn(await this.#counts.stretches(accountId, query))
    const numbers: number[] = []
    for (const { place, skip, take } of piecesOf(days, offset, limit)) {
      const count = days.find((day) => day.place === place)?.count ?? 0
      const hours = inTurn(await this.#counts.finer(accountId, query, { place, count }))
      for (const piece of piecesOf(hours, skip, take))
        numbers.push(...(await this.#ordered(accountId, { ...query, ...piece.place }, piece)))
    }
    return { rows: await this.#rows(numbers), total: sum(days), atLeast: false }
  }

  /** Currency by currency, each by its index; how many charges each has is counted. */
  async #byAmount(
    accountId: string,
    query: ChargeQuery,
    currencies: readonly Stretch<string>[]
  ): Promise<number[]> {
    const numbers: number[] = []
    for (const { place, ...piece } of piecesOf(currencies, query.offset, query.limit))
      numbers.push(...(await this.#ordered(accountId, { ...query, currencies: [place] }, piece)))
    return numbers
  }

  async #ordered(
    accountId: string,
    query: ChargeFilter,
    { skip, take }: { readonly skip: number; readonly take: number }
  ): Promise<number[]> {
    const matching = this.#db
      .selectFrom('charges')
      .select('number')
      .where(matchingOf(accountId, query, [], indexedFor[query.sort]))
    const rows = await inOrder(matching, query.sort).limit(take).offset(skip).execute()
    return rows.map(({ number }) => number)
  }

  /** What cannot be had window by window: what is searched for or due, and what is so little that it is sorted at once. */
  async #gathered(accountId: string, filter: ChargeFilter, version: string): Promise<Found> {
    const { search, due, sort, states, operations, reasons, providers, currencies, from, to } = filter
    const which = [search, due, sort, states, operations, reasons, providers, currencies, from, to]
    const key = JSON.stringify([version, accountId, which])
    const found = this.#last?.key === key ? this.#last.found : await this.#gather(accountId, filter)
    this.#last = { key, found }
    return found
  }

  async #gather(accountId: string, filter: ChargeFilter): Promise<Found> {
    const terms = searchTerms(filter.search)
    if (filter.due !== null) return this.#due(accountId, filter, terms)
    if (terms.length === 0) return { numbers: await this.#few(accountId, filter), atLeast: false }
    const { numbers, atLeast } = await this.search(accountId, filter, terms)
    return { numbers: await this.#sorted(numbers, filter), atLeast }
  }

  /** Those that may be tried again now: few, by an index of their own. */
  async #due(accountId: string, filter: ChargeFilter, terms: readonly string[]): Promise<Found> {
    const rows = await this.#db
      .selectFrom('charges')
      .select('number')
      .where(matchingOf(accountId, filter, terms))
      .where(isDue(this.#clock()))
      .orderBy('number', 'desc')
      .limit(this.#bounds.counted + 1)
      .execute()
    const numbers = rows.map((row) => row.number).slice(0, this.#bounds.counted)
    return { numbers: await this.#sorted(numbers, filter), atLeast: rows.length > this.#bounds.counted }
  }

  /**
   * All charges of a filter, of which there are few, in their order. Reasons and currencies have indexes; of the rest the
   * counts say where there are any.
   */
  async #few(accountId: string, filter: ChargeFilter): Promise<readonly number[]> {
    const isIndexed = filter.reasons.length > 0 || filter.currencies.length > 0
    const places = isIndexed ? [filter] : joined(await this.#counts.stretches(accountId, filter))
    const numbers: number[] = []
    for (const { from, to } of places) {
      const rows = await this.#db
        .selectFrom('charges')
        .select('number')
        .where(matchingOf(accountId, { ...filter, from, to }, []))
        .execute()
      numbers.push(...rows.map(({ number }) => number))
    }
    return this.#sorted(numbers, filter)
  }

  async #sorted(numbers: readonly number[], { sort }: ChargeFilter): Promise<readonly number[]> {
    if (sort === 'newest') return numbers
    const among = this.#db
      .selectFrom('charges')
      .select('number')
      .where(isAmong('number', JSON.stringify(numbers)))
    const rows = await inOrder(among, sort).execute()
    return rows.map(({ number }) => number)
  }

  async #pageOf({ numbers, atLeast }: Found, { offset, limit }: ChargeQuery): Promise<ListPage<ChargeRow>> {
    const rows = await this.#rows(numbers.slice(offset, offset + limit))
    return { rows, total: numbers.length, atLeast }
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
      .limit(this.#bounds.counted + 1)
      .execute()
    const all = rows.map((row) => row.number)
    const isCut = all.length > this.#bounds.counted || (within !== null && oldest > 0)
    return { numbers: all.slice(0, this.#bounds.counted), atLeast: isCut }
  }

  /** The newest charges, which the index does not have yet, are looked through; of the rest the index tells. */
  async #byIndex(matching: Matching, match: string): Promise<Found> {
    const index = await this.#indexer.index()
    const indexed = index.extent().number
    const numbers = await this.#matchingAmong(matching, { above: indexed })
    let below = indexed + 1
    while (numbers.length <= this.#bounds.counted) {
      const candidates = index.find(match, below, together)
      const last = candidates.at(-1)
      if (last === undefined) break
      below = last
      numbers.push(...(await this.#matchingAmong(matching, { candidates })))
      if (candidates.length < together) break
    }
    return { numbers: numbers.slice(0, this.#bounds.counted), atLeast: numbers.length > this.#bounds.counted }
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
      .limit(this.#bounds.counted + 1)
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
      .select([...listColumns, 'number'])
      .where(isAmong('number', JSON.stringify(numbers)))
      .execute()
    const byNumber = new Map(rows.map((row) => [row.number, row]))
    return numbers.flatMap((number) => {
      const row = byNumber.get(number)
      return row === undefined ? [] : [toListRow(row)]
    })
  }
}

/** Whether what is asked for is found by looking, and not by counts. */
function isGathered({ search, due }: ChargeFilter): boolean {
  return due !== null || searchTerms(search).length > 0
}

/** Stretches that follow one another as one, so that they are read at once. */
function joined(stretches: readonly Stretch<Span>[]): Span[] {
  const spans: Span[] = []
  for (const { place } of stretches) {
    const last = spans.at(-1)
    if (last?.to === place.from) spans[spans.length - 1] = { from: last.from, to: place.to }
    else spans.push(place)
  }
  return spans
}

function sum(stretches: readonly Stretch<unknown>[]): number {
  return stretches.reduce((total, { count }) => total + count, 0)
}
