import { z } from 'zod'

/** What there is to give the customer of a charge or a payment by link. */
export const receiptOffer = z.object({
  /** `notice` says that nothing was charged. */
  kind: z.enum(['receipt', 'notice']),
  /** A capture, void or refund of it has not ended: until then nobody knows what is true of the money next to it. */
  waits: z.boolean()
})
export type ReceiptOffer = z.infer<typeof receiptOffer>
