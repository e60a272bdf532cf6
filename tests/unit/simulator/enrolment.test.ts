import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { account, changed, openDesk, otherAccount, payBody, tokens, type Desk } from './support'
import { answerPage, openPage, returnAddressIn } from './customer'
import type { NewToken } from '../../../electron/simulator/simulator'

const path = '/v1/sessions/payment-token'

const good = {
  session: {
    order: { currency: 'NOK', merchant_reference: 'card-1' },
    url: { return_url: 'https://example.com/stored', callback_url: 'https://example.com/callback' },
    customer: { customer_id: 'K-7', email: 'kari@example.com', phone_number: '+4799999999' },
    profile_id: 'default',
    expires_at: '2026-05-20T10:00:00Z',
    configuration: { channel: 'ecommerce' },
    metadata: { ext_desk: '1' }
  },
  token_provider: {
    payment_product_type: 'payex.creditcard',
    token_types: ['payment_token', 'recurrence_token']
  }
}

async function begin(desk: Desk, body: unknown = good): Promise<{ id: string; page: string }> {
  const { body: answer } = await desk.post(path, body)
  return { id: answer.id ?? '', page: String(answer.url).slice(desk.url.length) }
}

/** Has a card stored. @returns the transaction's id */
async function store(desk: Desk, card: string, body: unknown = good): Promise<string> {
  const { id, page } = await begin(desk, body)
  await answerPage(desk, page, { action: 'store', card })
  return (await desk.get(`/v1/sessions/${id}`)).body.transaction_id ?? ''
}

async function tokenIn(desk: Desk, transactionId: string, kind = 'payment_token'): Promise<string> {
  const { body } = await desk.get(`/v1/transactions/${transactionId}?includes=card.${kind}`)
  return String(body.card?.[kind])
}

async function eventsOf(desk: Desk, sessionId: string): Promise<string[]> {
  const response = await desk.fetch(`/v1/sessions/${sessionId}`)
  const { events } = z
    .object({ events: z.array(z.object({ name: z.string() })) })
    .parse(await response.json())
  return events.map(({ name }) => name)
}

const cardToken = z.looseObject({ id: z.string(), token: z.string().optional(), masked_pan: z.string() })

async function cardTokens(desk: Desk, query = ''): Promise<z.infer<typeof cardToken>[]> {
  return z.array(cardToken).parse(await (await desk.fetch(`/v1/card-tokens${query}`)).json())
}

const only = (provider: NewToken['provider'], kind: NewToken['tokenKind']): unknown =>
  changed(good, 'token_provider', { payment_product_type: `${provider}.creditcard`, token_types: [kind] })

