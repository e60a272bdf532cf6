import type { Operation } from '../../../shared/card'
import type { ChargeDue, ChargeQuery, ChargeState } from '../../../shared/charge'
import { searchedText } from '../../components/filters/filters'
import { dayEnd, dayStart } from '../../days'

/** The filters as they stand in the fields: the one place where they are kept. */
export interface HistoryFilters {
  readonly search: string
  readonly state: ChargeState | null
  /** Only those with something to be done now. */
  readonly due: ChargeDue | null
  readonly operation: Operation | null
  /** Days as `YYYY-MM-DD`; empty for none. */
  readonly from: string
  readonly to: string
}

export const noFilters: HistoryFilters = {
  search: '',
  state: null,
  due: null,
  operation: null,
  from: '',
  to: ''
}

/** What main is asked for. */
export function queryOf({ search, state, due, operation, from, to }: HistoryFilters) {
  return {
    search: searchedText(search),
    due,
    states: state === null ? [] : [state],
    operations: operation === null ? [] : [operation],
    from: dayStart(from),
    to: dayEnd(to)
  } satisfies Omit<ChargeQuery, 'offset' | 'limit'>
}
