import { afterEach, describe, expect, it } from 'vitest'
import type { Claim } from '../../../shared/identity'
import { classify } from '../../../shared/outcome'
import { isTokenRequest, replyWithToken, serve, clientFor, body, type Scripted } from './scripted-server'

/*
 * What each answer to a charge means, written out by hand from Dintero's contract (docs/dintero.md 3.4) and apart from
 * the program's own tables: how often the request was sent, and whether money may have moved.
 */

const claim: Claim = {
  accountId: 'T12345678',
  merchantReference: 'order-1',
  referenceIsOurs: false,
  referenceIsOfContent: false,
  amount: 29_990,
  currency: 'NOK',
  provider: 'bambora',
  operation: 'unscheduled_purchase',
  brand: 'other',
  lastFour: '',
  token: null,
  transactionId: null,
  sessionId: null,
  sends: 1,
  sent: null
}

let server: Scripted | null = null
afterEach(() => server?.close())

async function charged(status: number, text: string): Promise<string> {
  let sent = 0
  server = await serve((call) => {
    if (isTokenRequest(call)) return replyWithToken(call)
    sent += 1
    call.reply(status, text)
  })
  const answer = await clientFor(server.base).pay(body)
  await server.close()
  return `${classify(answer, claim).state}, sent ${sent}`
}

const token = JSON.stringify({ error: { code: 'UNAUTHORIZED', message: 'Access forbidden, invalid JWT' } })
const plain = JSON.stringify({
  error: { code: 'X', message: 'order.amount must be at least 1' },
  success: false
})
const bodies = {
  html: '<html><body>401 Authorization Required</body></html>',
  empty: '',
  json: '{"message":"Unauthorized"}',
  plain,
  token,
  tokenWithSession: token.replace(/\}$/, ',"session_id":"T12345678.5cyWnV68vzJ1kYjZPrKWWm"}'),
  plainWithSession: plain.replace(/\}$/, ',"session_id":"s1"}'),
  plainWithTransaction: plain.replace(/\}$/, ',"transaction_id":"t1"}'),
  plainNamingOne: plain.replace('at least 1', 'at least 1 in T12345678.5cyWnV68vzJ1kYjZPrKWWm')
} as const
type Body = keyof typeof bodies

const unknown = 'unknown, sent 1'
const refused = 'refused, sent 1'
/** For every status the bodies that do not leave it unknown. */
const exceptions: Readonly<Record<number, Readonly<Partial<Record<Body, string>>>>> = {
  400: { plain: refused, token: refused },
  401: { plain: refused, token: 'refused, sent 2' },
  403: { plain: refused, token: refused },
  404: { plain: refused, token: refused },
  422: { plain: refused, token: refused },
  429: {
    plain: 'not_sent, sent 1',
    token: 'not_sent, sent 1',
    html: 'not_sent, sent 1',
    empty: 'not_sent, sent 1',
    json: 'not_sent, sent 1'
  }
}
const statuses = [
  400, 401, 402, 403, 404, 405, 408, 409, 410, 418, 422, 423, 425, 429, 451, 499, 500, 502, 503, 504
]

describe('an answer that is no transaction', () => {
  it.each(statuses)('HTTP %i', async (status) => {
    for (const [name, text] of Object.entries(bodies)) {
      const expected = exceptions[status]?.[name as Body] ?? unknown
      expect(`${name}: ${await charged(status, text)}`).toBe(`${name}: ${expected}`)
    }
  })
})

describe('a body that would break whoever reads it', () => {
  it.each([
    ['nested without end', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['nested in an error', `{"error":{"message":"No","errors":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`],
    ['nested and torn', '{"a":'.repeat(100_000)],
    ['a very long id', JSON.stringify({ id: 'x'.repeat(1_000_000), status: 'CAPTURED' })]
  ])('%s is unreadable', async (_, text) => {
    server = await serve((call) => (isTokenRequest(call) ? replyWithToken(call) : call.reply(200, text)))
    const client = clientFor(server.base)
    expect(await client.pay(body)).toMatchObject({ kind: 'unreadable' })
    expect(await client.getTransaction('t1')).toMatchObject({ kind: 'failed', reason: 'unreadable' })
    expect(await client.listTransactions({})).toMatchObject({ kind: 'failed', reason: 'unreadable' })
    expect(await client.getSession('s1')).toMatchObject({ kind: 'failed', reason: 'unreadable' })
    expect(await client.cancelSession('s1')).toMatchObject({ kind: 'cancelled' })
  })
})
