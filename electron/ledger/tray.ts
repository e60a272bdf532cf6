import { sql, type Kysely } from 'kysely'
import { chargeStates, isUnresolved, type UnresolvedCharges } from '../../shared/charge'
import { toListRow } from './charge-record'
import { isOpen } from './charges'
import type { Schema } from './schema'
import { prepared } from './sqlite/prepared'
import { unindexed } from './sqlite/words'

const unresolvedStates = chargeStates.filter(isUnresolved)
/** Rows the tray gets at most; its totals count all. */
const most = 200

/** The open ones are few, the account's charges are not. */
const unresolvedIn = (db: Kysely<Schema>, accountId: string) =>
  db
    .selectFrom('charges')
    .where('state', 'in', unresolvedStates)
    .where(isOpen)
    .where(unindexed<string>('account_id'), '=', accountId)

const sumsOf = prepared((db, { accountId }: { accountId: string }) =>
  unresolvedIn(db, accountId)
    .select((select) => [
      'currency',
      select.fn.countAll<number>().as('count'),
      select.fn.sum<number>('amount').as('amount')
    ])
    .groupBy('currency')
    .orderBy('currency')
)

const rowsOf = prepared((db, { accountId }: { accountId: string }) =>
  unresolvedIn(db, accountId).selectAll().orderBy('created_at').limit(sql.lit(most))
)

/** What Dintero still has to be asked about. */
export class Tray {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** What is unresolved in an account, oldest first, with the amount at stake per currency. */
  async unresolved(accountId: string): Promise<UnresolvedCharges> {
    const sums = await sumsOf(this.#db, { accountId })
    const rows = sums.length === 0 ? [] : await rowsOf(this.#db, { accountId })
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

  /** How many charges of an account may yet change by themselves or take money: sent, undecided, or about to be sent. */
  async countOpen(accountId: string): Promise<number> {
    const row = await this.#db
      .selectFrom('charges')
      .select((select) => select.fn.countAll<number>().as('charges'))
      .where(isOpen)
      .where(unindexed<string>('account_id'), '=', accountId)
      .executeTakeFirst()
    return row?.charges ?? 0
  }

  /** Ids of an account's charges whose request has left and has no answer yet, newest first. */
  async sent(accountId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('charges')
      .select('id')
      .where('state', '=', 'sent')
      .where(isOpen)
      .where(unindexed<string>('account_id'), '=', accountId)
      .orderBy('number', 'desc')
      .limit(most)
      .execute()
    return rows.map(({ id }) => id)
  }
}
