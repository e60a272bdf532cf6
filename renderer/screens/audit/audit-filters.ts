import type { AuditAction, AuditQuery } from '../../../shared/audit'
import { searchedText } from '../../components/filters/filters'
import { dayEnd, dayStart } from '../../days'

/** The filters as they stand in the fields: the one place where they are kept. */
export interface AuditFilters {
  readonly search: string
  readonly actions: readonly AuditAction[]
  /** Days as `YYYY-MM-DD`; empty for none. */
  readonly from: string
  readonly to: string
}

export const noFilters: AuditFilters = { search: '', actions: [], from: '', to: '' }

/** What main is asked for. */
export function queryOf({ search, actions, from, to }: AuditFilters) {
  return {
    search: searchedText(search),
    actions: [...actions],
    from: dayStart(from),
    to: dayEnd(to)
  } satisfies Omit<AuditQuery, 'offset' | 'limit'>
}
