import { z } from 'zod'

/** In what a transaction contradicts the charge it was found for. */
export const contradictions = [
  'account',
  'reference',
  'amount',
  'currency',
  'product',
  'operation',
  'session',
  'card',
  'time'
] as const
export type Contradiction = (typeof contradictions)[number]

/**
 * A transaction Dintero shows under a charge's reference that is not, or not surely, the charge's own: for a person to
 * read, never taken for the charge. What Dintero did not say is null. `amount` is minor units, `createdAt` ms since
 * 1970 UTC by Dintero's clock.
 */
export const foundTransaction = z.object({
  transactionId: z.string().nullable(),
  /** Dintero's payment product type, such as `vipps` or `payex.creditcard`. */
  product: z.string().nullable(),
  amount: z.number().int().nullable(),
  currency: z.string().nullable(),
  status: z.string().nullable(),
  brand: z.string().nullable(),
  lastFour: z.string().nullable(),
  createdAt: z.number().int().nullable(),
  /** Empty: nothing speaks against it, and too little for it. */
  contradictions: z.array(z.enum(contradictions))
})
export type FoundTransaction = z.infer<typeof foundTransaction>