describe('storing a card', () => {
  it('makes a transaction of nothing with the tokens, which are told when asked for', async () => {
    const desk = await openDesk()
    const { id, page } = await begin(desk)
    expect((await openPage(desk, page)).text).toContain('Store a card')
    const { status, text } = await answerPage(desk, page, { action: 'store', card: 'good' })
    expect([status, text]).toEqual([200, expect.stringContaining('The card is stored.')])
    const session = (await desk.get(`/v1/sessions/${id}`)).body
    expect(session).toMatchObject({ payment_operation: 'generate_payment_token' })
    expect(await eventsOf(desk, id)).toEqual(['INITIATED', 'VISITED', 'AUTHORIZED'])
    const { body } = await desk.get(`/v1/transactions/${session.transaction_id}`)
    expect(body).toMatchObject({
      status: 'AUTHORIZED',
      amount: 0,
      currency: 'NOK',
      payment_operation: 'generate_payment_token',
      merchant_reference: 'card-1',
      customer: { customer_id: 'K-7' }
    })
    expect(body.card).toEqual({
      brand: 'Visa',
      masked_pan: expect.stringMatching(/^476173\*{6}\d{4}$/),
      expiry_date: '11/2028',
      payment_token_id: expect.any(String),
      recurrence_token_id: expect.any(String)
    })
    const payment = await tokenIn(desk, body.id ?? '')
    const recurrence = await tokenIn(desk, body.id ?? '', 'recurrence_token')
    expect(payment).toMatch(/^[0-9a-f-]{36}$/)
    expect(recurrence).toMatch(/^[0-9a-f-]{36}$/)
    expect(payment).not.toBe(recurrence)
    expect(returnAddressIn(text)).toBe(
      `https://example.com/stored?transaction_id=${body.id}&merchant_reference=card-1`
    )
    // Once alone: the same form again stores nothing more.
    await answerPage(desk, page, { action: 'store', card: 'short' })
    expect(await cardTokens(desk, '?customer_id=K-7')).toHaveLength(2)
  })

  it('is no charge, and leaves nothing to capture or void', async () => {
    const desk = await openDesk()
    const id = await store(desk, 'good')
    expect(desk.simulator.authorisations()).toEqual(new Map())
    expect(desk.simulator.money(id)).toMatchObject({ authorised: 0, captured: 0 })
    expect((await desk.operate(id, 'capture', { amount: 1 })).status).toBe(400)
    expect((await desk.operate(id, 'void')).status).toBe(400)
  })

  it('cannot be undone by cancelling the session', async () => {
    const desk = await openDesk()
    const { id, page } = await begin(desk)
    await answerPage(desk, page, { action: 'store', card: 'good' })
    expect((await desk.post(`/v1/sessions/${id}/cancel`, {})).status).toBe(409)
    expect((await openPage(desk, page)).text).toContain('The card is stored.')
  })

  it('lists each token with its customer, transaction and time', async () => {
    const desk = await openDesk()
    const id = await store(desk, 'good')
    const { body } = await desk.get(`/v1/transactions/${id}`)
    const stored = new Date(desk.now).toISOString()
    desk.now += 60_000
    const rows = await cardTokens(desk, '?customer_id=K-7')
    expect(rows.map((row) => row.id).toSorted((one, other) => one.localeCompare(other))).toEqual(
      [body.card?.['payment_token_id'], body.card?.['recurrence_token_id']]
        .map(String)
        .toSorted((one, other) => one.localeCompare(other))
    )
    const payment = rows.find((row) => row.id === body.card?.['payment_token_id'])
    expect(payment).toMatchObject({
      type: 'payment_token',
      status: 'ACTIVE',
      token: await tokenIn(desk, id),
      customer_id: 'K-7',
      transaction_id: id,
      created_at: stored,
      masked_pan: body.card?.['masked_pan']
    })
    expect(await desk.list(`?token_id=${String(payment?.id)}`)).toMatchObject([{ id }])
    const recurrenceId = String(body.card?.['recurrence_token_id'])
    expect(await desk.list(`?token_id=${recurrenceId}`)).toMatchObject([{ id }])
    expect(await desk.list(`?search=${recurrenceId}`)).toMatchObject([{ id }])
    expect(await desk.list('?payment_operation=generate_payment_token')).toMatchObject([{ id }])
  })

  it.each([
    ['payex', 'payment_token', 'unscheduled_purchase'],
    ['payex', 'recurrence_token', 'recurring_purchase'],
    ['bambora', 'payment_token', 'recurring_purchase'],
    ['dintero_psp', 'payment_token', 'unscheduled_purchase']
  ] as const)('gives a token of %s, a %s, that can be charged', async (provider, tokenKind, operation) => {
    const desk = await openDesk()
    const id = await store(desk, 'good', only(provider, tokenKind))
    const value = await tokenIn(desk, id, tokenKind)
    const token = { ...tokens.bambora, provider, tokenKind, token: value }
    const { body } = await desk.pay(payBody('order-1', { token, operation }))
    expect(body.status).toBe('AUTHORIZED')
    const { body: storing } = await desk.get(`/v1/transactions/${id}`)
    expect(body.card).toEqual(storing.card)
    expect(desk.simulator.authorisations('order-1')).toBe(1)
  })

  it.each([
    ['short', '02/2028', 'INSUFFICIENT_FUNDS'],
    ['confirm', '07/2028', 'ADDITIONAL_VERIFICATION_REQUIRED'],
    ['expiring', '06/2026', null]
  ])('of the card %s, good until %s, goes well; the charge of it says %s', async (card, expiry, decline) => {
    const desk = await openDesk()
    const id = await store(desk, card, only('dintero_psp', 'payment_token'))
    const { body: stored } = await desk.get(`/v1/transactions/${id}`)
    expect([stored.status, stored.card?.['expiry_date']]).toEqual(['AUTHORIZED', expiry])
    const token = { ...tokens.dinteroPsp, token: await tokenIn(desk, id) }
    const { body } = await desk.pay(payBody('order-1', { token }))
    expect(body.status).toBe(decline === null ? 'AUTHORIZED' : 'FAILED')
    expect(body.events?.at(-1)?.error?.['type']).toEqual(decline === null ? undefined : [decline])
  })

  it('gives every customer a card number of their own', async () => {
    const desk = await openDesk()
    await store(desk, 'good')
    await store(desk, 'good')
    expect(new Set((await cardTokens(desk, '?customer_id=K-7')).map((row) => row.masked_pan)).size).toBe(2)
  })

  it('shows an account its own alone', async () => {
    const desk = await openDesk()
    const id = await store(desk, 'good')
    const token = await tokenIn(desk, id)
    await desk.signIn(otherAccount)
    expect(await cardTokens(desk)).toEqual([])
    expect((await desk.get(`/v1/transactions/${id}`)).status).toBe(404)
    const stolen = { ...tokens.payexPayment, token }
    expect((await desk.pay(payBody('order-1', { token: stolen }))).status).toBe(400)
  })
})

