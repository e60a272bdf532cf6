import { afterEach, describe, expect, it } from 'vitest'
import { classifyModification, type ModificationClaim } from '../../../shared/modification-outcome'
import { TrekkError } from '../../../shared/result'
import { contractBodies } from '../../fixtures/modification-bodies'
import {
  authorised,
  clientFor,
  isTokenRequest,
  replyWithToken,
  secrets,
  serve,
  transactionPath,
  type Call,
  type Scripted
} from './scripted-server'

let server: Scripted | undefined

afterEach(async () => {
  await server?.close()
  server = undefined
})

/** A server that gives tokens and answers captures, voids and refunds with `script`. */
async function answering(script: (call: Call) => void): Promise<Scripted> {
  server = await serve((call) => (isTokenRequest(call) ? replyWithToken(call) : script(call)))
  return server
}

const id = authorised.id
const path = `${transactionPath}/capture`
const tokenError = { error: { code: 'UNAUTHORIZED', message: 'Access forbidden, invalid JWT' } }
const captured = {
  ...authorised,
  status: 'CAPTURED',
  events: [
    { event: 'CAPTURE', success: true, amount: 29990, metadata: { ext_trekk: 'C-20260401-B7QF3M2KX9TH' } }
  ]
}

describe('the request', () => {
  it.each(['capture', 'refund'] as const)(
    'to %s has the token, the system headers and the body as it is',
    async (kind) => {
      const { base, received } = await answering((call) => call.reply(200, captured))
      await clientFor(base).modify(kind, id, contractBodies[kind])
      const { method, path: asked, headers, body } = received.at(-1) ?? { headers: {} }
      expect([method, asked]).toEqual(['POST', `${transactionPath}/${kind}`])
      expect(headers).toMatchObject({
        authorization: `Bearer ${secrets.accessToken}`,
        'content-type': 'application/json',
        'dintero-system-name': 'Trekk'
      })
      expect(headers).not.toHaveProperty('dintero-feature-toggles')
      expect(JSON.parse(body ?? '')).toStrictEqual(contractBodies[kind])
    }
  )

  it('to void has no body', async () => {
    const { base, received } = await answering((call) => call.reply(200, authorised))
    await clientFor(base).modify('void', id, null)
    expect(received.at(-1)).toMatchObject({ method: 'POST', path: `${transactionPath}/void`, body: '' })
    expect(received.at(-1)?.headers).not.toHaveProperty('content-type')
  })

  it('names one transaction, whatever its id holds', async () => {
    const { base, received } = await answering((call) => call.reply(200, authorised))
    await clientFor(base).modify('void', 'a/../b?c', null)
    expect(received.at(-1)?.path).toBe('/transactions/a%2F..%2Fb%3Fc/void')
  })
})

describe('an answer', () => {
  const ask = async (script: (call: Call) => void) => {
    const { base } = await answering(script)
    return clientFor(base).modify('capture', id, contractBodies.capture)
  }

  it('is the transaction', async () => {
    expect(await ask((call) => call.reply(200, captured))).toMatchObject({
      kind: 'transaction',
      transaction: { id, status: 'CAPTURED', events: [{ event: 'CAPTURE', mark: 'C-20260401-B7QF3M2KX9TH' }] }
    })
  })

  it.each<[string, unknown, unknown]>([
    ['without a body', '', null],
    ['with a body that is none', '<html>', null],
    ['with a body of anything', { accepted: true }, null],
    ['with the transaction', authorised, expect.objectContaining({ id })]
  ])('202 %s is accepted, by the id in its header', async (_name, body, transaction) => {
    const answer = await ask((call) => call.reply(202, body, { 'event-request-id': '0b5e8f9c-0c86-4f4b' }))
    expect(answer).toEqual({ kind: 'accepted', eventRequestId: '0b5e8f9c-0c86-4f4b', transaction })
  })

  it.each([
    {},
    { 'event-request-id': '' },
    { 'event-request-id': 'x y' },
    { 'event-request-id': 'x'.repeat(201) }
  ])('202 is accepted without an id that is one: %o', async (headers) => {
    expect(await ask((call) => call.reply(202, '', headers))).toMatchObject({
      kind: 'accepted',
      eventRequestId: null
    })
  })

  it.each(['', '{', '<html>', '[]', '{"amount":1}', JSON.stringify({ ...captured, amount: '29990' })])(
    'that cannot be read says nothing: %.30s',
    async (text) => {
      expect(await ask((call) => call.reply(200, text))).toEqual({ kind: 'unreadable', status: 200 })
    }
  )

  it.each([400, 429, 500])('%i with a transaction in it says nothing either', async (status) => {
    const body = { ...captured, error: { message: 'No' } }
    expect(await ask((call) => call.reply(status, body))).toEqual({ kind: 'unreadable', status })
  })

  it.each([400, 401, 403, 404, 409, 422, 429, 500, 503])('%i is sent once and passed on', async (status) => {
    const { base, count } = await answering((call) =>
      call.reply(status, { error: { message: `No capture of ${id}`, code: 'C' } }, { 'retry-after': '7' })
    )
    expect(await clientFor(base).modify('capture', id, contractBodies.capture)).toEqual({
      kind: 'error',
      status,
      message: `No capture of ${id}`,
      code: 'C',
      fromDintero: true,
      retryAfter: 7000
    })
    expect(count(path)).toBe(1)
  })

  it.each([301, 302, 307, 308])('%i is not followed', async (status) => {
    const { base, count } = await answering((call) =>
      call.path === path ? call.reply(status, '', { location: '/elsewhere' }) : call.reply(200, captured)
    )
    expect(await clientFor(base).modify('capture', id, contractBodies.capture)).toMatchObject({
      kind: 'no_answer'
    })
    expect([count(path), count('/elsewhere')]).toEqual([1, 0])
  })

  it('is waited for no longer than the time limit, and the request is not repeated', async () => {
    const { base, count } = await answering(() => undefined)
    const client = clientFor(base, { timeouts: { modification: 50 } })
    expect(await client.modify('capture', id, contractBodies.capture)).toMatchObject({ kind: 'no_answer' })
    expect(count(path)).toBe(1)
  })

  it.each([
    ['the connection is reset', (call: Call) => void call.socket.resetAndDestroy()],
    [
      'half of it came',
      (call: Call) => {
        call.response.writeHead(200, { 'content-length': '1000' })
        call.response.write('{"id":', () => call.socket.destroy())
      }
    ]
  ])('is lost when %s', async (_name, script) => {
    const { base, count } = await answering(script)
    expect(await clientFor(base).modify('capture', id, contractBodies.capture)).toMatchObject({
      kind: 'no_answer'
    })
    expect(count(path)).toBe(1)
  })
})

