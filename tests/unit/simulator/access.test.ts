import { describe, expect, it } from 'vitest'
import { account, basic, openDesk, otherAccount, payBody } from './support'

const path = `/v1/accounts/${account}/auth/token`
const audience = `https://api.dintero.com/v1/accounts/${account}`
const body = { grant_type: 'client_credentials', audience }

describe('access tokens', () => {
  it('are given for the right secret and audience', async () => {
    const desk = await openDesk()
    const response = await desk.fetch(path, {
      method: 'POST',
      headers: { authorization: basic('client', 'secret'), 'content-type': 'application/json' },
      body: JSON.stringify(body)
    })
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(/^[A-Za-z0-9]{43}$/),
      token_type: 'Bearer',
      expires_in: 14_400
    })
  })

  it.each([
    ['a wrong secret', path, basic('client', 'Secret'), body, 401],
    ['a wrong client', path, basic('clients', 'secret'), body, 401],
    ['no Basic header', path, 'Bearer x', body, 401],
    ['text that is not base64', path, 'Basic §§', body, 401],
    ['an unknown account', '/v1/accounts/T00000001/auth/token', basic('client', 'secret'), body, 401],
    [
      'the audience of another account',
      path,
      basic('client', 'secret'),
      { ...body, audience: audience.replace(account, otherAccount) },
      403
    ],
    [
      'an audience on the checkout host',
      path,
      basic('client', 'secret'),
      { ...body, audience: audience.replace('api', 'checkout') },
      403
    ],
    ['no audience', path, basic('client', 'secret'), { grant_type: 'client_credentials' }, 400],
    ['another grant', path, basic('client', 'secret'), { ...body, grant_type: 'password' }, 400],
    ['an unknown key', path, basic('client', 'secret'), { ...body, scope: 'all' }, 400]
  ])('are refused for %s', async (_name, to, authorization, sent, status) => {
    const desk = await openDesk()
    const answer = await desk.post(to, sent, { authorization: encodeURI(authorization).replace('%20', ' ') })
    expect(answer.status).toBe(status)
    expect(answer.body.error?.message).toBeTypeOf('string')
    expect(answer.body.access_token).toBeUndefined()
  })

  it('end in their time and not before', async () => {
    const desk = await openDesk({ accessTokenSeconds: 60 })
    desk.now += 59_999
    expect((await desk.get('/v1/transactions/none')).status).toBe(404)
    desk.now += 1
    const answer = await desk.pay(payBody('order-1'))
    expect(answer.status).toBe(401)
    expect(answer.body.error?.code).toBe('UNAUTHORIZED')
    expect(desk.simulator.authorisations('order-1')).toBe(0)
    await desk.signIn()
    expect((await desk.pay(payBody('order-1'))).status).toBe(200)
  })

  it('can be ended at once', async () => {
    const desk = await openDesk()
    desk.simulator.expireAccessTokens()
    expect((await desk.fetch('/v1/transactions')).status).toBe(401)
  })

  it.each(['', 'Bearer ', 'Bearer made-up', basic('client', 'secret')])(
    'refuse %j',
    async (authorization) => {
      const desk = await openDesk()
      expect((await desk.fetch('/v1/transactions', { headers: { authorization } })).status).toBe(401)
    }
  )

  it.each([
    ['read:checkout', 200, 403],
    ['write:checkout', 403, 200],
    ['admin:checkout', 200, 200],
    ['admin:accounts', 403, 403]
  ])('with %s may do what the scope says', async (scope, read, write) => {
    const desk = await openDesk()
    desk.simulator.addClient({
      accountId: account,
      clientId: 'client',
      clientSecret: 'secret',
      scopes: [scope]
    })
    await desk.signIn()
    expect((await desk.fetch('/v1/transactions')).status).toBe(read)
    expect((await desk.pay(payBody('order-1'))).status).toBe(write)
  })
})
