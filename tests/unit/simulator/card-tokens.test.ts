import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { account, basic, openDesk, otherAccount, payBody, read, seedBody, tokens } from './support'
import type { Answer, Desk } from './support'

const cardToken = z.looseObject({ id: z.string(), status: z.string() })

async function list(desk: Desk, query = ''): Promise<z.infer<typeof cardToken>[]> {
  const response = await desk.fetch(`/v1/card-tokens${query}`)
  expect(response.status).toBe(200)
  return z.array(cardToken).parse(await response.json())
}

async function status(desk: Desk, path: string): Promise<number> {
  return (await desk.fetch(path)).status
}

describe('the list of stored cards', () => {
  it('is a bare array of the account’s own, with status, expiry and the token itself', async () => {
    const desk = await openDesk()
    const id = desk.simulator.addToken({
      ...tokens.dinteroPsp,
      token: 'another',
      status: 'SUSPENDED',
      tokenExpiry: '01/2027',
      customerId: 'K-7'
    })
    desk.simulator.addToken({ ...tokens.dinteroPsp, accountId: otherAccount, token: 'of-another-account' })
    const rows = await list(desk)
    expect(rows).toHaveLength(5)
    expect(rows[0]).toMatchObject({
      id,
      type: 'payment_token',
      status: 'SUSPENDED',
      card_brand: 'mastercard',
      account_id: account,
      payment_product_type: 'dintero_psp.creditcard',
      token: 'another',
      masked_pan: '520000******0007',
      pan_expiry_date: '12/2029',
      token_expiry_date: '01/2027',
      customer_id: 'K-7'
    })
  })

  it('has pages and filters, shows deleted ones when asked, and refuses what is not documented', async () => {
    const desk = await openDesk()
    const base = tokens.dinteroPsp
    desk.simulator.addToken({ ...base, token: 'deleted', status: 'DELETED' })
    const inactive = desk.simulator.addToken({
      ...base,
      token: 'inactive',
      status: 'INACTIVE',
      customerId: 'K-7'
    })
    desk.simulator.addToken({ ...base, token: 'unlisted', listed: false })
    desk.simulator.addToken({ ...base, token: 'untold', told: false })
    const all = (await list(desk, '?include_deleted=true')).map(({ id }) => id)
    expect(all).toHaveLength(7)
    expect(await list(desk)).toHaveLength(6)
    const [first, second, third] = all
    expect((await list(desk, '?include_deleted=true&limit=2')).map(({ id }) => id)).toEqual([first, second])
    const next = await list(desk, `?include_deleted=true&limit=1&starting_after=${second}`)
    expect(next.map(({ id }) => id)).toEqual([third])
    expect((await list(desk, '?status=INACTIVE&status=SUSPENDED')).map(({ id }) => id)).toEqual([inactive])
    expect((await list(desk, '?customer_id=K-7')).map(({ id }) => id)).toEqual([inactive])
    expect(await list(desk, '?relationship_id=r')).toEqual([])
    expect(await list(desk, '?status=DELETED')).toHaveLength(1)
    for (const query of [
      'limit=0',
      'limit=101',
      'status=active',
      'page=2',
      'limit=1&limit=2',
      'starting_after=x'
    ])
      expect([query, await status(desk, `/v1/card-tokens?${query}`)]).toEqual([query, 400])
    expect(all.length).toBe(new Set(all).size)
  })

  it('gives one by its id, and 404 for what it does not list', async () => {
    const desk = await openDesk()
    const id = desk.simulator.addToken({ ...tokens.dinteroPsp, token: 'one', told: false })
    const response = await desk.fetch(`/v1/card-tokens/${id}`)
    const body = cardToken.parse(await response.json())
    expect(body).toMatchObject({ id, status: 'ACTIVE' })
    expect(body).not.toHaveProperty('token')
    const unlisted = desk.simulator.addToken({ ...tokens.dinteroPsp, token: 'two', listed: false })
    expect(await status(desk, `/v1/card-tokens/${unlisted}`)).toBe(404)
    expect(await status(desk, '/v1/card-tokens/nobody')).toBe(404)
    expect(await status(desk, `/v1/card-tokens/${id}?includes=token`)).toBe(400)
  })

  it('needs admin:checkout, and nothing less will do', async () => {
    const desk = await openDesk()
    for (const scope of ['read:checkout', 'write:checkout']) {
      const clientId = scope.replace(':', '-')
      desk.simulator.addClient({
        accountId: account,
        clientId,
        clientSecret: 'secret',
        scopes: [scope]
      })
      const answer = await desk.post(
        `/v1/accounts/${account}/auth/token`,
        { grant_type: 'client_credentials', audience: `https://api.dintero.com/v1/accounts/${account}` },
        { authorization: basic(clientId, 'secret') }
      )
      desk.accessToken = answer.body.access_token ?? ''
      expect(await status(desk, '/v1/card-tokens')).toBe(403)
      expect(await status(desk, '/v1/card-tokens/any')).toBe(403)
    }
  })

  it('has faults of its own, which other lookups do not meet, and may never end', async () => {
    const desk = await openDesk()
    desk.simulator.faults.onCall(
      'card',
      { kind: 'error', status: 503 },
      { kind: 'too_many', retryAfterSeconds: 3 }
    )
    expect(await status(desk, '/v1/transactions')).toBe(200)
    expect(await status(desk, '/v1/card-tokens')).toBe(503)
    const busy = await desk.fetch('/v1/card-tokens')
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '3'])
    expect(await status(desk, '/v1/card-tokens')).toBe(200)
    desk.simulator.setLists({ endless: true })
    const [first] = await list(desk, '?limit=1')
    expect(await list(desk, `?limit=1&starting_after=${first?.id}`)).toEqual([first])
  })
})

