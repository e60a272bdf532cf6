import type { Failed, LinkAnswer } from './dintero'
import { failed, lost, type Exchange } from './exchange'
import { parseError, parseLink, parseLinkId } from './wire'

/** What an answer to a request for a link means, before anyone judges it. Whatever may have made one is `lost`. */
export function toLinkAnswer(exchange: Exchange | Failed): LinkAnswer {
  if (exchange.kind === 'failed') return exchange
  if (exchange.kind === 'lost') {
    const { kind, reason } = exchange.failure
    return kind === 'not_connected'
      ? lost(exchange.failure)
      : { kind: 'lost', message: reason, sessionId: null }
  }
  const { status, body } = exchange
  const made = status === 200 ? parseLink(body) : null
  if (made !== null) return { kind: 'created', ...made }
  const failure = failed(exchange)
  const { fromDintero, hasIds, sessionId } = parseError(body, exchange.redact)
  // A session was made, or somebody else than Dintero answered: it may be there.
  if (status >= 500 || status < 400 || hasIds || (!fromDintero && status !== 429))
    return { kind: 'lost', message: failure.message, sessionId: sessionId ?? parseLinkId(body) }
  return failure.reason === 'server' ? { kind: 'refused', message: failure.message } : failure
}
