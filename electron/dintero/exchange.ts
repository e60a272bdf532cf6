import type { Answer } from '../../shared/outcome'
import type { Failed, FailureReason } from './dintero'
import type { NetworkFailure } from './network-failure'
import type { Redactor } from './redact'
import { parseError, parseSessionId } from './wire'
import { parsePay, parseStrayTransaction } from './wire-transaction'

/** A complete answer, whatever it says. */
export interface Answered {
  readonly kind: 'answered'
  readonly status: number
  /** Parsed JSON, or undefined when it was none. */
  readonly body: unknown
  /** ms */
  readonly retryAfter: number | null
  /** Of a request that was accepted and not done yet. */
  readonly eventRequestId: string | null
  readonly redact: Redactor
}

/** What became of one request: answered or lost, never thrown. */
export type Exchange = Answered | { readonly kind: 'lost'; readonly failure: NetworkFailure }

/** What a charge request came to, before anyone judges it. */
export function toAnswer(exchange: Exchange): Answer {
  if (exchange.kind === 'lost') {
    const { kind, reason } = exchange.failure
    return { kind: kind === 'not_connected' ? 'not_connected' : 'no_answer', reason }
  }
  const { status, body, redact, retryAfter } = exchange
  const successful = status >= 200 && status < 300
  const facts = successful ? parsePay(body, redact) : parseStrayTransaction(body, redact)
  if (facts !== null) return { kind: 'transaction', status, ...facts }
  if (successful) return { kind: 'unreadable', status, sessionId: parseSessionId(body) }
  return { kind: 'error', status, ...parseError(body, redact), retryAfter }
}

/** What an answer that is not the wanted one means for a read, a link or a token. */
export function failed(exchange: Answered): Failed {
  const { message } = parseError(exchange.body, exchange.redact)
  const { status, retryAfter } = exchange
  const said = message === '' ? `HTTP ${status}` : `HTTP ${status}: ${message}`
  return { kind: 'failed', reason: reasonOf(status), message: said, retryAfter }
}

function reasonOf(status: number): FailureReason {
  if (status >= 200 && status < 300) return 'unreadable'
  if (status === 401) return 'unauthorised'
  if (status === 403) return 'forbidden'
  if (status === 408) return 'timeout'
  return status === 429 ? 'rate_limited' : 'server'
}

/** What a lost answer means for a read, a link or a token. */
export function lost({ kind, reason }: NetworkFailure): Failed {
  return {
    kind: 'failed',
    reason: kind === 'timeout' ? 'timeout' : 'network',
    message: reason,
    retryAfter: null
  }
}

/** A read moves nothing, so any 401 may be about the access token. */
export function isUnauthorised(exchange: Exchange): boolean {
  return exchange.kind === 'answered' && exchange.status === 401
}

/** Dintero's words for an access token it does not take (docs/dintero.md 3.4: "access forbidden, invalid JWT"). */
const tokenWords = /\bjwt\b|access forbidden/i

/**
 * Whether an answer is Dintero's documented error about the access token, which comes before anything is done. A 401 of
 * anybody else's, or with a session or transaction in it, may have come after a charge.
 */
export function isTokenError(exchange: Exchange): boolean {
  if (exchange.kind === 'lost' || exchange.status !== 401) return false
  const { fromDintero, hasIds, message } = parseError(exchange.body, exchange.redact)
  return fromDintero && !hasIds && tokenWords.test(message)
}
