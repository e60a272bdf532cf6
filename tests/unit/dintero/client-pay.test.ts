import { afterEach, describe, expect, it } from 'vitest'
import { TrekkError } from '../../../shared/result'
import {
  authorised,
  body,
  clientFor,
  isTokenRequest,
  replyWithToken,
  secrets,
  serve,
  tokenPath
} from './scripted-server'
import type { Call, Scripted } from './scripted-server'

let server: Scripted | undefined

afterEach(async () => {
  await server?.close()
  server = undefined
})

/** A server that gives tokens and answers charges with `script`. */
async function charging(script: (call: Call) => void): Promise<Scripted> {
  server = await serve((call) => (isTokenRequest(call) ? replyWithToken(call) : script(call)))
  return server
}

const pay = '/sessions/pay'

describe('the request', () => {
  it('carries the token, the strict toggle, the system headers and the body as it is', async () => {
    const { base, received } = await charging((call) => call.reply(200, authorised))
    await clientFor(base).pay(body)
    const [token, charge] = received
    expect(JSON.parse(token?.body ?? '')).toStrictEqual({
      grant_type: 'client_credentials',
      audience: 'https://api.dintero.com/v1/accounts/T12345678'
    })
    const basic = Buffer.from(`klient:${secrets.clientSecret}`, 'utf8').toString('base64')
    expect(token?.headers.authorization).toBe(`Basic ${basic}`)
    expect(charge?.headers).toMatchObject({
      authorization: `Bearer ${secrets.accessToken}`,
      'content-type': 'application/json',
      'dintero-feature-toggles': 'strict-merchant-reference',
      'dintero-system-name': 'Trekk',
      'dintero-system-version': '0.1.0'
    })
    expect(JSON.parse(charge?.body ?? '')).toStrictEqual(body)
  })
})

describe('an answer', () => {
  it('is the transaction', async () => {
    const { base } = await charging((call) => call.reply(200, authorised))
    expect(await clientFor(base).pay(body)).toMatchObject({
      kind: 'transaction',
      status: 200,
      success: true,
      sessionId: 'T12345678.s1',
      transaction: { id: 'T12345678.tx1', status: 'AUTHORIZED', amount: 29990, currency: 'NOK' }
    })
  })

  it.each([
    ['{', null],
    ['', null],
    ['<html>hello</html>', null],
    ['[]', null],
    ['null', null],
    ['{"session_id":"T12345678.s1","status":7}', 'T12345678.s1'],
    [JSON.stringify({ ...authorised, amount: '29990' }), 'T12345678.s1'],
    ['x'.repeat(5 * 1024 * 1024), null]
  ])('that is garbage is unreadable: %.40s', async (text, sessionId) => {
    const { base, count } = await charging((call) => call.reply(200, text))
    expect(await clientFor(base).pay(body)).toStrictEqual({ kind: 'unreadable', status: 200, sessionId })
    expect(count(pay)).toBe(1)
  })

  it.each([400, 403, 404, 408, 409, 422, 425, 429, 500, 502, 503, 504])(
    'HTTP %i is sent once and passed on',
    async (status) => {
      const { base, count } = await charging((call) =>
        call.reply(
          status,
          { error: { message: 'No', code: 'C', errors: [{ path: 'x' }] } },
          { 'retry-after': '7' }
        )
      )
      expect(await clientFor(base).pay(body)).toStrictEqual({
        kind: 'error',
        status,
        message: 'No; {"path":"x"}',
        code: 'C',
        sessionId: null,
        fromDintero: true,
        hasIds: false,
        retryAfter: 7000
      })
      expect(count(pay)).toBe(1)
    }
  )

  it.each([301, 302, 307, 308])('HTTP %i is not followed', async (status) => {
    const { base, count } = await charging((call) =>
      call.path === pay
        ? call.reply(status, '', { location: `${base}/elsewhere` })
        : call.reply(200, authorised)
    )
    expect(await clientFor(base).pay(body)).toMatchObject({ kind: 'no_answer' })
    expect([count(pay), count('/elsewhere')]).toStrictEqual([1, 0])
  })

  it('that is an error with a transaction in it keeps the transaction', async () => {
    const { base } = await charging((call) => call.reply(500, authorised))
    expect(await clientFor(base).pay(body)).toMatchObject({ kind: 'transaction', status: 500 })
  })
})

