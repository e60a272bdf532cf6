import { z } from 'zod'
import { currencySum } from './batch'
import { linkCapture } from './link'
import { errorCodes } from './result'

/** Why no link is made for a declined row; words under `batch.links.left.<reason>`. */
export const leftOutReasons = [
  /** It has a link that may be paid, or was; or it was tried again. */
  'followed_up',
  /** A link would not heal it: the request was wrong, the bank was not there, or the card is not the customer's. */
  'not_healed',
  /** The card was removed since. */
  'card_gone',
  /** Something of the same customer and amount may yet be paid, or was lately: one by one, with a reason. */
  'repeats',
  /** The row says no phone number that an SMS could go to. */
  'no_phone',
  /** Its amount is above the limit of one charge. */
  'over_limit',
  /** Anything else that a link of its own would say. */
  'refused'
] as const
export const leftOutReason = z.enum(leftOutReasons)
export type LeftOutReason = z.infer<typeof leftOutReason>

/** How the links of all declined rows are made. */
export const batchLinksWish = z.strictObject({
  batchId: z.string().min(1).max(64),
  capture: linkCapture,
  /** Asks Dintero to send each by SMS to its row's phone number. */
  sms: z.boolean(),
  /** Hours until they expire; null leaves it to Dintero, which is not allowed with an SMS. */
  lifetimeHours: z.number().int().min(1).max(8_760).nullable()
})
export type BatchLinksWish = z.infer<typeof batchLinksWish>

/** What will happen if it is begun. */
export const batchLinksReview = batchLinksWish.extend({
  reviewId: z.string(),
  links: z.number().int(),
  sums: z.array(currencySum),
  leftOut: z.array(z.object({ reason: leftOutReason, rows: z.number().int() }))
})
export type BatchLinksReview = z.infer<typeof batchLinksReview>

/** How far it has come. Whatever was made stands; what was not can be begun again. */
export const batchLinksView = z.object({
  batchId: z.string(),
  /** Declined rows to be looked at, and how many have been. */
  total: z.number().int(),
  done: z.number().int(),
  made: z.number().int(),
  /** Asked for, and not made or nobody knows. */
  failed: z.number().int(),
  leftOut: z.array(z.object({ reason: leftOutReason, rows: z.number().int() })),
  running: z.boolean(),
  /** Why it stopped before its end; `cancelled` when a person wanted it. */
  stopped: z.enum(errorCodes).nullable()
})
export type BatchLinksView = z.infer<typeof batchLinksView>
