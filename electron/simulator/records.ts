import { z } from 'zod'
import { brand, operation, provider, status, tokenKind, tokenStatus } from './contract'
import { cardBehaviours, declineCauses } from './decide'
import { settledPart } from './settlements/record'

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
  told: z.boolean().default(true),
  /** When a customer stored it here, ms since 1970 UTC, and in which transaction; null for one that was made known. */
  createdAt: time.nullable().default(null),
  transactionId: z.string().nullable().default(null)
})

/** How a stored card is since it was last changed. On disk, because training must not forget it. */
export const changedCard = z.object({
  accountId: z.string(),
  tokenId: z.string(),
  status: tokenStatus,
  expiry: z.string().nullable(),
  tokenExpiry: z.string().nullable().optional(),
  changedAt: time,
  /** Who asked for its end, once it is deleted. */
  deletedBy: z.string().nullable()
})
export type ChangedCard = z.infer<typeof changedCard>

/** What can be changed of a stored card. What is left out stays as it is; expiries are `MM/YYYY`, or null for none. */
export const cardChange = changedCard
  .pick({ status: true, expiry: true, tokenExpiry: true })
  .partial()
  .strict()
export type CardChange = z.infer<typeof cardChange>

/** A stored card as it is now. */
export type KnownToken = z.infer<typeof knownToken> &
  Partial<Pick<ChangedCard, 'changedAt' | 'deletedBy'>> & { readonly tokenId: string }

/** A card that a customer stored here, as it is on disk: without its token, which follows from the rest (ids.ts). */
export const storedCard = knownToken
  .omit({ token: true })
  .extend({ createdAt: time, transactionId: z.string() })
export type StoredCard = z.infer<typeof storedCard>

/** An API client of an account and what it may do (docs/dintero.md 2). */
export const apiClient = z.strictObject({
  accountId: z.string(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  scopes: z.array(z.string()).default(['admin:checkout'])
})
export type ApiClient = z.infer<typeof apiClient>

const metadata = z.record(z.string(), z.string()).nullable().default(null)
const optionalText = z.string().nullable().default(null)

/** What happened to a transaction. What was added after the first stores were written has a default. */
const eventRecord = z.object({
  id: z.string(),
  event: z.enum([
    'INITIALIZE',
    'AUTHORIZE',
    'CAPTURE',
    'REFUND',
    'VOID',
    'INITIATE_CAPTURE',
    'INITIATE_REFUND',
    'INITIATE_VOID'
  ]),
  status: status,
  success: z.boolean(),
  amount: z.number().int(),
  at: time,
  error: facts.nullable(),
  /** Which API client asked for it, or who else did. */
  createdBy: optionalText,
  requestId: optionalText,
  /** Of the request that was accepted before this event ended it. */
  correlationRequestId: optionalText,
  /** The capture or refund reference it was asked for with. */
  reference: optionalText,
  metadata,
  /** The lines it was asked for with; the order's own where there are none. */
  items: z.array(facts).nullable().default(null),
  /** It does not say the reference and metadata it was asked for with. */
  unmarked: z.boolean().default(false),
  /** It said that it was done, and turned out not to be. */
  undone: z.boolean().default(false),
  /** How it was paid out to the merchant, once it was. */
  settlement: settledPart.nullable().default(null)
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

export const messageStatus = z.enum(['sent', 'skipped', 'failed'])
export type MessageStatus = z.infer<typeof messageStatus>

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
  /** The messages a link was to go out with, and what became of them; null where none was asked for. */
  publish: z
    .array(z.object({ type: z.string(), channel: z.string(), status: messageStatus }))
    .nullable()
    .default(null),
  /** The kinds of token a card is to be stored with; null where something is to be paid. */
  enrolment: z.array(tokenKind).nullable().default(null),
  transactionId: z.string().nullable(),
  createdAt: time,
  updatedAt: time
})
export type SessionRecord = z.infer<typeof sessionRecord>

export const operationKind = z.enum(['capture', 'refund', 'void'])
export type OperationKind = z.infer<typeof operationKind>

/** What was asked of a transaction that has not shown yet how it ended. */
const pendingOperation = z.object({
  kind: operationKind,
  /** minor units */
  amount: z.number().int(),
  reference: z.string().nullable(),
  metadata,
  items: z.array(facts).nullable(),
  unmarked: z.boolean(),
  createdBy: z.string(),
  requestId: z.string(),
  /** How many more times the transaction must be looked at. */
  polls: z.number().int(),
  /** Why it fails in the end; null when it succeeds. */
  error: facts.nullable(),
  /** The event that said it was done, when only its failing is to come; null for one that was merely accepted. */
  undoes: z.string().nullable()
})
export type PendingOperation = z.infer<typeof pendingOperation>

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
  pending: z.array(pendingOperation).default([]),
  /** The tokens that were made, where a card was stored and nothing paid; null for a payment. */
  stored: z
    .array(z.object({ tokenKind, tokenId: z.string() }))
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
