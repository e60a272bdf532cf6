import { sql, type AliasedExpression, type Kysely } from 'kysely'
import type { ChargeSum, ChargeSums } from '../../../shared/charge'
import { oneDay, oneHour, type ChargeCountTable, type Schema } from '../schema'
import { isAmong } from '../sqlite/words'
import { matchingOf, type Filter } from './charge-matching'
import type { Stretch } from './pieces'
import { partsOf, type Part, type Span } from './spans'

const countColumns = [
  'account_id',
  'state',
  'reason',
  'operation',
  'provider',
  'currency',
  'charges',
  'amount'
] as const

/** What some charges come to. */
type Sum = Pick<ChargeCountTable, 'state' | 'currency' | 'charges' | 'amount'>

/** How many charges a filter has, and what they come to, by counts that the ledger keeps: without reading charges. */
export class ChargeCounts {
  readonly #db: Kysely<Schema>

  readonly #manyOfDay: number

  /** @param manyOfDay a day with more is looked at hour by hour, so that no row is found by passing a whole day by */
  constructor(db: Kysely<Schema>, manyOfDay: number) {
    this.#db = db
    this.#manyOfDay = manyOfDay
  }

  /** How many charges of a filter there are, by stretches of time, oldest first; those without any are left out. */
  async stretches(accountId: string | null, filter: Filter): Promise<Stretch<Span>[]> {
    const all = await Promise.all(
      partsOf(filter, [oneDay, oneHour]).map((part) => this.#ofPart(accountId, filter, part))
    )
    return all.flat()
  }

  /** The same stretches, those with very many charges by the hours that are in them. */
  async finer(
    accountId: string | null,
    filter: Filter,
    { place, count }: Stretch<Span>
  ): Promise<Stretch<Span>[]> {
    const isDay = place.from !== null && place.to === place.from + oneDay
    if (!isDay || count <= this.#manyOfDay) return [{ place, count }]
    return this.#ofPart(accountId, filter, { ...place, grain: oneHour })
  }

  /** How many charges of a filter each currency has, in the order of their codes. */
  async byCurrency(accountId: string, filter: Filter): Promise<Stretch<string>[]> {
    const { sums } = await this.sums(accountId, filter)
    return sums.map(({ currency, charges }) => ({ place: currency, count: charges }))
  }

  /** What the charges of a filter come to. */
  async sums(accountId: string, filter: Filter): Promise<ChargeSums> {
    const all = await Promise.all(
      partsOf(filter, [oneDay, oneHour]).map((part) => this.#sumsOf(accountId, filter, part))
    )
    return { sums: added(all.flat()), atLeast: false }
  }

  /** What these charges come to. */
  async sumsAmong(numbers: readonly number[], atLeast: boolean): Promise<ChargeSums> {
    const rows = await this.#db
      .selectFrom('charges')
      .select(['state', 'currency'])
      .select((select) => [
        select.fn.countAll<number>().as('charges'),
        select.fn.sum<number>('amount').as('amount')
      ])
      .where(isAmong('number', JSON.stringify(numbers)))
      .groupBy(['state', 'currency'])
      .execute()
    return { sums: added(rows), atLeast }
  }

  async #ofPart(accountId: string | null, filter: Filter, part: Part): Promise<Stretch<Span>[]> {
    if (part.grain === null) {
      const count = await this.#counted(accountId, { ...filter, ...part })
      return count === 0 ? [] : [{ place: part, count }]
    }
    const { grain } = part
    const rows = await this.#kept(accountId, filter, { ...part, grain })
      .select((select) => ['unit', select.fn.sum<number>('charges').as('count')])
      .groupBy('unit')
      .having((having) => having.fn.sum('charges'), '>', 0)
      .orderBy('unit')
      .execute()
    return rows.map(({ unit, count }) => ({ place: { from: unit * grain, to: (unit + 1) * grain }, count }))
  }

  async #sumsOf(accountId: string, filter: Filter, part: Part): Promise<Sum[]> {
    const { grain } = part
    if (grain === null) {
      const charges = this.#db.selectFrom('charges').where(matchingOf(accountId, { ...filter, ...part }, []))
      return this.#summed(
        charges.select(['state', 'currency', 'amount', sql<number>`1`.as('charges')]).as('some')
      )
    }
    const counts = this.#kept(accountId, filter, { ...part, grain })
    return this.#summed(counts.select(['state', 'currency', 'amount', 'charges']).as('some'))
  }

  async #summed(some: AliasedExpression<Sum, 'some'>): Promise<Sum[]> {
    return this.#db
      .selectFrom(some)
      .select((select) => [
        'state',
        'currency',
        select.fn.sum<number>('charges').as('charges'),
        select.fn.sum<number>('amount').as('amount')
      ])
      .groupBy(['state', 'currency'])
      .execute()
  }

  async #counted(accountId: string | null, filter: Filter): Promise<number> {
    const row = await this.#db
      .selectFrom('charges')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where(matchingOf(accountId, filter, []))
      .executeTakeFirst()
    return row?.count ?? 0
  }

  /** The rows of the counts of a grain, days or hours, of which a filter is made up. */
  #kept(accountId: string | null, filter: Filter, { from, to, grain }: Part & { readonly grain: number }) {
    const { states, operations, reasons, providers, currencies } = filter
    const counts =
      grain === oneDay
        ? this.#db
            .selectFrom('charge_days')
            .select([...countColumns, 'day as unit'])
            .as('counts')
        : this.#db
            .selectFrom('charge_counts')
            .select([...countColumns, 'hour as unit'])
            .as('counts')
    return this.#db
      .selectFrom(counts)
      .$if(accountId !== null, (query) => query.where('account_id', '=', accountId ?? ''))
      .$if(from !== null, (query) => query.where('unit', '>=', (from ?? 0) / grain))
      .$if(to !== null, (query) => query.where('unit', '<', (to ?? 0) / grain))
      .$if(states.length > 0, (query) => query.where('state', 'in', states))
      .$if(operations.length > 0, (query) => query.where('operation', 'in', operations))
      .$if(reasons.length > 0, (query) => query.where('reason', 'in', reasons))
      .$if(providers.length > 0, (query) => query.where('provider', 'in', providers))
      .$if(currencies.length > 0, (query) => query.where('currency', 'in', currencies))
  }
}

/** One sum for each currency, in the order of their codes. */
function added(rows: readonly Sum[]): ChargeSum[] {
  const by = new Map<string, ChargeSum>()
  for (const { state, currency, charges, amount } of rows) {
    if (charges === 0) continue
    const one = by.get(currency) ?? nothingOf(currency)
    const [succeeded, declined] = [state === 'succeeded' ? 1 : 0, state === 'declined' ? 1 : 0]
    by.set(currency, {
      currency,
      charges: one.charges + charges,
      amount: one.amount + amount,
      succeeded: one.succeeded + succeeded * charges,
      succeededAmount: one.succeededAmount + succeeded * amount,
      declined: one.declined + declined * charges,
      declinedAmount: one.declinedAmount + declined * amount
    })
  }
  return [...by.values()].toSorted((one, other) => (one.currency < other.currency ? -1 : 1))
}

function nothingOf(currency: string): ChargeSum {
  const nothing = { charges: 0, amount: 0, succeeded: 0, succeededAmount: 0 }
  return { currency, ...nothing, declined: 0, declinedAmount: 0 }
}
