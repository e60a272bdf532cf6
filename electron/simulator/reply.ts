/** What the server does with a request; `drop` and `hang` are the answers that never come. */
export type Reply =
  | {
      readonly kind: 'body'
      readonly status: number
      readonly type: string
      readonly text: string
      readonly headers: Readonly<Record<string, string>>
    }
  | { readonly kind: 'half'; readonly status: number; readonly type: string; readonly text: string }
  | { readonly kind: 'drop' }
  | { readonly kind: 'hang' }

export const jsonType = 'application/json; charset=utf-8'

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { kind: 'body', status, type: jsonType, text: JSON.stringify(body), headers }
}

/** Dintero's error codes are the words of the HTTP status in capitals (docs/dintero.md 3.4). */
const codes: Readonly<Record<number, string>> = {
  400: 'BAD REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT FOUND',
  413: 'PAYLOAD TOO LARGE',
  429: 'TOO MANY REQUESTS',
  500: 'INTERNAL SERVER ERROR',
  503: 'SERVICE UNAVAILABLE'
}

/** Dintero's error body. `errors` is left out: its shape is not documented, so the message says it all. */
export function errorBody(
  status: number,
  message: string,
  code?: string
): { error: { code: string; message: string } } {
  return { error: { code: code ?? codes[status] ?? 'ERROR', message } }
}

export function refusal(status: number, message: string, headers?: Readonly<Record<string, string>>): Reply {
  return json(status, errorBody(status, message), headers)
}

/** An error of `sessions/pay`, which also says `success: false` and may name the session (docs/dintero.md 3.4). */
export function payRefusal(
  status: number,
  message: string,
  more: {
    readonly sessionId?: string
    readonly code?: string
    readonly headers?: Readonly<Record<string, string>>
  } = {}
): Reply {
  const session = more.sessionId === undefined ? {} : { session_id: more.sessionId }
  return json(status, { ...errorBody(status, message, more.code), success: false, ...session }, more.headers)
}

export function tooMany(retryAfter: string, pay: boolean): Reply {
  const headers = { 'retry-after': retryAfter }
  const message = `Too many requests, try again after ${retryAfter}`
  return pay ? payRefusal(429, message, { headers }) : refusal(429, message, headers)
}

/** Any answer a test wants, such as a gateway's page. */
export function answerOf({ status, type, body }: { status: number; type: string; body: string }): Reply {
  return { kind: 'body', status, type, text: body, headers: {} }
}

/** A list within a list within a list ... */
export function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth)
}

/** The first half of an answer, after which the connection goes. An answer without a body just goes. */
export function halved(reply: Reply): Reply {
  if (reply.kind !== 'body' || reply.text.length < 2) return { kind: 'drop' }
  return { kind: 'half', status: reply.status, type: reply.type, text: reply.text }
}
