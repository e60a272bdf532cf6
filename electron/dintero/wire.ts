import { z } from 'zod'
import type { EventError, Transaction, TransactionEvent } from '../../shared/transaction'
import { transactionStatuses } from '../../shared/transaction'
import type { Session, TransactionWithTokens } from './dintero'
import { redactor } from './redact'
import type { Redactor } from './redact'

/*
 * What comes back, read. Unknown fields are dropped and unknown statuses kept as they are; a field we act on that
 * has the wrong type makes the whole answer unreadable (null), because half-understood money is not understood.
 * What only decorates, the card's and the customer's particulars, is dropped alone when it cannot be read.
 */

const absent = <T>(value: T | null | undefined): T | null => value ?? null
const id = z.string().min(1).max(200).nullish().transform(absent)
const word = z.string().max(200).nullish().transform(absent)
const flag = z.boolean().nullish().transform(absent)
const minorUnits = z.number().int().nullish().transform(absent)
/** A date nobody can read is no reason to lose the money facts beside it. */
const time = z.string().nullish().transform(milliseconds)
const words = z
  .union([z.string(), z.array(z.string()).max(50)])
  .nullish()
  .transform((value) => (value === null || value === undefined ? [] : [value].flat()))

/** ISO 8601, UTC where it names no offset (docs/dintero.md 5.2). @returns ms since 1970 UTC */
function milliseconds(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null
  const zoned = /[zZ]$|[+-]\d{2}:?\d{2}$|^\d{4}-\d{2}-\d{2}$/.test(text) ? text : `${text}Z`
  const parsed = Date.parse(zoned)
  return Number.isNaN(parsed) ? null : parsed
}

const eventError = z.object({
  message: z.string().nullish().transform(absent),
  code: z.string().nullish().transform(absent),
  type: words,
  result_code: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .transform(absent),
  retry_policy: z.object({ retry_codes: words, retry_after: time }).nullish().transform(absent)
})

const event = z.object({
  event: z.string().nullish().transform(absent),
  transaction_status: word,
  success: flag,
  error: eventError.nullish().transform(absent),
  amount: minorUnits,
  created_at: time
})

const expiryDate = /^(0[1-9]|1[0-2])\/(20\d{2})$/

const card = z.object({
  brand: word,
  masked_pan: word,
  expiry_date: z
    .string()
    .nullish()
    .transform((text) => (text !== null && text !== undefined && expiryDate.test(text) ? text : null)),
  payment_token_id: id,
  recurrence_token_id: id
})

const address = z.object({ first_name: word, last_name: word })

const customer = z.object({ customer_id: id, email: word, phone_number: word })

const transaction = z.object({
  id,
  session_id: id,
  status: word,
  amount: minorUnits,
  currency: word,
  merchant_reference: word,
  payment_product_type: word,
  payment_operation: word,
  created_at: time,
  events: z.array(event).nullish().transform(absent),
  card: card.nullish().transform(absent).catch(null),
  customer: customer.nullish().transform(absent).catch(null),
  billing_address: address.nullish().transform(absent).catch(null)
})
type WireTransaction = z.infer<typeof transaction>

const tokens = z.object({
  card: z
    .object({
      payment_token: z.string().min(1).max(1000).nullish().transform(absent),
      recurrence_token: z.string().min(1).max(1000).nullish().transform(absent)
    })
    .nullish()
    .transform(absent)
})

/** The parts of a pay answer beside its transaction. */
export interface PayFacts {
  readonly transaction: Transaction
  readonly success: boolean | null
  readonly sessionId: string | null
}

export interface AccessTokenBody {
  readonly token: string
  /** seconds */
  readonly expiresIn: number
}

/** What Dintero says about a request it did not carry out; never null, as most error bodies are somebody else's. */
export interface ErrorFacts {
  /** False when the body is not Dintero's error shape, which always has a message: a proxy, a gateway, nothing at all. */
  readonly fromDintero: boolean
  /** Whether a session or a transaction is named anywhere in it: then the request got past the checks before money. */
  readonly hasIds: boolean
  readonly message: string
  readonly code: string | null
  readonly sessionId: string | null
}

/** Deeper than any answer of Dintero's; whatever walks a value nested without end runs out of stack. */
const deepest = 64

