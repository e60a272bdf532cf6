import { z } from 'zod'
import { chargeState } from '../../shared/charge'
import { linkState } from '../../shared/link-state'
import { modificationState } from '../../shared/modification'
import { deed } from './lives/deed'

/*
 * What the harness and the engine it kills say to each other: one JSON object a line. The engine writes with
 * `writeSync`, so that everything said before a SIGKILL is in the pipe.
 */

const draft = z.strictObject({
  reference: z.string(),
  cardId: z.string(),
  /** minor units */
  amount: z.number().int(),
  autoCapture: z.boolean()
})
export type Draft = z.infer<typeof draft>

/** A row of a charge file, as it is released. */
const plannedRow = draft.extend({
  row: z.number().int(),
  currency: z.string(),
  /** Rows that say the same, and of which somebody has said that this is none of them again. */
  notAgain: z.array(z.number().int())
})
export type Row = z.infer<typeof plannedRow>

/** What a life has to do with a batch. */
const batch = z.strictObject({
  id: z.string(),
  /** Every row of it: released where the ledger does not have the batch, and read from its file otherwise. */
  rows: z.array(plannedRow),
  firstCharges: z.number().int(),
  /** A person pauses it once so many answers are in, and says later that it goes on; null for never. */
  pauseAfter: z.number().int().nullable(),
  /** Whether that pause is the end of it. */
  stopsForGood: z.boolean(),
  /** How often it is taken from another program that runs it. */
  takeOvers: z.number().int(),
  /** Whether another program releases it. */
  joins: z.boolean()
})
export type BatchOrder = z.infer<typeof batch>

/** One life of the program: start on a profile, sort out what is there, charge, resolve, close. */
export const order = z.strictObject({
  profile: z.string(),
  /** The simulator's address, without `/v1`. */
  url: z.string(),
  accountId: z.string(),
  /** ms since 1970 UTC: the virtual clock's first reading. */
  now: z.number().int(),
  clientId: z.string(),
  clientSecret: z.string(),
  /** What the keychain would hold: the key of the sealed tokens. */
  tokenKey: z.string(),
  charges: z.array(draft),
  batch: batch.nullable(),
  /** What is done in a mixed life (lives/), one group after another, each at once; absent in every other part. */
  deeds: z.array(z.array(deed)).optional(),
  /** How long the client waits for an answer, real ms. */
  patience: z.number().int(),
  /** `recover` only sorts out what a crash left; `resolve` also asks Dintero until it knows; `resend` sends again where that is offered. */
  until: z.enum(['recover', 'resolve', 'resend']),
  /** The desk, where several share the ledger and write it meanwhile; null where it is the only one. */
  desk: z.string().nullable(),
  /** The step at which the program kills itself, counted from 1 or the first of a name; null for none. */
  killAt: z.union([z.number().int(), z.string()]).nullable()
})
export type Order = z.infer<typeof order>

export const message = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('step'),
    number: z.number().int(),
    name: z.string(),
    now: z.number().int()
  }),
  /** The batch is about to be charged, is paused on disk, or has nothing on its way any more. */
  z.strictObject({ kind: z.literal('batch'), is: z.enum(['going', 'paused', 'resting']) }),
  /** The page was told: from here on a person may rely on it. */
  z.strictObject({ kind: z.literal('told'), reference: z.string(), state: chargeState }),
  /** The same of a link or a modification, by its id. */
  z.strictObject({
    kind: z.literal('shown'),
    id: z.string(),
    state: z.union([linkState, modificationState])
  }),
  /** A secret that went over the wire and must not be on disk. */
  z.strictObject({ kind: z.literal('secret'), text: z.string() }),
  /** Something that should never happen, whatever is killed. */
  z.strictObject({ kind: z.literal('trouble'), text: z.string() }),
  z.strictObject({
    kind: z.literal('done'),
    now: z.number().int(),
    auditIntact: z.boolean(),
    unresolved: z.number().int(),
    resendable: z.number().int()
  })
])
export type Message = z.infer<typeof message>
export type Told = Extract<Message, { kind: 'told' }>
export type Shown = Extract<Message, { kind: 'shown' }>
export type BatchMark = Extract<Message, { kind: 'batch' }>['is']
export type Done = Extract<Message, { kind: 'done' }>