describe('an answer that is lost', () => {
  it('when a reused connection drops before the headers, arrives exactly once', async () => {
    const { base, count } = await charging((call) =>
      call.earlier === 0 ? call.reply(200, authorised, { connection: 'keep-alive' }) : call.socket.destroy()
    )
    const client = clientFor(base)
    expect(await client.pay(body)).toMatchObject({ kind: 'transaction' })
    expect(await client.pay(body)).toMatchObject({ kind: 'no_answer' })
    expect(count(pay)).toBe(2)
  })

  it('when it is reset', async () => {
    const { base, count } = await charging((call) => call.socket.resetAndDestroy())
    expect(await clientFor(base).pay(body)).toMatchObject({ kind: 'no_answer' })
    expect(count(pay)).toBe(1)
  })

  it.each([200, 400])('when half the body of a %i came', async (status) => {
    const { base, count } = await charging((call) => {
      call.response.writeHead(status, { 'content-length': '1000' })
      call.response.write(JSON.stringify(authorised), () => call.socket.destroy())
    })
    expect(await clientFor(base).pay(body)).toMatchObject({ kind: 'no_answer' })
    expect(count(pay)).toBe(1)
  })

  it('when there is no answer in time', async () => {
    const { base, count } = await charging(() => undefined)
    const answer = await clientFor(base, { timeouts: { charge: 60 } }).pay(body)
    expect(answer).toStrictEqual({ kind: 'no_answer', reason: 'no complete answer in time' })
    expect(count(pay)).toBe(1)
  })

  it('when the body does not end in time', async () => {
    const { base } = await charging((call) => {
      call.response.writeHead(200)
      call.response.write('{"id":')
    })
    const answer = await clientFor(base, { timeouts: { charge: 60 } }).pay(body)
    expect(answer).toStrictEqual({ kind: 'no_answer', reason: 'no complete answer in time' })
  })

  it('when the injected fetch never settles and heeds no signal', async () => {
    const { base } = await charging((call) => call.reply(200, authorised))
    const deaf: typeof fetch = (input, init) =>
      (input instanceof Request ? input.url : String(input)).endsWith(pay)
        ? new Promise<Response>(() => undefined)
        : fetch(input, init)
    const answer = await clientFor(base, { fetch: deaf, timeouts: { charge: 60 } }).pay(body)
    expect(answer).toMatchObject({ kind: 'no_answer' })
  })

  it('when our own code fails after it left', async () => {
    const { base } = await charging((call) => call.reply(200, authorised))
    const log = {
      info: (_message: string, facts?: Readonly<Record<string, string | number>>): void => {
        if (String(facts?.['path']).endsWith(pay)) throw new Error('disk full')
      }
    }
    expect(await clientFor(base, { log }).pay(body)).toMatchObject({ kind: 'no_answer' })
  })
})

describe('a charge that never left', () => {
  it('when nobody listens', async () => {
    const closed = await serve(() => undefined)
    const tokens = await charging(replyWithToken)
    await closed.close()
    const client = clientFor(tokens.base, { baseUrls: { checkout: closed.base, api: tokens.base } })
    expect(await client.pay(body)).toStrictEqual({ kind: 'not_connected', reason: 'ECONNREFUSED' })
  })

  it('when the secret cannot be read', async () => {
    const { base, received } = await charging((call) => call.reply(200, authorised))
    const credentials = (): Promise<never> =>
      Promise.reject(new TrekkError('keychain_locked', 'the keychain is locked'))
    expect(await clientFor(base, { credentials }).pay(body)).toStrictEqual({
      kind: 'not_connected',
      reason: 'no access token: the keychain is locked',
      code: 'keychain_locked'
    })
    expect(received).toHaveLength(0)
  })

  it.each([
    [400, 'credentials_refused'],
    [401, 'credentials_refused'],
    [403, 'access_denied'],
    [404, 'credentials_refused'],
    [429, 'rate_limited'],
    [500, 'dintero_failed']
  ])('when the token request is answered with %i, and says why', async (status, code) => {
    server = await serve((call) => call.reply(status, { error: { message: 'nope' } }))
    expect(await clientFor(server.base).pay(body)).toMatchObject({ kind: 'not_connected', code })
    expect(server.count(pay)).toBe(0)
  })
})

