import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { account, basic, openDesk, otherAccount, tokens, type Desk } from './support'

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
