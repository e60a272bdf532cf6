import { z } from 'zod'
import type { Session } from './dintero'
import type { Redactor } from './redact'
import { absent, clean, id, time, word } from './wire-fields'

/*
 * What comes back beside transactions (wire-transaction.ts), read: a field we act on that has the wrong type makes the
 * whole answer unreadable (null).
 */

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

/** The session id of a 2xx pay answer that is otherwise unreadable. */
export function parseSessionId(body: unknown): string | null {
  const parsed = z.object({ session_id: id }).safeParse(body)
  return parsed.success ? parsed.data.session_id : null
}

const publish = z
  .array(z.object({ channel: z.string().max(50), status: word }))
  .nullish()
  .catch(null)

const session = z.object({
  id: z.string().min(1).max(200),
  transaction_id: id,
  expires_at: time,
  order: z.object({ merchant_reference: word }).nullish(),
  // Of the way a link was sent only its status is wanted; what cannot be read of it hides nothing else.
  publish,
  configuration: z.object({ publish }).nullish().catch(null),
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
    smsStatus: smsStatusOf(parsed.data.publish ?? parsed.data.configuration?.publish),
    events: (events ?? []).map((each) => ({ name: each.name, createdAt: each.created_at }))
  }
}

const link = z.object({
  id: z.string().min(1).max(200),
  url: z.url({ protocol: /^https?$/ }).max(2000),
  publish
})

/** The answer of `POST /sessions-profile` or `POST /sessions/payment-token`, or null when unreadable. */
export function parseLink(
  body: unknown
): { sessionId: string; url: string; smsStatus: string | null } | null {
  const parsed = link.safeParse(body)
  if (!parsed.success) return null
  const { id: sessionId, url, publish: sent } = parsed.data
  return { sessionId, url, smsStatus: smsStatusOf(sent) }
}

function smsStatusOf(sent: z.infer<typeof publish>): string | null {
  return sent?.find(({ channel }) => channel === 'sms')?.status ?? null
}

/** The id of what was made, where the rest of the answer cannot be read. */
export function parseLinkId(body: unknown): string | null {
  const parsed = z.object({ id: z.string().min(1).max(200) }).safeParse(body)
  return parsed.success ? parsed.data.id : null
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
