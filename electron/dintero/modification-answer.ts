import type { ModificationAnswer } from '../../shared/modification-outcome'
import type { Exchange } from './exchange'
import { parseError } from './wire'
import { parseStrayTransaction, parseTransaction } from './wire-transaction'

/** What a request to capture, void or refund came to, before anyone judges it. */
export function toModificationAnswer(exchange: Exchange): ModificationAnswer {
  if (exchange.kind === 'lost') {
    const { kind, reason } = exchange.failure
    return { kind: kind === 'not_connected' ? 'not_connected' : 'no_answer', reason }
  }
  const { status, body, redact, retryAfter, eventRequestId } = exchange
  // What it says of the transaction is seen when that is read; a 202 may have any body, or none.
  if (status === 202) return { kind: 'accepted', eventRequestId, transaction: parseTransaction(body, redact) }
  const transaction = status === 200 ? parseTransaction(body, redact) : null
  if (transaction !== null) return { kind: 'transaction', transaction }
  // An error with a transaction in it was written when something may have been done.
  if ((status >= 200 && status < 300) || parseStrayTransaction(body, redact) !== null)
    return { kind: 'unreadable', status }
  const { fromDintero, message, code } = parseError(body, redact)
  return { kind: 'error', status, message, code, fromDintero, retryAfter }
}
