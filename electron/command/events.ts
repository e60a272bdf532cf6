import { z } from 'zod'
import { environment } from '../../shared/account'
import { batchState, currencySum } from '../../shared/batch'
import { problemGroup } from '../../shared/batch-view'

/*
 * What `trekk batch --json` prints: one of these a line. Fields may come to be more and are never renamed; docs/command.md 5
 * is this for who reads them. Amounts are minor units.
 */

/** What became of the rows so far. Together they are all that were released. */
export const rowCounts = z.strictObject({
  released: z.number().int(),
  charged: z.number().int(),
  declined: z.number().int(),
  /** Refused by Dintero, never arrived, or closed by a person: not charged. */
  refused: z.number().int(),
  /** On their way, undecided or unknown. */
  unknown: z.number().int(),
  /** Left out by a rule when their turn came. */
  left_out: z.number().int(),
  waiting: z.number().int()
})
export type RowCounts = z.infer<typeof rowCounts>

const at = z.iso.datetime()

export const commandEvent = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.literal('started'),
    at,
    version: z.string(),
    account: z.string(),
    environment,
    /** The account speaks to a simulator, and no money moves. */
    simulated: z.boolean(),
    name: z.string(),
    file: z.string()
  }),
  /** The file is read and checked, and nothing stands in its way. */
  z.strictObject({
    event: z.literal('read'),
    at,
    file_hash: z.string(),
    rows: z.number().int(),
    sums: z.array(currencySum)
  }),
  z.strictObject({ event: z.literal('released'), at, batch: z.string(), sums: z.array(currencySum) }),
  /** The same command has released it before: it goes on where it stood. */
  z.strictObject({
    event: z.literal('resumed'),
    at,
    batch: z.string(),
    state: batchState,
    counts: rowCounts
  }),
  /** At most once a second. */
  z.strictObject({
    event: z.literal('progress'),
    at,
    batch: z.string(),
    state: batchState,
    counts: rowCounts
  }),
  /** A signal came: nothing more leaves, and what is on its way is waited for. */
  z.strictObject({ event: z.literal('stopping'), at }),
  z.strictObject({ event: z.literal('saved'), at, out: z.string(), rows: z.number().int() }),
  /** Always the last line. */
  z.strictObject({
    event: z.literal('ended'),
    at,
    exit_code: z.number().int(),
    /** Of the exit code, as docs/command.md 4 has it. */
    outcome: z.string(),
    /** Why it did not go on; null when it is done. */
    code: z.string().nullable(),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
    /** What is wrong with rows, where that is why. */
    problems: z.array(problemGroup),
    batch: z.string().nullable(),
    counts: rowCounts.nullable()
  })
])
export type CommandEvent = z.infer<typeof commandEvent>

/** An event before it has its time. */
export type Happened = CommandEvent extends infer Each
  ? Each extends CommandEvent
    ? Omit<Each, 'at'>
    : never
  : never
