import { describe, expect, it } from 'vitest'
import { everyCharge } from '../../../../../shared/charge'
import { historyFilters } from '../../../../../shared/saved-view'
import { dayEnd, dayOf, dayStart } from '../../../../../renderer/days'
import {
  directionOf,
  filtersFor,
  isFiltered,
  isSameFilters,
  nextSort,
  noFilters,
  queryOf
} from '../../../../../renderer/screens/history/history-filters'

const now = new Date('2026-11-25T14:00').getTime()

describe('what main is asked for', () => {
  it('is everything without filters, and one of each kind that is set', () => {
    expect(queryOf(noFilters, now)).toEqual(everyCharge)
    const set = {
      ...noFilters,
      state: 'declined',
      operation: 'recurring_purchase',
      reason: 'expired_card',
      provider: 'payex',
      currency: 'SEK',
      sort: 'amount_up'
    } as const
    expect(queryOf(set, now)).toEqual({
      ...everyCharge,
      states: ['declined'],
      operations: ['recurring_purchase'],
      reasons: ['expired_card'],
      providers: ['payex'],
      currencies: ['SEK'],
      sort: 'amount_up'
    })
  })

  it('goes by the calendar, and by the days in the fields only where they are chosen', () => {
    const days = { from: '2026-01-01', to: '2026-01-31' }
    const of = (period: (typeof noFilters)['period']) => {
      const { from, to } = queryOf({ ...noFilters, ...days, period }, now)
      return [from, to]
    }
    expect(of(null)).toEqual([null, null])
    expect(of('days')).toEqual([dayStart('2026-01-01'), dayEnd('2026-01-31')])
    expect(of('today')).toEqual([dayStart('2026-11-25'), dayEnd('2026-11-25')])
    expect(of('last_month')).toEqual([dayStart('2026-10-01'), dayEnd('2026-10-31')])
  })
})

describe('what stands in the fields', () => {
  it('is what somebody came for: today by its name, so that it goes on being today', () => {
    expect(filtersFor(null, now)).toEqual(noFilters)
    expect(filtersFor({ state: 'declined', from: dayOf(now) }, now)).toEqual({
      ...noFilters,
      state: 'declined',
      period: 'today'
    })
    expect(filtersFor({ from: '2026-11-20' }, now)).toMatchObject({ period: 'days', from: '2026-11-20' })
    expect(historyFilters.safeParse(filtersFor({ due: 'retry' }, now)).success).toBe(true)
  })

  it('is filtered by anything but an order', () => {
    expect(isFiltered(noFilters)).toBe(false)
    expect(isFiltered({ ...noFilters, sort: 'customer' })).toBe(false)
    for (const set of [
      { search: 'a' },
      { reason: 'declined' },
      { period: 'today' },
      { currency: 'NOK' }
    ] as const)
      expect(isFiltered({ ...noFilters, ...set })).toBe(true)
    expect(isSameFilters(noFilters, { ...noFilters })).toBe(true)
    expect(isSameFilters(noFilters, { ...noFilters, sort: 'oldest' })).toBe(false)
  })
})

describe('a heading', () => {
  it('sorts by its column, and the other way when it is pressed again', () => {
    expect([
      nextSort('amount', 'newest'),
      nextSort('amount', 'amount_down'),
      nextSort('amount', 'amount_up')
    ]).toEqual(['amount_down', 'amount_up', 'amount_down'])
    expect([nextSort('time', 'customer'), nextSort('time', 'newest')]).toEqual(['newest', 'oldest'])
    expect([nextSort('customer', 'newest'), nextSort('customer', 'customer')]).toEqual(['customer', 'newest'])
    expect(nextSort('state', 'newest')).toBeNull()
  })

  it('says how its column is sorted, and no other does', () => {
    const said = (sort: (typeof noFilters)['sort']) =>
      ['time', 'amount', 'customer', 'state'].map((column) => directionOf(column, sort))
    expect(said('newest')).toEqual(['descending', null, null, null])
    expect(said('oldest')).toEqual(['ascending', null, null, null])
    expect(said('amount_down')).toEqual([null, 'descending', null, null])
    expect(said('amount_up')).toEqual([null, 'ascending', null, null])
    expect(said('customer')).toEqual([null, null, 'ascending', null])
  })
})