describe('the access token', () => {
  it('is renewed once after the error about it, and the request sent once more', async () => {
    const { base, count, received } = await answering((call) =>
      call.earlier === 0 ? call.reply(401, tokenError) : call.reply(200, captured)
    )
    expect(await clientFor(base).modify('capture', id, contractBodies.capture)).toMatchObject({
      kind: 'transaction'
    })
    expect(count(path)).toBe(2)
    expect(received.at(-1)?.headers.authorization).toBe(`Bearer ${secrets.renewedToken}`)
  })

  it('is renewed no second time', async () => {
    const { base, count } = await answering((call) => call.reply(401, tokenError))
    expect(await clientFor(base).modify('capture', id, contractBodies.capture)).toMatchObject({
      kind: 'error',
      status: 401
    })
    expect(count(path)).toBe(2)
  })

  it.each([
    ['of a gateway', '<html>401</html>'],
    ['that says something else', JSON.stringify({ error: { message: 'No' } })],
    ['with a transaction in it', JSON.stringify({ ...captured, ...tokenError })]
  ])('is not renewed after a 401 %s', async (_name, text) => {
    const { base, count } = await answering((call) => call.reply(401, text))
    await clientFor(base).modify('capture', id, contractBodies.capture)
    expect(count(path)).toBe(1)
  })

  it('that cannot be had leaves nothing sent, and says why', async () => {
    const { base, count } = await answering((call) => call.reply(200, captured))
    const locked = new TrekkError('keychain_locked', 'the keychain is locked')
    const client = clientFor(base, { credentials: () => Promise.reject(locked) })
    expect(await client.modify('capture', id, contractBodies.capture)).toMatchObject({
      kind: 'not_connected',
      code: 'keychain_locked'
    })
    expect(count(path)).toBe(0)
  })

  it('is nowhere in what is logged', async () => {
    const { base } = await answering((call) =>
      call.reply(500, { error: { message: `token ${secrets.accessToken}` } })
    )
    const client = clientFor(base)
    expect(JSON.stringify(await client.modify('void', id, null))).not.toContain(secrets.accessToken)
    expect(client.lines.join()).not.toContain(secrets.accessToken)
  })
})

it('never reached is not sent', async () => {
  const { base, close } = await answering((call) => call.reply(200, captured))
  await close()
  expect(await clientFor(base).modify('void', id, null)).toMatchObject({ kind: 'not_connected' })
})

/*
 * What each answer means, written out by hand from Dintero's contract (docs/dintero.md 5.4) and apart from the program's
 * own tables: how often the request was sent, and what is said of it.
 */
describe('an answer that is no transaction', () => {
  const claim: ModificationClaim = {
    accountId: 'T12345678',
    transactionId: id,
    kind: 'capture',
    amount: 29990,
    currency: 'NOK',
    reference: 'C-20260401-B7QF3M2KX9TH',
    eventRequestId: null,
    eventId: null,
    sentAt: null,
    isOver: false
  }
  const bodies = {
    html: '<html><body>Bad gateway</body></html>',
    empty: '',
    json: '{"message":"No"}',
    plain: JSON.stringify({ error: { message: 'amount is more than what is left' } }),
    naming: JSON.stringify({ error: { message: `No transaction ${id}` } }),
    token: JSON.stringify(tokenError),
    transaction: JSON.stringify({ error: { message: 'No' }, ...captured })
  }
  type Body = keyof typeof bodies
  const refused = { plain: 'refused, sent 1', naming: 'refused, sent 1', token: 'refused, sent 1' }
  const notSent = 'not_sent, sent 1'
  const exceptions: Readonly<Record<number, Partial<Record<Body, string>>>> = {
    202: Object.fromEntries(Object.keys(bodies).map((name) => [name, 'pending, sent 1'])),
    400: refused,
    401: { ...refused, token: 'refused, sent 2' },
    403: refused,
    404: refused,
    429: { html: notSent, empty: notSent, json: notSent, plain: notSent, naming: notSent, token: notSent }
  }

  it.each([201, 202, 204, 400, 401, 402, 403, 404, 405, 408, 409, 410, 422, 425, 429, 500, 502, 503, 504])(
    'HTTP %i',
    async (status) => {
      for (const [name, text] of Object.entries(bodies)) {
        const { base, count, close } = await answering((call) =>
          call.reply(status, status === 204 ? '' : text)
        )
        const answer = await clientFor(base).modify('capture', id, contractBodies.capture)
        const said = `${classifyModification(answer, claim).state}, sent ${count(path)}`
        expect(`${name}: ${said}`).toBe(`${name}: ${exceptions[status]?.[name as Body] ?? 'unknown, sent 1'}`)
        await close()
      }
    }
  )
})
