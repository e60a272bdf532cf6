import { z } from 'zod'
import { environment } from './account'
import { currencySum } from './batch'
import { brand } from './card'
import { chargeRow, declineReason } from './charge'
import { linkRow } from './link'
import { modificationKind, modificationOffers, modificationRow, transactionMoney } from './modification'

/** What an event of a transaction can be; `other` is one that this version does not know. */
export const transactionEventKinds = [
  'initialize',
  'authorize',
  'capture',
  'refund',
  'void',
  'initiate_capture',
  'initiate_refund',
  'initiate_void',
  'settlement',
  'other'
] as const
export const transactionEventKind = z.enum(transactionEventKinds)
export type TransactionEventKind = z.infer<typeof transactionEventKind>

/** One event of a transaction, as Dintero lists it. Amounts are minor units, times ms since 1970 UTC by Dintero's clock. */
export const transactionDetailEvent = z.object({
  kind: transactionEventKind,
  /** Dintero's own word for it. */
  name: z.string(),
  at: z.number().int().nullable(),
  amount: z.number().int().nullable(),
  /** Null where Dintero does not say. */
  success: z.boolean().nullable(),
  status: z.string().nullable(),
  /** Why it failed; `message` is Dintero's, for support. */
  decline: z.object({ reason: declineReason, message: z.string() }).nullable(),
  /** Who asked for it, in Dintero's words: an API client, a person in Backoffice. */
  by: z.string().nullable(),
  reference: z.string().nullable(),
  /** The capture, void or refund of this ledger that it is of. */
  modificationId: z.string().nullable()
})
export type TransactionDetailEvent = z.infer<typeof transactionDetailEvent>

/** A transaction as Dintero has it now, and what may be done to it; not from the ledger. */
export const transactionDetail = z.object({
  transactionId: z.string(),
  accountId: z.string(),
  environment,
  status: z.string().nullable(),
  amount: z.number().int().nullable(),
  currency: z.string().nullable(),
  merchantReference: z.string(),
  customerName: z.string(),
  /** Dintero's payment product type, such as `payex.creditcard` or `vipps`. */
  product: z.string().nullable(),
  createdAt: z.number().int().nullable(),
  /** What its events come to; null where they and the status do not agree. */
  money: transactionMoney.nullable(),
  /** Why nothing can be said of its money: English, for support. */
  problem: z.string().nullable(),
  offers: modificationOffers,
  /** Oldest first. */
  events: z.array(transactionDetailEvent),
  card: z.object({ brand, lastFour: z.string(), expiry: z.string().nullable() }).nullable(),
  settlement: z.object({
    /** NOT_SETTLED, PENDING_SETTLEMENT, PARTIALLY_SETTLED, SETTLED, or a word nobody foresaw. */
    status: z.string().nullable(),
    payouts: z.array(
      z.object({ settlementId: z.string(), amount: z.number().int(), fee: z.number().int().nullable() })
    )
  }),
  /** Whose it is here; both null for one that was made elsewhere. */
  charge: chargeRow.nullable(),
  link: linkRow.nullable(),
  /** What was done to it from here, newest first; at most one of them has not ended. */
  modifications: z.array(modificationRow)
})
export type TransactionDetail = z.infer<typeof transactionDetail>

/** How long a card's reservation is usually good for, and how long at most, days (docs/dintero.md 5.4). */
export const reservationDays = { usual: 7, longest: 30 } as const

/** Money that is reserved and waits to be captured. Amounts are minor units, times ms since 1970 UTC. */
export const heldPayment = z.object({
  /** A charge, or a payment by link. */
  kind: z.enum(['charge', 'link']),
  id: z.string(),
  accountId: z.string(),
  transactionId: z.string(),
  transactionStatus: z.string(),
  merchantReference: z.string(),
  customerName: z.string(),
  brand,
  lastFour: z.string(),
  amount: z.number().int(),
  currency: z.string(),
  /** What was captured of it when the transaction was last read; null where it is a part and nobody has read how much. */
  captured: z.number().int().nullable(),
  /** What is left to capture; null where that is not known. */
  left: z.number().int().nullable(),
  heldSince: z.number().int(),
  /** When such reservations usually lapse, and when at the latest. */
  lapsesAt: z.number().int(),
  lapsesAtLatest: z.number().int(),
  /** Dintero is to capture it by itself, and still has time for it. */
  captureDue: z.boolean(),
  /** What is under way of it from here. */
  underWay: modificationKind.nullable()
})
export type HeldPayment = z.infer<typeof heldPayment>

/** What waits to be captured comes to: of each currency how many payments, and what is left of them, minor units. */
export const heldSums = z.object({
  sums: z.array(currencySum),
  /** Payments that are counted and not added up: nobody has read how much of them was captured. */
  unread: z.number().int(),
  /** Since when the oldest is held, ms since 1970 UTC. */
  oldest: z.number().int().nullable()
})
export type HeldSums = z.infer<typeof heldSums>
