import type { Period } from '../shared/saved-view'
import { dayOf } from './days'

/** The first and the last day of a period, as date fields have them. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** The days of a period that moves with the calendar. @param now ms since 1970 UTC */
export function daysOf(period: Exclude<Period, 'days'>, now: number): Days {
  const today = new Date(now)
  const [year, month, date] = [today.getFullYear(), today.getMonth(), today.getDate()]
  // The calendar carries over: day 0 is the last of the month before.
  const day = (of: number, inMonth = month): string => dayOf(new Date(year, inMonth, of).getTime())
  switch (period) {
    case 'today':
      return { from: day(date), to: day(date) }
    case 'yesterday':
      return { from: day(date - 1), to: day(date - 1) }
    case 'last_7_days':
      return { from: day(date - 6), to: day(date) }
    case 'last_30_days':
      return { from: day(date - 29), to: day(date) }
    case 'this_month':
      return { from: day(1), to: day(date) }
    case 'last_month':
      return { from: day(1, month - 1), to: day(0) }
  }
}
