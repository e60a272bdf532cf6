import type { LinkKind, LinkQuery } from '../../../shared/link'
import { statesOfGroup, type LinkGroup } from '../../../shared/link-standing'
import { searchedText } from '../../components/filters/filters'
import { dayEnd, dayStart } from '../../days'

/** The filters as they stand in the fields: the one place where they are kept. */
export interface LinkFilters {
  readonly search: string
  readonly group: LinkGroup | null
  readonly kind: LinkKind | null
  /** Days as `YYYY-MM-DD`; empty for none. */
  readonly from: string
  readonly to: string
}

export const noFilters: LinkFilters = { search: '', group: null, kind: null, from: '', to: '' }

/** What the first screen counts as waiting. */
export const waitingLinks: LinkFilters = { ...noFilters, group: 'waiting', kind: 'payment' }

/** What main is asked for. */
export function queryOf({ search, group, kind, from, to }: LinkFilters) {
  return {
    search: searchedText(search),
    states: group === null ? [] : statesOfGroup(group),
    kinds: kind === null ? [] : [kind],
    from: dayStart(from),
    to: dayEnd(to)
  } satisfies Omit<LinkQuery, 'offset' | 'limit'>
}
