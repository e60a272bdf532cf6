import { afterEach, describe, expect, it } from 'vitest'
import {
  authorised,
  clientFor,
  isTokenRequest,
  replyWithToken,
  secrets,
  serve,
  tokenPath,
  transactionPath
} from './scripted-server'
import type { Call, Scripted } from './scripted-server'

const id = 'T12345678.tx1'
let server: Scripted | undefined

afterEach(async () => {
  await server?.close()
  server = undefined
})

async function answering(script: (call: Call) => void): Promise<Scripted> {
  server = await serve((call) => (isTokenRequest(call) ? replyWithToken(call) : script(call)))
  return server
}

describe('access tokens', () => {
  it('are fetched once however many wait', async () => {
    const { base, count } = await answering((call) => call.reply(200, authorised))
    const client = clientFor(base)
    const found = await Promise.all(Array.from({ length: 10 }, () => client.getTransaction(id)))
    expect(found.every((each) => each.kind === 'found')).toBe(true)
    expect(count(tokenPath)).toBe(1)
  })

  it('are renewed at half their life and not before', async () => {
    const { base, count } = await answering((call) => call.reply(200, authorised))
    let now = 1_000_000
    const client = clientFor(base, { clock: () => now })
    await client.getTransaction(id)
    now += 7_199_999
    await client.getTransaction(id)
    expect(count(tokenPath)).toBe(1)
    now += 1
    await client.getTransaction(id)
    expect(count(tokenPath)).toBe(2)
  })

  it('that could not be had once can be had later', async () => {
    server = await serve((call) => {
      if (!isTokenRequest(call)) call.reply(200, authorised)
      else if (call.earlier === 0) call.reply(500, '')
      else replyWithToken(call)
    })
    const client = clientFor(server.base)
    const first = await Promise.all([client.getTransaction(id), client.getTransaction(id)])
    expect(first.map((each) => each.kind)).toStrictEqual(['failed', 'failed'])
    expect(server.count(tokenPath)).toBe(1)
    expect(await client.getTransaction(id)).toMatchObject({ kind: 'found' })
  })

  it('are not had when the secret cannot be read, and the next call tries again', async () => {
    const { base } = await answering((call) => call.reply(200, authorised))
    let locked = true
    const client = clientFor(base, {
      credentials: async () => {
        if (locked) throw new Error('locked')
        return { clientId: 'klient', clientSecret: secrets.clientSecret }
      }
    })
    await expect(client.getTransaction(id)).rejects.toThrow('locked')
    locked = false
    expect(await client.getTransaction(id)).toMatchObject({ kind: 'found' })
  })
})

describe('proving credentials', () => {
  it('asks for a new token every time', async () => {
    const { base, count } = await answering((call) => call.reply(200, authorised))
    const client = clientFor(base, { clock: () => 5000 })
    expect(await client.proveCredentials()).toStrictEqual({ kind: 'proved', expiresAt: 14_405_000 })
    await client.proveCredentials()
    expect(count(tokenPath)).toBe(2)
  })

  it.each([
    [400, 'invalid grant', 'unauthorised'],
    [400, 'unknown audience', 'account_unknown'],
    [401, 'no', 'unauthorised'],
    [403, 'no', 'forbidden'],
    [403, 'The audience is not a grant of the client', 'account_unknown'],
    [404, 'no', 'account_unknown'],
    [429, 'slow down', 'rate_limited'],
    [500, 'oops', 'server']
  ])('HTTP %i "%s" is %s', async (status, message, reason) => {
    server = await serve((call) => call.reply(status, { error: { message } }, { 'retry-after': '3' }))
    expect(await clientFor(server.base).proveCredentials()).toMatchObject({
      kind: 'failed',
      reason,
      retryAfter: 3000
    })
  })

  it.each([
    '{}',
    'x',
    '{"access_token":"","expires_in":1}',
    '{"access_token":"a","expires_in":"1"}',
    '{"access_token":"a","expires_in":-1}'
  ])('a 200 with %s is unreadable', async (text) => {
    server = await serve((call) => call.reply(200, text))
    expect(await clientFor(server.base).proveCredentials()).toMatchObject({
      kind: 'failed',
      reason: 'unreadable'
    })
  })

  it('nobody there is the network', async () => {
    server = await serve(() => undefined)
    await server.close()
    expect(await clientFor(server.base).proveCredentials()).toMatchObject({
      kind: 'failed',
      reason: 'network'
    })
  })

  it('no answer is a time-out', async () => {
    server = await serve(() => undefined)
    const client = clientFor(server.base, { timeouts: { token: 50 } })
    expect(await client.proveCredentials()).toMatchObject({ kind: 'failed', reason: 'timeout' })
  })
})