describe('the end of a stored card', () => {
  const reason = 'The customer asked for it'

  async function remove(desk: Desk, id: string, body: unknown = { reason }, query = ''): Promise<Answer> {
    return await read(
      await desk.fetch(`/v1/card-tokens/${id}${query}`, {
        method: 'DELETE',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body)
      })
    )
  }

  it.each([
    [undefined, 'MERCHANT'],
    ['MERCHANT', 'MERCHANT'],
    ['CARDHOLDER', 'CARDHOLDER']
  ])('asked for by %s, is answered with the card, and nobody can charge it', async (requestor, by) => {
    const desk = await openDesk()
    const id = desk.simulator.addToken(tokens.dinteroPsp)
    desk.now += 60_000
    const answer = await remove(desk, id, { reason, requestor })
    const deletedAt = new Date(desk.now).toISOString()
    expect(answer.status).toBe(200)
    const deleted = { id, status: 'DELETED', deleted_at: deletedAt, updated_at: deletedAt, deleted_by: by }
    desk.now += 60_000
    const response = await desk.fetch(`/v1/card-tokens/${id}`)
    expect(await response.json()).toMatchObject(deleted)
    expect((await list(desk)).map((row) => row.id)).not.toContain(id)
    expect((await list(desk, '?include_deleted=true')).map((row) => row.id)).toContain(id)
    const charge = await desk.pay(payBody('order-1'))
    expect([charge.status, charge.body.error?.message]).toEqual([
      400,
      'session.customer.tokens: the token is not known'
    ])
    const link = seedBody('customer-initiated.dintero_psp.creditcard', tokens.dinteroPsp.token)
    expect((await desk.post('/v1/sessions-profile', link)).status).toBe(400)
    expect((await remove(desk, id)).status).toBe(400)
  })

  it.each([
    ['no reason', {}],
    ['an empty reason', { reason: '' }],
    ['a long reason', { reason: 'r'.repeat(129) }],
    ['a requestor nobody knows', { reason, requestor: 'ISSUER' }],
    ['an unknown key', { reason, force: true }]
  ])('is refused with %s', async (_name, body) => {
    const desk = await openDesk()
    const id = desk.simulator.addToken(tokens.dinteroPsp)
    expect((await remove(desk, id, body)).status).toBe(400)
    expect((await desk.pay(payBody('order-1'))).status).toBe(200)
    expect((await remove(desk, id, { reason: 'r'.repeat(128) })).status).toBe(200)
  })

  it('is refused of what is not listed, with a query, without JSON, and without the one scope', async () => {
    const desk = await openDesk()
    const id = desk.simulator.addToken(tokens.dinteroPsp)
    const unlisted = desk.simulator.addToken({ ...tokens.dinteroPsp, token: 'x', listed: false })
    expect((await remove(desk, 'nobody')).status).toBe(404)
    expect((await remove(desk, unlisted)).status).toBe(404)
    expect((await remove(desk, id, { reason }, '?force=true')).status).toBe(400)
    expect((await desk.fetch(`/v1/card-tokens/${id}`, { method: 'DELETE' })).status).toBe(400)
    const scopes = ['write:checkout']
    desk.simulator.addClient({ accountId: account, clientId: 'client', clientSecret: 'secret', scopes })
    await desk.signIn()
    expect((await remove(desk, id)).status).toBe(403)
    await desk.signIn(otherAccount)
    expect((await remove(desk, id)).status).toBe(404)
    expect(await list(desk)).toEqual([])
  })

  it('may come without an answer', async () => {
    const desk = await openDesk()
    const id = desk.simulator.addToken(tokens.dinteroPsp)
    desk.simulator.faults.onCall('card', { kind: 'error_after', status: 503 })
    expect((await remove(desk, id)).status).toBe(503)
    expect((await desk.pay(payBody('order-1'))).status).toBe(400)
  })
})

