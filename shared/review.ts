import { z } from 'zod'
import { environment } from './account'
import { cardView, operation } from './card'
import { amount, chargeRow, currency, orderLine, retryBudget } from './charge'
import { foundTransaction } from './found-transaction'
import { linkDraft, linkRow } from './link'

/** Something of the same customer or card that may yet take money: a charge, or a payment link. */
export const openCharge = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('charge'), charge: chargeRow }),
  z.object({ kind: z.literal('link'), link: linkRow })
])
export type OpenCharge = z.infer<typeof openCharge>

/** What must be done before a review may be submitted. */
export const confirmation = z.discriminatedUnion('kind', [
  /** The amount is above the account's limit: type it again. */
  z.object({ kind: z.literal('type_amount') }),
  /** Looks like an earlier charge, made here or elsewhere: say why it is not the same. Newest first. */
  z.object({
    kind: z.literal('duplicate_reason'),
    earlier: z.array(chargeRow),
    paidByLink: z.array(linkRow),
    elsewhere: z.array(foundTransaction)
  }),
  /** A production account: say that real money is meant. */
  z.object({ kind: z.literal('real_money') })
])
export type Confirmation = z.infer<typeof confirmation>

/** What will happen if the review is submitted; main built it and holds it. */
export const chargeReview = z.object({
  reviewId: z.string(),
  card: cardView,
  environment,
  operation,
  amount,
  currency,
  lines: z.array(orderLine),
  vatAmount: z.number().int(),
  merchantReference: z.string(),
  email: z.string(),
  phone: z.string(),
  autoCapture: z.boolean(),
  retryOf: z.string().nullable(),
  budget: retryBudget.nullable(),
  /** Of the same customer or card, of another amount: charges nobody knows the end of, and links that may yet be paid. */
  open: z.array(openCharge),
  /** False when Dintero could not be asked in time whether the reference is free. */
  referenceChecked: z.boolean(),
  confirmations: z.array(confirmation)
})
export type ChargeReview = z.infer<typeof chargeReview>

/** The answers to a review's confirmations. */
export const reviewAnswers = z.strictObject({
  reviewId: z.string().max(64),
  typedAmount: z.number().int().nullable(),
  reason: z.string().max(500),
  realMoney: z.boolean()
})
export type ReviewAnswers = z.infer<typeof reviewAnswers>

/** What will happen if the review is submitted; main built it and holds it. */
export const linkReview = linkDraft.omit({ cardId: true }).extend({
  reviewId: z.string(),
  card: cardView,
  environment,
  amount,
  vatAmount: z.number().int(),
  /** Of the same customer or card, of another amount: charges nobody knows the end of, and links that may yet be paid. */
  open: z.array(openCharge),
  /** False when Dintero could not be asked in time whether the reference is free. */
  referenceChecked: z.boolean(),
  confirmations: z.array(confirmation)
})
export type LinkReview = z.infer<typeof linkReview>
