import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { LinkFilter } from '../../shared/link'
import type { Schema } from './schema'
import { searchTerms } from './search-text'
import { contains } from './sqlite/words'

/** Whether a link is among those that are asked for. */
export function linkMatching(
  accountId: string,
  { search, states, kinds, from, to }: LinkFilter
): (where: ExpressionBuilder<Schema, 'links'>) => Expression<SqlBool> {
  return (where) => {
    const wanted: Expression<SqlBool>[] = [where('links.account_id', '=', accountId)]
    if (states.length > 0) wanted.push(where('links.state', 'in', states))
    if (kinds.length > 0) wanted.push(where('links.kind', 'in', kinds))
    if (from !== null) wanted.push(where('links.created_at', '>=', from))
    if (to !== null) wanted.push(where('links.created_at', '<', to))
    for (const term of searchTerms(search)) wanted.push(contains('links.haystack', term))
    return where.and(wanted)
  }
}
