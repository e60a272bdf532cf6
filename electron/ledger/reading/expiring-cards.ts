import type { Kysely } from 'kysely'
import type { CardView, ExpiringCards, ExpiringWhen } from '../../../shared/card'
import type { ListPage } from '../../../shared/list'
import type { Schema } from '../schema'
import { CardSearch } from './card-search'

/** Cards by the month in which they or one of their tokens end. One index has them in that order, so few are looked at. */
export class ExpiringList {
  readonly #db: Kysely<Schema>
  readonly #clock: () => number

  constructor(db: Kysely<Schema>, clock: () => number) {
    this.#db = db
    this.#clock = clock
  }

  /** How many cards' last month is over, is this one, is the next. */
  async count(accountId: string): Promise<ExpiringCards> {
    const [thisMonth, nextMonth] = monthsFrom(this.#clock())
    const rows = await this.#live(accountId)
      .select('last_month')
      .select((select) => select.fn.countAll<number>().as('cards'))
      .where('last_month', '<=', nextMonth)
      .groupBy('last_month')
      .execute()
    const sum = (fits: (month: string) => boolean): number =>
      rows.reduce((total, row) => total + (fits(row.last_month ?? '') ? row.cards : 0), 0)
    return {
      passed: sum((month) => month < thisMonth),
      thisMonth: sum((month) => month === thisMonth),
      nextMonth: sum((month) => month === nextMonth)
    }
  }

  /** See `LedgerReads.listExpiring`. */
  async list(
    accountId: string,
    when: ExpiringWhen,
    offset: number,
    limit: number
  ): Promise<ListPage<CardView>> {
    const [thisMonth, nextMonth] = monthsFrom(this.#clock())
    const live = this.#live(accountId)
    const wanted =
      when === 'passed'
        ? live.where('last_month', '<', thisMonth)
        : live.where('last_month', '=', when === 'thisMonth' ? thisMonth : nextMonth)
    const counted = await wanted
      .select((select) => select.fn.countAll<number>().as('total'))
      .executeTakeFirst()
    const window = await wanted
      .select('id')
      // What ended last is still worth a call; what ended long ago is not.
      .orderBy('last_month', when === 'passed' ? 'desc' : 'asc')
      .orderBy('recent_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .offset(offset)
      .execute()
    const rows = await new CardSearch(this.#db, this.#clock).views(window.map(({ id }) => id))
    return { rows, total: counted?.total ?? 0, atLeast: false }
  }

  #live(accountId: string) {
    return this.#db
      .selectFrom('cards')
      .where('account_id', '=', accountId)
      .where('last_month', 'is not', null)
      .where('removed_at', 'is', null)
      .where('twin_of', 'is', null)
  }
}

/** This month and the next as `isExpired` has them, in UTC: `YYYYMM`. @param now ms since 1970 UTC */
function monthsFrom(now: number): readonly [thisMonth: string, nextMonth: string] {
  const at = new Date(now)
  const month = (later: number): string => {
    const day = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + later, 1))
    return `${day.getUTCFullYear()}${String(day.getUTCMonth() + 1).padStart(2, '0')}`
  }
  return [month(0), month(1)]
}