describe('what becomes of a stored card elsewhere', () => {
  it.each(['INACTIVE', 'SUSPENDED', 'CANCELLED', 'DELETED'] as const)(
    '%s: it cannot be charged until it is active again',
    async (status) => {
      const desk = await openDesk()
      const id = desk.simulator.addToken(tokens.dinteroPsp)
      desk.simulator.setCardToken(id, { status })
      expect(await list(desk, `?status=${status}`)).toMatchObject([{ id, status }])
      expect((await desk.pay(payBody('order-1'))).status).toBe(400)
      desk.simulator.setCardToken(id, { status: 'ACTIVE' })
      expect((await desk.pay(payBody('order-1'))).status).toBe(200)
    }
  )

  it('is renewed, and what is not said stays', async () => {
    const desk = await openDesk()
    const id = desk.simulator.addToken({ ...tokens.dinteroPsp, expiry: '04/2026', tokenExpiry: '05/2027' })
    expect((await desk.pay(payBody('order-1'))).body.status).toBe('FAILED')
    await desk.post('/control/card-token', { id, expiry: '04/2030' })
    const [renewed] = await list(desk)
    expect(renewed).toMatchObject({
      pan_expiry_date: '04/2030',
      token_expiry_date: '05/2027',
      status: 'ACTIVE'
    })
    expect((await desk.pay(payBody('order-2'))).body.status).toBe('AUTHORIZED')
    desk.simulator.setCardToken(id, { status: 'SUSPENDED' })
    desk.simulator.setCardToken(id, { expiry: null, tokenExpiry: null })
    expect((await list(desk))[0]?.status).toBe('SUSPENDED')
    expect(Object.keys((await list(desk))[0] ?? {})).not.toContain('pan_expiry_date')
    expect(Object.keys((await list(desk))[0] ?? {})).not.toContain('token_expiry_date')
  })

  it('is said of a card there is', async () => {
    const desk = await openDesk()
    expect(() => desk.simulator.setCardToken('nobody', { status: 'DELETED' })).toThrow('no card token nobody')
    expect((await desk.post('/control/card-token', { id: 'nobody', status: 'DELETED' })).status).toBe(400)
    const id = desk.simulator.addToken(tokens.dinteroPsp)
    expect((await desk.post('/control/card-token', { id, status: 'LOST' })).status).toBe(400)
  })
})