describe('a 401', () => {
  const refuseFirst = (call: Call): void =>
    call.headers.authorization === `Bearer ${secrets.accessToken}`
      ? call.reply(401, { error: { message: 'invalid JWT' } })
      : call.reply(200, authorised)

  it('renews the token once and sends again', async () => {
    const { base, count } = await charging(refuseFirst)
    expect(await clientFor(base).pay(body)).toMatchObject({ kind: 'transaction' })
    expect([count(pay), count(tokenPath)]).toStrictEqual([2, 2])
  })

  it('renews it once for many', async () => {
    const { base, count } = await charging(refuseFirst)
    const client = clientFor(base)
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.pay(body)))
    expect(answers.every((answer) => answer.kind === 'transaction')).toBe(true)
    expect([count(pay), count(tokenPath)]).toStrictEqual([20, 2])
  })

  it('twice is an answer, sent no third time', async () => {
    const { base, count } = await charging((call) => call.reply(401, { error: { message: 'invalid JWT' } }))
    expect(await clientFor(base).pay(body)).toMatchObject({ kind: 'error', status: 401 })
    expect([count(pay), count(tokenPath)]).toStrictEqual([2, 2])
  })

  it('with a session is not sent again: it was not refused before money', async () => {
    const { base, count } = await charging((call) =>
      call.reply(401, { error: { message: 'x' }, session_id: 's1' })
    )
    expect(await clientFor(base).pay(body)).toMatchObject({ kind: 'error', status: 401, sessionId: 's1' })
    expect(count(pay)).toBe(1)
  })

  it('followed by a lost answer is lost', async () => {
    const { base } = await charging((call) =>
      call.earlier === 0 ? refuseFirst(call) : call.socket.destroy()
    )
    expect(await clientFor(base).pay(body)).toMatchObject({ kind: 'no_answer' })
  })

  it('followed by no new token was never accepted', async () => {
    server = await serve((call) => {
      if (!isTokenRequest(call)) call.reply(401, { error: { message: 'invalid JWT' } })
      else if (call.earlier === 0) replyWithToken(call)
      else call.reply(500, '')
    })
    expect(await clientFor(server.base).pay(body)).toMatchObject({ kind: 'not_connected' })
  })
})

describe('secrets', () => {
  const everything = Object.values(secrets)
  const echo = `secrets: ${everything.join(' ')} Bearer ${secrets.accessToken} 4111 1111 1111 1111 eyJhbGciOi.eyJz.sig`
  const failedEvent = {
    event: 'AUTHORIZE',
    success: false,
    error: { message: echo, code: echo, type: [echo], result_code: echo }
  }

  it.each([
    [
      'error',
      400,
      { error: { message: echo, code: echo, errors: [echo, { token: echo }] }, session_id: echo }
    ],
    ['decline', 200, { ...authorised, status: 'FAILED', success: false, events: [failedEvent] }],
    ['server error', 500, echo]
  ])('are in no answer and no log line: %s', async (_name, status, reply) => {
    const { base } = await charging((call) => call.reply(status, reply))
    const client = clientFor(base)
    const said = `${JSON.stringify(await client.pay(body))}${client.lines.join('\n')}`
    expect(client.lines).toHaveLength(2)
    for (const secret of [secrets.accessToken, secrets.paymentToken, '4111', 'eyJ', 'Bearer access'])
      expect(said).not.toContain(secret)
  })

  it('are in no failure of the token request either', async () => {
    const basic = Buffer.from(`klient:${secrets.clientSecret}`, 'utf8').toString('base64')
    server = await serve((call) =>
      call.reply(401, { error: { message: `${secrets.clientSecret} Basic ${basic} ${basic}` } })
    )
    const client = clientFor(server.base)
    const said = JSON.stringify([await client.pay(body), await client.proveCredentials(), client.lines])
    expect(said).not.toContain('hemmelighet')
    expect(said).not.toContain(basic)
  })
})
