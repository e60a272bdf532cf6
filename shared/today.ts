import { z } from 'zod'
import { currencySum } from './batch'
import { expiringCards } from './card'
import { declineReason } from './charge'
import { heldSums } from './transaction-detail'

/** How many days the charts of the first screen show, today among them. */
export const daysShown = 14

/** What one stretch of time came to, in one currency: charges that succeeded, and those that were declined. */
export const chargedIn = z.object({
  currency: z.string(),
  charged: z.number().int(),
  /** minor units */
  amount: z.number().int(),
  declined: z.number().int(),
  declinedAmount: z.number().int()
})
export type ChargedIn = z.infer<typeof chargedIn>

/**
 * What the desk has to know at a glance, of the account in use, from its ledger alone. Days are those of this computer's
 * clock; times are ms since 1970 UTC, amounts minor units. Amounts of different currencies are never added up.
 */
export const todayView = z.object({
  accountId: z.string(),
  /** When today began. */
  from: z.number().int(),
  /** Of today's charges by the time they were made. */
  charged: z.array(chargedIn),
  /** Oldest day first, today last; a day without any is there too. */
  days: z.array(z.object({ from: z.number().int(), charged: z.array(chargedIn) })).max(daysShown),
  /** Why today's were declined, the commonest first. */
  declined: z.array(
    z.object({ reason: declineReason, charges: z.number().int(), sums: z.array(currencySum) })
  ),
  unresolved: z.array(currencySum),
  /** Reserved and not captured, by charges and by links: what the list of it comes to. */
  toCapture: heldSums,
  /**
   * Payment links that wait for the customer, how many of them end within a day, and what was paid by links today. Lost ones
   * are counted apart: somebody has to look at them.
   */
  links: z.object({
    waiting: z.array(currencySum),
    endingSoon: z.number().int(),
    paid: z.array(currencySum),
    lost: z.number().int()
  }),
  /** Declined charges that Dintero lets be tried again now, and when the next will be. */
  toRetry: z.object({ sums: z.array(currencySum), next: z.number().int().nullable() }),
  /** Stored cards whose last month is over, is this one, is the next. */
  cards: expiringCards,
  /** Files that are charged now, wait for their start, or wait for a person. */
  files: z.object({ running: z.number().int(), held: z.number().int(), waiting: z.number().int() }),
  /** What was captured and given back today, by this ledger. */
  captured: z.array(currencySum),
  refunded: z.array(currencySum)
})
export type TodayView = z.infer<typeof todayView>
