import { everyCharge, type ChargeFilter, type ChargeSort } from '../../../shared/charge'
import type { HistoryFilters } from '../../../shared/saved-view'
import { searchedText } from '../../components/filters/filters'
import { dayEnd, dayOf, dayStart } from '../../days'
import { daysOf } from '../../periods'
import type { HistoryShows } from '../../stores/navigation'

export const noFilters: HistoryFilters = {
  search: '',
  state: null,
  due: null,
  operation: null,
  reason: null,
  provider: null,
  currency: null,
  period: null,
  from: '',
  to: '',
  sort: 'newest'
}

/** What stands in the fields when somebody comes for something. @param now ms since 1970 UTC */
export function filtersFor(shows: HistoryShows | null, now: number): HistoryFilters {
  const { from = '', ...rest } = shows ?? {}
  const days: Partial<HistoryFilters> =
    from === '' ? {} : from === dayOf(now) ? { period: 'today' } : { period: 'days', from }
  return { ...noFilters, ...rest, ...days }
}

/** What main is asked for. @param now ms since 1970 UTC */
export function queryOf(filters: HistoryFilters, now: number): ChargeFilter {
  const { search, state, due, operation, reason, provider, currency, period, sort } = filters
  const { from, to } = period === null || period === 'days' ? filters : daysOf(period, now)
  return {
    ...everyCharge,
    search: searchedText(search),
    due,
    states: state === null ? [] : [state],
    operations: operation === null ? [] : [operation],
    reasons: reason === null ? [] : [reason],
    providers: provider === null ? [] : [provider],
    currencies: currency === null ? [] : [currency],
    from: period === null ? null : dayStart(from),
    to: period === null ? null : dayEnd(to),
    sort
  }
}

/** Whether anything is filtered; the order is no filter. */
export function isFiltered(filters: HistoryFilters): boolean {
  return !isSameFilters({ ...filters, sort: noFilters.sort }, noFilters)
}

export function isSameFilters(one: HistoryFilters, other: HistoryFilters): boolean {
  const names = Object.keys(noFilters) as (keyof HistoryFilters)[]
  return names.every((name) => one[name] === other[name])
}

/** The orders that a heading offers, in turn: the first where the list is in another, then the next. */
const ordersOf: Readonly<Record<string, readonly ChargeSort[]>> = {
  time: ['newest', 'oldest'],
  amount: ['amount_down', 'amount_up'],
  customer: ['customer', 'newest']
}

/** The order after the heading of a column is pressed; null for a column that nothing is sorted by. */
export function nextSort(column: string, sort: ChargeSort): ChargeSort | null {
  const orders = ordersOf[column]
  if (orders === undefined) return null
  return orders[(orders.indexOf(sort) + 1) % orders.length] ?? null
}

/** How a column is sorted; null where the list is in the order of another. */
export function directionOf(column: string, sort: ChargeSort): 'ascending' | 'descending' | null {
  if (column === 'time') return sort === 'newest' ? 'descending' : sort === 'oldest' ? 'ascending' : null
  if (column === 'amount') {
    return sort === 'amount_down' ? 'descending' : sort === 'amount_up' ? 'ascending' : null
  }
  return column === 'customer' && sort === 'customer' ? 'ascending' : null
}
