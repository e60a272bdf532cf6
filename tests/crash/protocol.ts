import { z } from 'zod'
import { chargeState } from '../../shared/charge'

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
  /** How long the client waits for an answer, real ms. */
  patience: z.number().int(),
  /** `recover` only sorts out what a crash left; `resolve` also asks Dintero until it knows; `resend` sends again where that is offered. */
  until: z.enum(['recover', 'resolve', 'resend']),
  /** The desk, where several share the ledger and write it meanwhile; null where it is the only one. */
  desk: z.string().nullable(),
  /** The step, counted from 1, at which the program kills itself; null for none. */
  killAt: z.number().int().nullable()
})
export type Order = z.infer<typeof order>

export const message = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('step'),
    number: z.number().int(),
    name: z.string(),
    now: z.number().int()
  }),
  /** The page was told: from here on a person may rely on it. */
  z.strictObject({ kind: z.literal('told'), reference: z.string(), state: chargeState }),
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
export type Done = Extract<Message, { kind: 'done' }>