describe('reading a transaction', () => {
  it('repeats what a server or a network spoilt, twice at most', async () => {
    const { base, count } = await answering((call) =>
      call.earlier === 0
        ? call.socket.destroy()
        : call.earlier === 1
          ? call.reply(503, '')
          : call.reply(200, authorised)
    )
    expect(await clientFor(base).getTransaction(id)).toMatchObject({ kind: 'found', value: { id } })
    expect(count(transactionPath)).toBe(3)
  })

  it('gives up after that', async () => {
    const { base, count } = await answering((call) => call.reply(500, { error: { message: 'oops' } }))
    expect(await clientFor(base).getTransaction(id)).toStrictEqual({
      kind: 'failed',
      reason: 'server',
      message: 'HTTP 500: oops',
      retryAfter: null
    })
    expect(count(transactionPath)).toBe(3)
  })

  it('does not wait as long as it is told to, but says so', async () => {
    const { base, count } = await answering((call) =>
      call.reply(429, { error: { message: 'slow' } }, { 'retry-after': '60' })
    )
    expect(await clientFor(base).getTransaction(id)).toMatchObject({
      reason: 'rate_limited',
      retryAfter: 60_000
    })
    expect(count(transactionPath)).toBe(1)
  })

  it('is bounded in time with all its repetitions', async () => {
    const { base } = await answering(() => undefined)
    const client = clientFor(base, { timeouts: { read: 120, attempt: 40 } })
    expect(await client.getTransaction(id)).toMatchObject({ kind: 'failed', reason: 'timeout' })
  })

  it('renews a refused token once', async () => {
    const { base, count } = await answering((call) =>
      call.earlier === 0 ? call.reply(401, { error: { message: 'x' } }) : call.reply(200, authorised)
    )
    expect(await clientFor(base).getTransaction(id)).toMatchObject({ kind: 'found' })
    expect([count(transactionPath), count(tokenPath)]).toStrictEqual([2, 2])
  })

  it("tells Dintero's 404 from anybody else's", async () => {
    const { base } = await answering((call) =>
      call.path.endsWith('tx1')
        ? call.reply(404, { error: { code: 'NOT FOUND', message: 'x' } })
        : call.reply(404, '<html>')
    )
    expect(await clientFor(base).getTransaction(id)).toStrictEqual({ kind: 'not_found' })
    expect(await clientFor(base).getTransaction('T12345678.tx2')).toMatchObject({
      kind: 'failed',
      reason: 'server'
    })
  })

  it.each([
    ['{}', 'unreadable'],
    ['[', 'unreadable'],
    ['{"id":1}', 'unreadable']
  ])('a 200 with %s is %s', async (text, reason) => {
    const { base } = await answering((call) => call.reply(200, text))
    expect(await clientFor(base).getTransaction(id)).toMatchObject({ kind: 'failed', reason })
  })

  it('keeps an id inside its place in the path', async () => {
    const { base, received } = await answering((call) => call.reply(200, authorised))
    await clientFor(base).getTransaction('../sessions?x=#y')
    expect(received.at(-1)?.path).toBe('/transactions/..%2Fsessions%3Fx%3D%23y')
  })

  it('does not follow a redirect', async () => {
    const { base, count } = await answering((call) => call.reply(302, '', { location: '/v1/elsewhere' }))
    expect(await clientFor(base).getTransaction(id)).toMatchObject({ kind: 'failed', reason: 'network' })
    expect(count('/elsewhere')).toBe(0)
  })

  it('asks for both tokens and hands them over, out of sight of every message', async () => {
    const card = {
      payment_token: secrets.paymentToken,
      recurrence_token: 'recurrence',
      brand: 'Visa',
      expiry_date: '12/2028'
    }
    const events = [{ success: false, error: { message: `token ${secrets.paymentToken}` } }]
    const { base, received } = await answering((call) => call.reply(200, { ...authorised, card, events }))
    const found = await clientFor(base).getTransactionToken(id)
    expect(found).toMatchObject({
      value: {
        paymentToken: secrets.paymentToken,
        recurrenceToken: 'recurrence',
        transaction: { card: { brand: 'Visa' } }
      }
    })
    expect(JSON.stringify('value' in found && found.value.transaction)).not.toContain(secrets.paymentToken)
    expect(received.at(-1)?.path).toBe(
      `${transactionPath}?includes=card.payment_token&includes=card.recurrence_token`
    )
  })
})

