import { z } from 'zod'
import { operation, provider } from './card'
import { chargeDue, chargeSort, chargeState, currency, declineReason } from './charge'

/** Periods that move with the calendar of this computer, so that a view that is saved still means the same next month. */
export const periods = [
  'today',
  'yesterday',
  'last_7_days',
  'last_30_days',
  'this_month',
  'last_month',
  'days'
] as const
/** `days` is what `from` and `to` say. */
export const period = z.enum(periods)
export type Period = z.infer<typeof period>

/** A day as date fields have it, `YYYY-MM-DD`; empty for none. */
const day = z.string().regex(/^(?:\d{4}-\d{2}-\d{2})?$/)

/** The filters of the history as they stand in its fields. */
export const historyFilters = z.strictObject({
  search: z.string().max(200),
  state: chargeState.nullable(),
  /** Only those with something to be done now. */
  due: chargeDue.nullable(),
  operation: operation.nullable(),
  reason: declineReason.nullable(),
  provider: provider.nullable(),
  currency: currency.nullable(),
  period: period.nullable(),
  from: day,
  to: day,
  sort: chargeSort
})
export type HistoryFilters = z.infer<typeof historyFilters>

export const longestViewName = 60
/** Views of an account at most: more are a list to search in, and no shortcut. */
export const mostViews = 30

/** Filters that somebody has kept under a name, for the account in use on this computer. */
export const savedView = z.strictObject({ name: z.string(), filters: historyFilters })
export type SavedView = z.infer<typeof savedView>