describe('storing no card', () => {
  it('ends the session without a transaction', async () => {
    const desk = await openDesk()
    const { id, page } = await begin(desk)
    await openPage(desk, page)
    const { status, text } = await answerPage(desk, page, { action: 'refuse' })
    expect([status, text]).toEqual([410, expect.stringContaining('No card was stored.')])
    expect(returnAddressIn(text)).toBe('https://example.com/stored?merchant_reference=card-1&error=cancelled')
    await answerPage(desk, page, { action: 'store', card: 'good' })
    expect(await eventsOf(desk, id)).toEqual(['INITIATED', 'VISITED', 'CANCELLED'])
    expect(await desk.list()).toEqual([])
    expect(await cardTokens(desk, '?customer_id=K-7')).toEqual([])
  })

  it.each([{ action: 'store' }, { action: 'store', card: 'stored' }, { card: 'good' }])(
    'is what %j comes to, and the page stays',
    async (fields) => {
      const desk = await openDesk()
      const { page } = await begin(desk)
      const { status, text } = await answerPage(desk, page, { ...fields })
      expect([status, text]).toEqual([400, expect.stringContaining('Choose a card.')])
      expect(await desk.list()).toEqual([])
    }
  )

  it('comes of a link that has expired, or was called off by the merchant', async () => {
    const desk = await openDesk()
    const called = await begin(desk)
    await desk.post(`/v1/sessions/${called.id}/cancel`, {})
    const late = await begin(desk)
    desk.now = Date.UTC(2026, 4, 20, 10)
    for (const { page } of [called, late])
      expect((await answerPage(desk, page, { action: 'store', card: 'good' })).status).toBe(410)
    expect(await desk.list()).toEqual([])
  })
})

describe('what Dintero would refuse', () => {
  it.each([
    ['an unknown key at the top', 'extra', 1],
    ['an unknown key in the session', 'session/items', []],
    ['an amount', 'session/order/amount', 100],
    ['a token', 'session/customer/tokens', { 'payex.creditcard': { payment_token: 'x' } }],
    ['no order', 'session/order', undefined],
    ['no currency', 'session/order/currency', undefined],
    ['a currency that does not exist', 'session/order/currency', 'QQQ'],
    ['no merchant reference', 'session/order/merchant_reference', undefined],
    ['an empty merchant reference', 'session/order/merchant_reference', ''],
    ['no return address', 'session/url/return_url', undefined],
    ['a return address that is none', 'session/url/return_url', 'example'],
    ['a callback to localhost', 'session/url/callback_url', 'https://localhost/x'],
    ['a national phone number', 'session/customer/phone_number', '99999999'],
    ['an end that has passed', 'session/expires_at', '2026-05-20T09:00:00Z'],
    ['a channel that is not documented', 'session/configuration/channel', 'in_store'],
    ['automatic capture', 'session/configuration/auto_capture', true],
    ['metadata with a reserved prefix', 'session/metadata', { 'session:x': '1' }],
    ['no gateway', 'token_provider/payment_product_type', undefined],
    ['what is no card', 'token_provider/payment_product_type', 'vipps'],
    ['no kind of token', 'token_provider/token_types', []],
    ['no kinds at all', 'token_provider/token_types', undefined],
    ['an unknown kind', 'token_provider/token_types', ['card_token']],
    ['a kind twice', 'token_provider/token_types', ['payment_token', 'payment_token']],
    ['an unknown key of the gateway', 'token_provider/token_supported_auth_methods', ['3DS']],
    [
      'a recurrence token of bambora',
      'token_provider',
      {
        payment_product_type: 'bambora.creditcard',
        token_types: ['recurrence_token']
      }
    ],
    [
      'a recurrence token of dintero_psp',
      'token_provider',
      {
        payment_product_type: 'dintero_psp.creditcard',
        token_types: ['payment_token', 'recurrence_token']
      }
    ]
  ])('%s', async (_name, at, value) => {
    const desk = await openDesk()
    const answer = await desk.post(path, changed(good, at, value))
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'BAD REQUEST'])
    expect(desk.simulator.sessions('card-1')).toEqual([])
  })

  it('takes the least there can be', async () => {
    const desk = await openDesk()
    const session = {
      order: { currency: 'NOK', merchant_reference: 'card-1' },
      url: { return_url: 'trekk-shop://stored' }
    }
    const { page } = await begin(desk, { ...good, session })
    const { text } = await answerPage(desk, page, { action: 'store', card: 'good' })
    expect(returnAddressIn(text)).toMatch(/^trekk-shop:\/\/stored\?transaction_id=/)
    expect((await cardTokens(desk))[0]).not.toHaveProperty('customer_id')
  })

  it('needs the scope to write', async () => {
    const desk = await openDesk()
    const client = {
      accountId: account,
      clientId: 'client',
      clientSecret: 'secret',
      scopes: ['read:checkout']
    }
    desk.simulator.addClient(client)
    await desk.signIn()
    expect((await desk.post(path, good)).status).toBe(403)
  })

  it('has faults of its own', async () => {
    const desk = await openDesk()
    desk.simulator.faults.onCall('enrolment', { kind: 'error_after' }, { kind: 'error' })
    expect((await desk.post(path, good)).status).toBe(500)
    expect(desk.simulator.sessions('card-1')).toHaveLength(1)
    expect((await desk.post(path, good)).status).toBe(500)
    expect(desk.simulator.sessions('card-1')).toHaveLength(1)
    expect((await desk.post(`${path}?include_session=true`, good)).body).toMatchObject({
      url: expect.any(String)
    })
  })
})
