import { sql, type Expression, type ExpressionBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely'
import type { ChargeFilter, ChargeSort, ChargeState, DeclineReason } from '../../../shared/charge'
import type { Schema } from '../schema'
import { unindexed } from '../sqlite/words'
import { hasTerm } from './charge-search'
import { retriesOf } from './today'

/** Which charges are meant, without what is searched for and what is due. */
export type Filter = Omit<ChargeFilter, 'search' | 'due' | 'sort'>

export type Matching = (where: ExpressionBuilder<Schema, 'charges'>) => Expression<SqlBool>

type Column = 'account_id' | 'created_at' | 'state' | 'decline_reason' | 'currency'

/**
 * Whether a charge is meant.
 * @param accountId null for those of all accounts
 * @param indexed by which of these columns SQLite may look charges up; by all, unless they are read in an order of their own
 */
export function matchingOf(
  accountId: string | null,
  filter: Filter,
  terms: readonly string[],
  indexed?: readonly Column[]
): Matching {
  const { from, to, states, operations, reasons, providers, currencies } = filter
  const column = <Value>(name: Column): Expression<Value> =>
    indexed === undefined || indexed.includes(name) ? sql<Value>`${sql.ref(name)}` : unindexed<Value>(name)
  return (where) => {
    const wanted: Expression<SqlBool>[] = []
    if (accountId !== null) wanted.push(where(column<string>('account_id'), '=', accountId))
    if (from !== null) wanted.push(where(column<number>('created_at'), '>=', from))
    if (to !== null) wanted.push(where(column<number>('created_at'), '<', to))
    if (states.length > 0) wanted.push(where(column<ChargeState>('state'), 'in', states))
    if (operations.length > 0) wanted.push(where('operation', 'in', operations))
    if (reasons.length > 0) wanted.push(where(column<DeclineReason | null>('decline_reason'), 'in', reasons))
    if (providers.length > 0) wanted.push(where('provider', 'in', providers))
    if (currencies.length > 0) wanted.push(where(column<string>('currency'), 'in', currencies))
    for (const term of terms) wanted.push(hasTerm(where, term))
    return where.and(wanted)
  }
}

/** Whether a charge may be tried again now. @param now ms since 1970 UTC */
export function isDue(now: number): Matching {
  return (where) =>
    where.and([
      where('retry_at', 'is not', null),
      where('retry_at', '<=', now),
      where('retry_at', '>=', now - retriesOf)
    ])
}

/** Spelled as the index `charges_by_customer` has it. */
const byName = sql`customer_name collate nocase`

/** Puts charges into their order, which is the same at every reading. */
export function inOrder<Row>(
  charges: SelectQueryBuilder<Schema, 'charges', Row>,
  sort: ChargeSort
): SelectQueryBuilder<Schema, 'charges', Row> {
  switch (sort) {
    case 'newest':
      return charges.orderBy('created_at', 'desc').orderBy('number', 'desc')
    case 'oldest':
      return charges.orderBy('created_at').orderBy('number')
    case 'amount_down':
      return charges.orderBy('currency').orderBy('amount', 'desc').orderBy('number', 'desc')
    case 'amount_up':
      return charges.orderBy('currency').orderBy('amount').orderBy('number')
    case 'customer':
      return charges.orderBy(byName).orderBy('number', 'desc')
  }
}