/** JSON, or undefined when it is none, or nested so deep that nobody means it. */
export function parseJson(text: string): unknown {
  if (depthOf(text) > deepest) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** How deep brackets and braces nest outside strings (RFC 8259). */
function depthOf(text: string): number {
  let depth = 0
  let most = 0
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/gs)) {
    if (part === '[' || part === '{') most = Math.max(most, (depth += 1))
    else if (part === ']' || part === '}') depth -= 1
  }
  return most
}

/** A transaction, or null when unreadable. An object that names neither an id nor a status is not one. */
export function parseTransaction(body: unknown, redact: Redactor): Transaction | null {
  const parsed = transaction.safeParse(body)
  if (!parsed.success || (parsed.data.id === null && parsed.data.status === null)) return null
  return toTransaction(parsed.data, redact)
}

/** `GET /transactions` answers a bare array; one unreadable row could be the one that matters, so it spoils the list. */
export function parseTransactions(body: unknown, redact: Redactor): Transaction[] | null {
  if (!Array.isArray(body)) return null
  const rows = body.map((row) => parseTransaction(row, redact))
  return rows.every((row) => row !== null) ? rows : null
}

/** A transaction read with `includes=card.payment_token` and `card.recurrence_token`, or null when unreadable. */
export function parseTransactionWithTokens(body: unknown, redact: Redactor): TransactionWithTokens | null {
  const secrets = tokens.safeParse(body)
  if (!secrets.success) return null
  const paymentToken = secrets.data.card?.payment_token ?? null
  const recurrenceToken = secrets.data.card?.recurrence_token ?? null
  const redactTokens = redactor([paymentToken ?? '', recurrenceToken ?? ''])
  const found = parseTransaction(body, (text) => redact(redactTokens(text)))
  return found && { transaction: found, paymentToken, recurrenceToken }
}

/** The answer of `POST /sessions/pay`: a transaction merged with `success` and `session_id`. Null when unreadable. */
export function parsePay(body: unknown, redact: Redactor): PayFacts | null {
  const beside = z.object({ success: flag, session_id: id }).safeParse(body)
  const found = parseTransaction(body, redact)
  if (found === null || !beside.success) return null
  return { transaction: found, success: beside.data.success, sessionId: beside.data.session_id }
}

/** Whether an error answer holds what is plainly a transaction, which nobody foresaw and which must not be lost. */
export function parseStrayTransaction(body: unknown, redact: Redactor): PayFacts | null {
  const found = parsePay(body, redact)
  const known: readonly string[] = transactionStatuses
  return found !== null && known.includes(found.transaction.status ?? '') ? found : null
}

const anyText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform(absent)
  .catch(null)
const errorBody = z.object({
  error: z
    .object({ message: anyText, code: anyText, errors: z.array(z.unknown()).nullish().catch(null) })
    .nullish()
    .transform(absent)
    .catch(null),
  /** Whatever it is, it says that a session was made. */
  session_id: z.unknown().optional()
})

/** The body of an answer that is no 2xx. Details of `error.errors`, whose shape is not documented, join the message. */
export function parseError(body: unknown, redact: Redactor): ErrorFacts {
  const parsed = errorBody.safeParse(body)
  if (!parsed.success) return { fromDintero: false, hasIds: false, message: '', code: null, sessionId: null }
  const { error, session_id: session } = parsed.data
  const details = (error?.errors ?? []).map(textOf)
  return {
    fromDintero: (error?.message ?? '') !== '',
    hasIds: namesSomething(body),
    message: redact([error?.message ?? '', ...details].filter((part) => part !== '').join('; ')),
    code: clean(error?.code ?? null, redact),
    sessionId: session === undefined || session === null ? null : redact(textOf(session))
  }
}

/** The form of Dintero's ids of sessions and transactions: account, dot, short id (docs/dintero.md 1). */
const dinteroId = /\b[PT]\d{8}\.[\w-]{6,}/
const idKeys: ReadonlySet<string> = new Set(['session_id', 'sid', 'transaction_id', 'session', 'transaction'])

