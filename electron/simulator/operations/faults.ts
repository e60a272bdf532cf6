import { z } from 'zod'
import { anyAnswer, garbageBody, ms, polls, retryAfter, serverError } from '../fault-fields'

const error = z.record(z.string(), z.unknown()).optional()

/** What can go wrong with one capture, refund or void. Several may be given for the same one. */
export const operationFault = z.discriminatedUnion('kind', [
  /** Answers after `ms`; it is done before the wait, or after it. */
  z.strictObject({ kind: z.literal('late'), ms, done: z.enum(['first', 'last']).default('first') }),
  /** Answers when `Faults.release` is called; it is done before the wait, or after it. */
  z.strictObject({ kind: z.literal('held'), done: z.enum(['first', 'last']).default('first') }),
  /** Never answers; `done` says whether it is done. */
  z.strictObject({ kind: z.literal('hang'), done: z.boolean().default(true) }),
  /** The connection goes before anything was done. */
  z.strictObject({ kind: z.literal('drop_before') }),
  /** The connection goes after it was done and kept. */
  z.strictObject({ kind: z.literal('drop_after') }),
  /** An error, and nothing was done. */
  z.strictObject({ kind: z.literal('error_before'), ...serverError }),
  /** An error although it was done and kept. */
  z.strictObject({ kind: z.literal('error_after'), ...serverError }),
  /** Done and kept, then 200 with a body that is no transaction. */
  z.strictObject({ kind: z.literal('garbage'), ...garbageBody }),
  /** Done and kept, then half the answer. */
  z.strictObject({ kind: z.literal('half_body') }),
  z.strictObject({ kind: z.literal('too_many'), ...retryAfter }),
  /** 401 though the access token is good. */
  z.strictObject({ kind: z.literal('unauthorised') }),
  z.strictObject({ kind: z.literal('forbidden') }),
  /** Any answer at all, before anything was done or after it was done and kept. */
  z.strictObject({ kind: z.literal('answer'), ...anyAnswer, done: z.boolean() }),
  /** 202: accepted and not decided. Decided after the transaction was looked at `polls` times. */
  z.strictObject({ kind: z.literal('async'), polls, succeeds: z.boolean().default(true), error }),
  /** 200 with a failed event; the status is what it was. `error` replaces the usual words. */
  z.strictObject({ kind: z.literal('fails'), error }),
  /** 200 as if it were done, and found not to be after the transaction was looked at `polls` times. */
  z.strictObject({ kind: z.literal('fails_after'), polls, error }),
  /** What is left is not looked at: any amount that is asked for is done. */
  z.strictObject({ kind: z.literal('lax') }),
  /** Done, and the event does not say which reference and metadata it was asked for with. */
  z.strictObject({ kind: z.literal('unmarked') })
])
export type OperationFault = z.infer<typeof operationFault>
export type OperationFaultInput = z.input<typeof operationFault>