describe('listing transactions', () => {
  const row = (number: number): object => ({ ...authorised, id: `t${number}` })

  it('asks with the filters given and no others', async () => {
    const { base, received } = await answering((call) => call.reply(200, []))
    const found = await clientFor(base).listTransactions({ merchantReference: 'order 1&2', createdFrom: 0 })
    expect(found).toStrictEqual({ kind: 'found', value: [] })
    expect(received.at(-1)?.path).toBe(
      '/transactions?merchant_reference=order+1%262&created_at.gte=1970-01-01T00%3A00%3A00.000Z&limit=100'
    )
  })

  it('reads page after page until one is short', async () => {
    const { base, count, received } = await answering((call) => {
      const from = call.path.includes('starting_after=t99') ? 100 : 0
      call.reply(
        200,
        Array.from({ length: from === 0 ? 100 : 3 }, (_, index) => row(from + index))
      )
    })
    const found = await clientFor(base).listTransactions({ atMost: 500 })
    expect(found.kind === 'found' && found.value.map((each) => each.id).slice(-2)).toStrictEqual([
      't101',
      't102'
    ])
    expect(count('/transactions')).toBe(2)
    expect(received.at(-1)?.path).toContain('starting_after=t99')
  })

  const full = (from: number): object[] => Array.from({ length: 100 }, (_, index) => row(from + index))

  it.each([
    ['brings the same rows again', () => full(0), 2],
    ['never ends', (earlier: number) => full(earlier * 100), 50],
    [
      'ends a full page with a row nobody can ask on from',
      () => [...full(0).slice(1), { ...authorised, id: null }],
      1
    ]
  ])('that %s was not read', async (_, page, requests) => {
    let asked = 0
    const { base, count } = await answering((call) => call.reply(200, page(asked++)))
    const found = await clientFor(base).listTransactions({ merchantReference: 'order-1' })
    expect(found).toMatchObject({ kind: 'failed', message: expect.stringContaining('not read to its end') })
    expect(count('/transactions')).toBe(requests)
  })

  it('counts a row that moved to the next page once', async () => {
    const pages = [full(0), [row(99), row(100)]]
    const { base } = await answering((call) => call.reply(200, pages.shift() ?? []))
    const found = await clientFor(base).listTransactions({})
    expect(found.kind === 'found' && found.value).toHaveLength(101)
  })

  it('is unreadable when one row is, and never "not found"', async () => {
    const { base } = await answering((call) =>
      call.path.includes('spoilt')
        ? call.reply(200, [row(1), { ...row(2), amount: 1.5 }])
        : call.reply(404, { error: {} })
    )
    const client = clientFor(base)
    expect(await client.listTransactions({ merchantReference: 'spoilt' })).toMatchObject({
      kind: 'failed',
      reason: 'unreadable'
    })
    expect(await client.listTransactions({})).toMatchObject({ kind: 'failed', reason: 'server' })
  })
})

