import type { Kysely } from 'kysely'
import type { Schema } from '../schema'
import { KeyedTexts } from '../state'
import { SearchIndex, type Extent, type Indexable } from './search-index'

/** Charges taken in at a time: some 50 ms, so that a question in between is not kept waiting. */
const slice = 500

/** Keeps the index as far as the ledger is. */
export class Indexer {
  readonly #db: Kysely<Schema>
  readonly #path: string
  #index: SearchIndex | null = null

  constructor(db: Kysely<Schema>, path: string) {
    this.#db = db
    this.#path = path
  }

  /** The index, as far as it goes now. */
  async index(): Promise<SearchIndex> {
    this.#index ??= await this.#open()
    return this.#index
  }

  /**
   * Takes in one slice of what is new or has changed.
   * @returns whether there is more
   */
  async step(): Promise<boolean> {
    const index = await this.index()
    const extent = index.extent()
    const fresh = await this.#after(extent.number)
    const last = fresh.at(-1)
    if (last !== undefined) {
      // What changes from here on is told by events; what has happened before is in the rows read now.
      const from = extent.number === 0 ? await this.#lastEvent() : extent
      index.add(fresh, { ...from, number: last.number })
      return true
    }
    const changed = await this.#changedSince(extent)
    if (changed === null) return false
    index.add(changed.charges, changed.extent)
    return true
  }

  close(): void {
    this.#index?.close()
    this.#index = null
  }

  async #open(): Promise<SearchIndex> {
    const ledgerId = (await new KeyedTexts(this.#db, 'state').get('ledger_id')) ?? ''
    const index = SearchIndex.open(this.#path, ledgerId)
    const extent = index.extent()
    if (extent.event === 0 || (await this.#markOf(extent.event)) === extent.mark) return index
    index.close()
    SearchIndex.remove(this.#path)
    return SearchIndex.open(this.#path, ledgerId)
  }

  async #after(number: number): Promise<Indexable[]> {
    return this.#db
      .selectFrom('charges')
      .select(['number', 'haystack'])
      .where('number', '>', number)
      .orderBy('number')
      .limit(slice)
      .execute()
  }

  async #changedSince({ number, event }: Extent): Promise<{ charges: Indexable[]; extent: Extent } | null> {
    const rows = await this.#db
      .selectFrom('charge_events')
      .innerJoin('charges', 'charges.id', 'charge_events.charge_id')
      .select(['charge_events.id as event', 'charges.number', 'charges.haystack'])
      .where('charge_events.id', '>', event)
      .orderBy('charge_events.id')
      .limit(slice)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return null
    const charges = [...new Map(rows.map((row) => [row.number, row])).values()]
    const mark = await this.#markOf(last.event)
    return {
      charges: charges.filter((each) => each.number <= number),
      extent: { number, event: last.event, mark }
    }
  }

  async #lastEvent(): Promise<{ event: number; mark: string }> {
    const row = await this.#db
      .selectFrom('charge_events')
      .select((select) => select.fn.max('id').as('event'))
      .executeTakeFirst()
    const event = row?.event ?? 0
    return { event, mark: await this.#markOf(event) }
  }

  async #markOf(event: number): Promise<string> {
    const row = await this.#db
      .selectFrom('charge_events')
      .select(['charge_id', 'at'])
      .where('id', '=', event)
      .executeTakeFirst()
    return row === undefined ? '' : `${row.charge_id} ${row.at}`
  }
}
