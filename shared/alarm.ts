import { z } from 'zod'

/**
 * What Dintero says against what Trekk has said. Words under `alarm.<kind>`.
 * - `charged_twice`: two transactions of ours under one reference hold or took money
 * - `charged_after_all`: declined, refused, never sent or closed here; charged at Dintero
 * - `found_after_close`: a charge closed as never answered is there after all, not charged
 * - `failed_after_all`: charged here; failed or declined at Dintero
 * - `other_amount`: another amount was captured, refunded, or is said to be charged, than was asked for
 * - `modification_after_all`: a capture, void or refund that was said not to be done is done at Dintero
 * - `modification_undone`: one that was done is not done any more
 */
export const alarmKinds = [
  'charged_twice',
  'charged_after_all',
  'found_after_close',
  'failed_after_all',
  'other_amount',
  'modification_after_all',
  'modification_undone'
] as const
export const alarmKind = z.enum(alarmKinds)
export type AlarmKind = z.infer<typeof alarmKind>

/** One transaction as an alarm tells of it: minor units, Dintero's own words. */
export const alarmTransaction = z.object({
  transactionId: z.string().nullable(),
  status: z.string().nullable(),
  amount: z.number().int().nullable(),
  /** What was captured by its events; null where Dintero lists none. */
  captured: z.number().int().nullable(),
  currency: z.string().nullable()
})
export type AlarmTransaction = z.infer<typeof alarmTransaction>

/** A contradiction, as what it is about shows it for ever. Times are ms since 1970 UTC. */
export const raisedAlarm = z.object({
  id: z.number().int(),
  kind: alarmKind,
  raisedAt: z.number().int(),
  transactions: z.array(alarmTransaction),
  /** Who has read it, and when; null until a named person has. */
  readAt: z.number().int().nullable(),
  readBy: z.string().nullable()
})
export type RaisedAlarm = z.infer<typeof raisedAlarm>
