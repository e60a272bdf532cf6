import { z } from 'zod'
import { brand, operation, provider, status, tokenKind, tokenStatus } from './contract'
import { cardBehaviours, declineCauses } from './decide'

const time = z.number().int()
const facts = z.record(z.string(), z.unknown())

/** A stored card the simulator knows. The token itself stays in memory; records on disk name it by `tokenId`. */
export const knownToken = z.strictObject({
  accountId: z.string(),
  provider,
  tokenKind,
  token: z.string().min(1),
  brand,
  /** First six and last four digits, as Dintero masks it. */
  maskedPan: z.string(),
  expiry: z.string().nullable(),
  behaviour: z.enum(cardBehaviours).default('approve'),
  /** As Dintero's list of stored cards has it. */
  status: tokenStatus.default('ACTIVE'),
  /** `MM/YYYY`, of the token itself; as the card's unless given. */
  tokenExpiry: z.string().nullable().optional(),
  customerId: z.string().optional(),
  /** Whether that list has it at all: of which gateways it does is not known. */
  listed: z.boolean().default(true),
  /** Whether its row says the token itself, which is not known either. */
  told: z.boolean().default(true)
})
export type KnownToken = z.infer<typeof knownToken> & { readonly tokenId: string }

/** An API client of an account and what it may do (docs/dintero.md 2). */
export const apiClient = z.strictObject({
  accountId: z.string(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  scopes: z.array(z.string()).default(['admin:checkout'])
})
export type ApiClient = z.infer<typeof apiClient>

const eventRecord = z.object({
  id: z.string(),
  event: z.enum(['INITIALIZE', 'AUTHORIZE', 'CAPTURE', 'REFUND', 'VOID']),
  status: status,
  success: z.boolean(),
  amount: z.number().int(),
  at: time,
  error: facts.nullable()
})
export type EventRecord = z.infer<typeof eventRecord>

export const cardRecord = z.object({
  provider,
  tokenKind,
  tokenId: z.string(),
  brand,
  maskedPan: z.string(),
  expiry: z.string().nullable()
})
export type CardRecord = z.infer<typeof cardRecord>

/** What a merchant asked for, without the tokens. Times are ms since 1970 UTC. */
export const sessionRecord = z.object({
  id: z.string(),
  accountId: z.string(),
  merchantReference: z.string(),
  amount: z.number().int(),
  currency: z.string(),
  autoCapture: z.boolean(),
  /** null: the customer pays by link */
  operation: operation.nullable(),
  card: cardRecord,
  url: facts.optional(),
  customer: facts.optional(),
  order: facts,
  configuration: facts,
  metadata: facts.optional(),
  expiresAt: time.nullable(),
  /** The caller's system headers, as Dintero stores them. */
  headers: z.record(z.string(), z.string()),
  events: z.array(z.object({ id: z.string(), name: z.string(), at: time })),
  transactionId: z.string().nullable(),
  createdAt: time,
  updatedAt: time
})
export type SessionRecord = z.infer<typeof sessionRecord>

/** What a transaction turns into after it was asked about `polls` more times. */
const due = z.object({
  polls: z.number().int(),
  becomes: z.enum(['AUTHORIZED', 'FAILED', 'CAPTURED']),
  cause: z.enum(declineCauses)
})

/** A transaction. Amounts are minor units, times ms since 1970 UTC. */
export const transactionRecord = z.object({
  id: z.string(),
  sessionId: z.string(),
  accountId: z.string(),
  merchantReference: z.string(),
  status: status,
  amount: z.number().int(),
  currency: z.string(),
  card: cardRecord,
  events: z.array(eventRecord),
  /** How the attempt ended for the scheme's count; null while undecided or when the scheme never saw it. */
  attempt: z.object({ at: time, cause: z.enum(declineCauses).nullable() }).nullable(),
  due: due.nullable(),
  /** Not in lists for so many more list calls, and not before `until`. */
  hidden: z.object({ calls: z.number().int(), until: time }).nullable(),
  /** The payment product type of one that no request of ours made; null for our own. */
  foreign: z.string().nullable().default(null),
  /** What it turns into after it was looked at `polls` more times. */
  later: z
    .object({ polls: z.number().int(), status, amount: z.number().int().nullable() })
    .nullable()
    .default(null),
  createdAt: time,
  updatedAt: time
})
export type TransactionRecord = z.infer<typeof transactionRecord>

/** Whether money was reserved, now or earlier. */
export function wasAuthorised({ events }: TransactionRecord): boolean {
  return events.some(({ event, success }) => event === 'AUTHORIZE' && success)
}

/** When a transaction was captured, ms since 1970 UTC. */
export function capturedAt({ events }: TransactionRecord): number | null {
  return events.find(({ event, success }) => event === 'CAPTURE' && success)?.at ?? null
}
