import { z } from 'zod'
import { brand } from './card'
import { listOf, windowOf } from './list'

/*
 * Dintero's transactions, also those that were made elsewhere. Amounts are whole minor units, times ms since 1970 UTC.
 */

/** Dintero's words for what a payment was made for (docs/dintero.md 5.3); a customer's own payment has none. */
export const foundOperations = [
  'recurring_purchase',
  'unscheduled_purchase',
  'generate_payment_token'
] as const
export const foundOperation = z.enum(foundOperations)
export type FoundOperation = z.infer<typeof foundOperation>

/** How many transactions are looked at for what Dintero cannot be asked, at first and with each further look. */
export const lookedAtOnce = 2_000

export const findFilters = z.strictObject({
  /** A reference, an e-mail address, a phone number, a name or an id: Dintero compares it in its own way. */
  search: z.string().max(200),
  amount: z.number().int().min(0).nullable(),
  currency: z.string().max(3),
  operation: foundOperation.nullable(),
  /** Dintero cannot be asked for them, so what it lists is looked through. */
  lastFour: z.string().regex(/^(\d{4})?$/),
  from: z.number().int().nullable(),
  /** Not included. */
  to: z.number().int().nullable()
})
export type FindFilters = z.infer<typeof findFilters>

export const findQuery = findFilters.extend({
  /** When it was asked: the same filters asked anew are another list. */
  askedAt: z.number().int(),
  /** How many transactions may be looked at. */
  lookAt: z.number().int().min(1).max(1_000_000),
  ...windowOf
})
export type FindQuery = z.infer<typeof findQuery>

/**
 * Whose a found transaction is.
 * - `charge`, `link`: of this ledger, by its id and its merchant reference both; `ownId` is its own
 * - `contradicts`: one of the two is this ledger's, and the other is not
 * - `elsewhere`: neither is
 */
export const foundOwners = ['charge', 'link', 'contradicts', 'elsewhere'] as const

/**
 * Whether its card can be stored here.
 * - `stored`: it is, as `cardId`
 * - `named`: Dintero names a token of it, and whether it tells the token is seen when it is asked
 * - `unnamed`: it names none, which is no word about whether there is one
 * - `not_chargeable`: paid with something that takes no charges without the customer
 */
export const foundAdoptions = ['stored', 'named', 'unnamed', 'not_chargeable'] as const
export type FoundAdoption = (typeof foundAdoptions)[number]

export const foundRow = z.object({
  transactionId: z.string(),
  merchantReference: z.string().nullable(),
  /** Dintero's word; null where it has none. */
  status: z.string().nullable(),
  amount: z.number().int().nullable(),
  currency: z.string().nullable(),
  product: z.string().nullable(),
  operation: z.string().nullable(),
  createdAt: z.number().int().nullable(),
  customerName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  brand,
  lastFour: z.string(),
  owner: z.enum(foundOwners),
  ownId: z.string().nullable(),
  adoption: z.enum(foundAdoptions),
  cardId: z.string().nullable()
})
export type FoundRow = z.infer<typeof foundRow>

/**
 * A window of what was found.
 * - `lookedAt`: how many transactions were looked at, back to `backTo`
 * - `end`: whether that is all Dintero lists of what was asked; `bound` when it is as many as may be looked at
 */
export const foundList = listOf(foundRow).extend({
  lookedAt: z.number().int(),
  backTo: z.number().int().nullable(),
  end: z.enum(['end', 'more', 'bound', 'repeats'])
})
export type FoundList = z.infer<typeof foundList>
