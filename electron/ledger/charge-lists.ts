import { sql, type Expression, type ExpressionBuilder, type Kysely, type SqlBool } from 'kysely'
import {
  chargeStates,
  isUnresolved,
  type ChargeQuery,
  type ChargeRow,
  type UnresolvedCharges
} from '../../shared/charge'
import type { ListPage } from '../../shared/list'
import { toListRow } from './charge-record'
import { isOpen } from './charges'
import type { Schema } from './schema'
import { searchTerms } from './search-text'

const unresolvedStates = chargeStates.filter(isUnresolved)
/** Rows the tray gets at most; its totals count all. */
const trayLimit = 200

/** The lists of charges the page shows: history, and what is unresolved. */
export class ChargeLists {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /**
   * A window of an account's charges, newest first, and how many match in all. The search terms must all be found
   * in reference, transaction id, customer name, last four or amount. `from` is included, `to` is not.
   */
  async list(accountId: string, query: ChargeQuery): Promise<ListPage<ChargeRow>> {
    const matches = matching(accountId, query)
    const counted = await this.#db
      .selectFrom('charges')
      .select((select) => select.fn.countAll<number>().as('total'))
      .where(matches)
      .executeTakeFirst()
    // Ids first: filters and order are answered from one index alone, and rows are read for the window only.
    const window = await this.#db
      .selectFrom('charges')
      .select('id')
      .where(matches)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(query.limit)
      .offset(query.offset)
      .execute()
    const rows = await this.#rows(window.map((row) => row.id))
    return { rows, total: counted?.total ?? 0, atLeast: false }
  }

  /** What Dintero still has to be asked about in an account, oldest first, with the amount at stake per currency. */
  async unresolved(accountId: string): Promise<UnresolvedCharges> {
    const open = this.#db
      .selectFrom('charges')
      .where('state', 'in', unresolvedStates)
      .where(isOpen)
      // The plus keeps SQLite from the account's index: the open ones are few, the account's charges are not.
      .where(sql`+account_id`, '=', accountId)
    const sums = await open
      .select((select) => [
        'currency',
        select.fn.countAll<number>().as('count'),
        select.fn.sum<number>('amount').as('amount')
      ])
      .groupBy('currency')
      .orderBy('currency')
      .execute()
    const rows = await open.selectAll().orderBy('created_at').limit(trayLimit).execute()
    return {
      accountId,
      charges: rows.map((row) => ({
        ...toListRow(row),
        nextLookupAt: row.next_lookup_at,
        emptyLookups: row.empty_lookups
      })),
      total: sums.reduce((total, { count }) => total + count, 0),
      atStake: sums.map(({ currency, amount }) => ({ currency, amount }))
    }
  }

  async #rows(ids: readonly string[]): Promise<ChargeRow[]> {
    if (ids.length === 0) return []
    return (
      await this.#db
        .selectFrom('charges')
        .selectAll()
        .where('id', 'in', [...ids])
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .execute()
    ).map(toListRow)
  }
}

function matching(accountId: string, query: ChargeQuery) {
  return (where: ExpressionBuilder<Schema, 'charges'>): Expression<SqlBool> => {
    const wanted: Expression<SqlBool>[] = [where('account_id', '=', accountId)]
    if (query.from !== null) wanted.push(where('created_at', '>=', query.from))
    if (query.to !== null) wanted.push(where('created_at', '<', query.to))
    if (query.states.length > 0) wanted.push(where('state', 'in', query.states))
    if (query.operations.length > 0) wanted.push(where('operation', 'in', query.operations))
    for (const term of searchTerms(query.search)) wanted.push(where(sql`instr(haystack, ${term})`, '>', 0))
    return where.and(wanted)
  }
}