/** Walks a parsed body, which `parseJson` keeps from being deep. */
function namesSomething(value: unknown): boolean {
  if (typeof value === 'string') return dinteroId.test(value)
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(namesSomething)
  return Object.entries(value).some(
    ([key, each]) => (idKeys.has(key) && each !== null && each !== '') || namesSomething(each)
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function clean(text: string | null, redact: Redactor): string | null {
  return text === null ? null : redact(text)
}

/** The session id of a 2xx pay answer that is otherwise unreadable. */
export function parseSessionId(body: unknown): string | null {
  const parsed = z.object({ session_id: id }).safeParse(body)
  return parsed.success ? parsed.data.session_id : null
}

const session = z.object({
  id: z.string().min(1).max(200),
  transaction_id: id,
  expires_at: time,
  order: z.object({ merchant_reference: word }).nullish(),
  events: z.array(z.object({ name: z.string().max(200), created_at: time })).nullish()
})

/** A checkout session, or null when unreadable. */
export function parseSession(body: unknown): Session | null {
  const parsed = session.safeParse(body)
  if (!parsed.success) return null
  const { id: sessionId, transaction_id: transactionId, expires_at: expiresAt, order, events } = parsed.data
  return {
    id: sessionId,
    transactionId,
    expiresAt,
    merchantReference: order?.merchant_reference ?? null,
    events: (events ?? []).map((each) => ({ name: each.name, createdAt: each.created_at }))
  }
}

const link = z.object({ id: z.string().min(1).max(200), url: z.url({ protocol: /^https?$/ }).max(2000) })

/** The answer of `POST /sessions-profile`, or null when unreadable. */
export function parseLink(body: unknown): { sessionId: string; url: string } | null {
  const parsed = link.safeParse(body)
  return parsed.success ? { sessionId: parsed.data.id, url: parsed.data.url } : null
}

const accessToken = z.object({
  access_token: z.string().min(1),
  token_type: z
    .string()
    .regex(/^bearer$/i)
    .optional(),
  expires_in: z.number().positive().max(31_536_000)
})

/** The answer of `POST /accounts/{oid}/auth/token`, or null when unreadable. */
export function parseAccessToken(body: unknown): AccessTokenBody | null {
  const parsed = accessToken.safeParse(body)
  return parsed.success ? { token: parsed.data.access_token, expiresIn: parsed.data.expires_in } : null
}

function toTransaction(wire: WireTransaction, redact: Redactor): Transaction {
  return {
    id: wire.id,
    sessionId: wire.session_id,
    status: wire.status,
    amount: wire.amount,
    currency: wire.currency,
    merchantReference: wire.merchant_reference,
    paymentProductType: wire.payment_product_type,
    paymentOperation: wire.payment_operation,
    createdAt: wire.created_at,
    events: (wire.events ?? []).map((each) => toEvent(each, redact)),
    card: wire.card && {
      brand: wire.card.brand,
      maskedPan: clean(wire.card.masked_pan, redact),
      expiry: wire.card.expiry_date,
      paymentTokenId: wire.card.payment_token_id,
      recurrenceTokenId: wire.card.recurrence_token_id
    },
    customer: toCustomer(wire)
  }
}

function toCustomer(wire: WireTransaction): Transaction['customer'] {
  const name = [wire.billing_address?.first_name, wire.billing_address?.last_name].filter(Boolean).join(' ')
  if (wire.customer === null && name === '') return null
  return {
    customerId: wire.customer?.customer_id ?? null,
    email: wire.customer?.email ?? null,
    phone: wire.customer?.phone_number ?? null,
    name: name === '' ? null : name
  }
}

function toEvent(wire: z.infer<typeof event>, redact: Redactor): TransactionEvent {
  return {
    event: redact(wire.event ?? ''),
    transactionStatus: wire.transaction_status,
    success: wire.success,
    error: wire.error && toEventError(wire.error, redact),
    amount: wire.amount,
    createdAt: wire.created_at
  }
}

function toEventError(wire: z.infer<typeof eventError>, redact: Redactor): EventError {
  return {
    message: redact(wire.message ?? ''),
    code: clean(wire.code, redact),
    types: wire.type.map(redact),
    resultCode: clean(wire.result_code, redact),
    retryCodes: wire.retry_policy?.retry_codes.map(redact) ?? [],
    retryAfter: wire.retry_policy?.retry_after ?? null
  }
}