describe('reading a session', () => {
  it('says what became of it', async () => {
    const { base } = await answering((call) =>
      call.reply(200, {
        id: 's1',
        transaction_id: 't1',
        order: { merchant_reference: 'order-1' },
        expires_at: '2026-01-02T00:00:00Z',
        events: [{ name: 'INITIATED', created_at: '2026-01-01T00:00:00Z' }, { name: 'AUTHORIZED' }]
      })
    )
    expect(await clientFor(base).getSession('s1')).toStrictEqual({
      kind: 'found',
      value: {
        id: 's1',
        transactionId: 't1',
        expiresAt: 1_767_312_000_000,
        merchantReference: 'order-1',
        smsStatus: null,
        events: [
          { name: 'INITIATED', createdAt: 1_767_225_600_000 },
          { name: 'AUTHORIZED', createdAt: null }
        ]
      }
    })
  })
})

describe('payouts', () => {
  it('are asked for at the account’s own address, by the day they were paid out, from where the last page ended', async () => {
    const { base, received } = await answering((call) => call.reply(200, { items: [] }))
    const client = clientFor(`${base}/checkout`, { baseUrls: { checkout: `${base}/checkout`, api: base } })
    await client.pageOfSettlements({ from: 0, to: 86_400_000 }, null)
    await client.pageOfSettlements({ id: 's 1&x=y' }, { id: 's/1', date: '2026-05-20T09:00:00+02:00' })
    expect(received.slice(-2).map(({ path }) => path)).toEqual([
      '/accounts/T12345678/settlements?created_at.gte=1970-01-01T00%3A00%3A00.000Z&created_at.lte=1970-01-02T00%3A00%3A00.000Z&limit=200',
      '/accounts/T12345678/settlements?search=s+1%26x%3Dy&limit=200&starting_after_id=s%2F1&starting_after_date=2026-05-20T09%3A00%3A00%2B02%3A00'
    ])
  })

  it('are not there where Dintero says 404, and could not be read where anybody else does', async () => {
    const { base } = await answering((call) =>
      call.earlier === 0 ? call.reply(404, { error: { message: 'none' } }) : call.reply(404, '<html>')
    )
    const client = clientFor(base)
    expect(await client.pageOfSettlements({}, null)).toEqual({ kind: 'not_found' })
    expect(await client.pageOfSettlements({}, null)).toMatchObject({ kind: 'failed', reason: 'server' })
  })
})

describe('a list of transactions', () => {
  it('is narrowed down by what is given, and by nothing else', async () => {
    const { base, received } = await answering((call) => call.reply(200, []))
    const client = clientFor(base)
    const times = {
      createdFrom: 1,
      createdTo: 2,
      capturedFrom: 3,
      capturedTo: 4,
      refundedFrom: 5,
      refundedTo: 6
    }
    const words = { amount: 0, currency: 'NOK', operation: 'recurring_purchase', search: 'æ&b' }
    await client.pageOfTransactions({ ...times, ...words }, 'after')
    const query = new URLSearchParams(received.at(-1)?.path.split('?')[1])
    const at = (ms: number): string => new Date(ms).toISOString()
    expect(Object.fromEntries(query)).toEqual({
      'created_at.gte': at(1),
      'created_at.lte': at(2),
      'captured_at.gte': at(3),
      'captured_at.lte': at(4),
      'refunded_at.gte': at(5),
      'refunded_at.lte': at(6),
      amount: '0',
      currency: 'NOK',
      payment_operation: 'recurring_purchase',
      search: 'æ&b',
      limit: '100',
      starting_after: 'after'
    })
  })
})
