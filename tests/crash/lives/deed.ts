import { z } from 'zod'

/*
 * What somebody does in a mixed life. Payments are named by the merchant reference they were planned with, so that the
 * same seed always means the same ones; a card that is to be enrolled is named by its customer.
 */

const order = { reference: z.string(), cardId: z.string(), amount: z.number().int() }
/** The payment it is about, by its merchant reference. */
const of = z.string()
const operation = { of, kind: z.enum(['capture', 'void', 'refund']), amount: z.number().int().nullable() }

/** By those who are not at the desk. */
export const deedOfOthers = z.discriminatedUnion('is', [
  z.strictObject({
    is: z.literal('customer'),
    of,
    does: z.enum(['opens', 'pays', 'is declined', 'gives up', 'stores'])
  }),
  /** In Backoffice, past the program; minor units, null for a void. */
  z.strictObject({ is: z.literal('outside'), ...operation }),
  /** What goes wrong at Dintero next, as its control takes it. */
  z.strictObject({ is: z.literal('fault'), fault: z.record(z.string(), z.unknown()) })
])
export type DeedOfOthers = z.infer<typeof deedOfOthers>

export const deed = z.union([
  deedOfOthers,
  z.discriminatedUnion('is', [
    /** `reason`: what is said where it may be a repetition; empty where nothing is. */
    z.strictObject({ is: z.literal('charge'), ...order, autoCapture: z.boolean(), reason: z.string() }),
    z.strictObject({ is: z.literal('resend'), of }),
    z.strictObject({
      is: z.literal('link'),
      ...order,
      reason: z.string(),
      capture: z.enum(['now', 'later']),
      sms: z.boolean(),
      /** Until it expires; null for never. */
      hours: z.number().int().nullable()
    }),
    z.strictObject({ is: z.literal('enrol'), name: z.string() }),
    z.strictObject({ is: z.literal('cancel'), of }),
    z.strictObject({ is: z.literal('modify'), ...operation }),
    /** The file of charges is released, or goes on. */
    z.strictObject({ is: z.literal('batch') }),
    /** So many ms pass; below zero the desk's clock is set back. Then whatever has not ended is asked about. */
    z.strictObject({ is: z.literal('wait'), ms: z.number().int() })
  ])
])
export type Deed = z.infer<typeof deed>
export type DeedAs<Is extends Deed['is']> = Extract<Deed, { is: Is }>
