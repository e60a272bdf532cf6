import { describe, expect, it } from 'vitest'
import { account, card, changed, openDesk, otherAccount, payBody, seedBody, start, tokens } from './support'

const providers = ['payex', 'bambora', 'dintero_psp'] as const
const strict = 'strict-merchant-reference'

function tokenFor(flow: string, provider: (typeof providers)[number]): string {
  if (provider === 'bambora') return tokens.bambora.token
  if (provider === 'dintero_psp') return tokens.dinteroPsp.token
  return flow === 'recurring' ? tokens.payexRecurrence.token : tokens.payexPayment.token
}

describe('the documented bodies', () => {
  const charges = ['recurring', 'unscheduled'].flatMap((flow) =>
    providers.map((provider) => ({ flow, provider }))
  )

  it.each(charges)('charges $flow with $provider', async ({ flow, provider }) => {
    const desk = await openDesk()
    const answer = await desk.pay(
      seedBody(`${flow}.${provider}.creditcard`, tokenFor(flow, provider)),
      strict
    )
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      status: 'AUTHORIZED',
      success: true,
      amount: 29_990,
      currency: 'NOK',
      merchant_reference: 'order-1',
      payment_operation: `${flow}_purchase`
    })
    expect(desk.simulator.authorisations('order-1')).toBe(1)
  })

  it.each(providers)('makes a payment link with %s', async (provider) => {
    const desk = await openDesk()
    const body = seedBody(`customer-initiated.${provider}.creditcard`, tokenFor('link', provider))
    const answer = await desk.post('/v1/sessions-profile', body)
    expect(answer.status).toBe(200)
    expect(answer.body.url).toBe(`${desk.url}/v1/view/${answer.body.id}`)
  })
})

describe('what Dintero would refuse', () => {
  const good = seedBody('unscheduled.payex.creditcard', tokens.payexPayment.token)
  const order = 'session/order'
  const payexTokens = 'session/customer/tokens'
  const line = { line_id: '1', amount: 29_990, vat_amount: 6000, vat: 25 }

  it.each([
    ['an unknown key at the top', 'extra', true],
    ['an unknown key in the session', 'session/profile_id', 'default'],
    ['an unknown key in the order', `${order}/colour`, 'red'],
    ['no session', 'session', undefined],
    ['no payment', 'payment', undefined],
    ['no order', order, undefined],
    ['no amount', `${order}/amount`, undefined],
    ['an amount of nothing', `${order}/amount`, 0],
    ['a negative amount', `${order}/amount`, -29_990],
    ['a fraction of a minor unit', `${order}/amount`, 29_990.5],
    ['an amount in a string', `${order}/amount`, '29990'],
    ['an amount beyond int32', `${order}/amount`, 2_147_483_648],
    ['no currency', `${order}/currency`, undefined],
    ['a currency that does not exist', `${order}/currency`, 'QQQ'],
    ['a currency in small letters', `${order}/currency`, 'nok'],
    ['no merchant reference', `${order}/merchant_reference`, undefined],
    ['an empty merchant reference', `${order}/merchant_reference`, ''],
    ['lines that do not add up', `${order}/items`, [{ ...line, amount: 29_989 }]],
    ['VAT that does not add up', `${order}/items`, [{ ...line, vat_amount: 5999 }]],
    [
      'two lines with one id',
      `${order}/items`,
      [
        { ...line, amount: 1 },
        { ...line, amount: 29_989 }
      ]
    ],
    ['an unknown product', 'payment/payment_product_type', 'klarna.klarna'],
    ['an invoice, which is no card', 'payment/payment_product_type', 'kravia.invoice_b2c'],
    ['an unknown operation', 'payment/operation', 'invoice_payment'],
    ['a payex payment token for a recurring charge', 'payment/operation', 'recurring_purchase'],
    ['no token', `${payexTokens}/payex.creditcard`, {}],
    ['an unknown token', `${payexTokens}/payex.creditcard/payment_token`, 'nobody-knows-this'],
    [
      'the token of another kind',
      `${payexTokens}/payex.creditcard/payment_token`,
      tokens.payexRecurrence.token
    ],
    ['a second token', `${payexTokens}/bambora.creditcard`, { payment_token: tokens.bambora.token }],
    [
      'the token of another provider',
      payexTokens,
      { 'bambora.creditcard': { payment_token: tokens.bambora.token } }
    ],
    ['a recurrence token of bambora', payexTokens, { 'bambora.creditcard': { recurrence_token: 'any' } }],
    ['a callback without TLS', 'session/url/callback_url', 'http://example.com/callback'],
    ['a callback to localhost', 'session/url/callback_url', 'https://localhost/callback'],
    ['a callback to loopback', 'session/url/callback_url', 'https://127.0.0.1:8443/callback'],
    ['a callback that is no address', 'session/url/callback_url', 'example'],
    ['a national phone number', 'session/customer/phone_number', '99999999'],
    ['an empty phone number', 'session/customer/phone_number', ''],
    ['an empty e-mail address', 'session/customer/email', ''],
    ['automatic capture in a string', 'session/configuration/auto_capture', 'true'],
    ['metadata with a reserved prefix', 'session/metadata', { 'payex:id': '1' }],
    ['metadata that is no text or number', 'session/metadata', { ext_list: [1] }],
    ['a time that is none', 'session/expires_at', 'tomorrow']
  ])('refuses %s', async (_name, path, value) => {
    const desk = await openDesk()
    const answer = await desk.pay(changed(good, path, value), strict)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ success: false, error: { code: 'BAD REQUEST' } })
    expect(answer.body.error?.message).not.toBe('')
    expect(answer.body.session_id).toBeUndefined()
    expect(await desk.list()).toEqual([])
    expect((await desk.pay(good, strict)).status).toBe(200)
  })

  it('names the field', async () => {
    const desk = await openDesk()
    const answer = await desk.pay(changed(good, `${order}/amount`, 29_991))
    expect(answer.body.error?.message).toBe('session.order.amount: is 29991 but the lines add up to 29990')
  })

  it('allows less than the lines for a partial payment, and no more', async () => {
    const desk = await openDesk()
    const partial = changed(good, `${order}/partial_payment`, true)
    expect((await desk.pay(changed(partial, `${order}/amount`, 10_000))).status).toBe(200)
    expect((await desk.pay(changed(partial, `${order}/amount`, 29_991))).status).toBe(400)
  })

  it('refuses the token of another account', async () => {
    const desk = await openDesk()
    await desk.signIn(otherAccount)
    expect((await desk.pay(good)).status).toBe(400)
  })

  it('never says a token back', async () => {
    const desk = await openDesk()
    const wrong = changed(good, `${payexTokens}/payex.creditcard/payment_token`, 'nobody-knows-this')
    expect(JSON.stringify((await desk.pay(wrong)).body)).not.toContain('nobody-knows-this')
    expect(JSON.stringify((await desk.pay(good)).body)).not.toContain(tokens.payexPayment.token)
  })

  it('refuses a toggle that is not documented', async () => {
    const desk = await openDesk()
    expect((await desk.pay(good, 'strict-merchant-references')).status).toBe(400)
  })

  it.each([
    ['text/plain', '{}'],
    ['application/json', '{"session":'],
    ['application/json', '']
  ])('refuses a body of %s: %s', async (type, body) => {
    const desk = await openDesk()
    const response = await desk.fetch('/v1/sessions/pay', {
      method: 'POST',
      headers: { 'content-type': type },
      body
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ success: false, error: { code: 'BAD REQUEST' } })
  })
})

describe('the same merchant reference twice', () => {
  it('charges twice without a toggle', async () => {
    const desk = await openDesk()
    const answers = await Promise.all([desk.pay(payBody('order-1')), desk.pay(payBody('order-1'))])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(desk.simulator.authorisations('order-1')).toBe(2)
  })

  it.each([strict, 'strict-success-merchant-reference', `strict-success-merchant-reference, ${strict}`])(
    'charges once for two requests at once with %s',
    async (toggles) => {
      const desk = await openDesk()
      const answers = await Promise.all([
        desk.pay(payBody('order-1'), toggles),
        desk.pay(payBody('order-1'), toggles)
      ])
      expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 400])
      expect(desk.simulator.authorisations('order-1')).toBe(1)
    }
  )

  it('refuses after a decline with the one toggle and charges with the other', async () => {
    const desk = await openDesk()
    const declined = await desk.pay(payBody('order-1', { amount: 900_361 }), strict)
    expect(declined.body.status).toBe('FAILED')
    expect((await desk.pay(payBody('order-1'), strict)).status).toBe(400)
    expect((await desk.pay(payBody('order-1'), 'strict-success-merchant-reference')).body.status).toBe(
      'AUTHORIZED'
    )
    expect((await desk.pay(payBody('order-1'), 'strict-success-merchant-reference')).status).toBe(400)
  })

  it('counts references per account', async () => {
    const desk = await openDesk()
    await desk.pay(payBody('order-1'), strict)
    const elsewhere = { ...tokens.dinteroPsp, accountId: otherAccount }
    desk.simulator.addToken(elsewhere)
    await desk.signIn(otherAccount)
    expect((await desk.pay(payBody('order-1', { token: elsewhere }), strict)).status).toBe(200)
  })
})

describe('declines', () => {
  it('speaks the older words for payex and bambora', async () => {
    const desk = await openDesk()
    for (const token of [tokens.payexPayment, tokens.bambora]) {
      const { status, body } = await desk.pay(payBody(`order-${token.provider}`, { token, amount: 900_361 }))
      expect(status).toBe(200)
      expect(body).toMatchObject({ status: 'FAILED', success: false })
      expect(body.events?.at(-1)).toMatchObject({
        event: 'AUTHORIZE',
        success: false,
        error: { type: 'REJECTED_BY_ACQUIRER_INSUFFICIENT_FUNDS' }
      })
      expect(body.events?.at(-1)?.error).not.toHaveProperty('retry_policy')
    }
  })

  it('speaks the newer words for dintero_psp', async () => {
    const desk = await openDesk()
    const { body } = await desk.pay(payBody('order-1', { amount: 900_361 }))
    expect(body.events?.at(-1)?.error).toMatchObject({
      type: ['INSUFFICIENT_FUNDS'],
      result_code: '51',
      retry_policy: { retry_codes: ['RETRY_AFTER_DELAY'], retry_after: '2026-05-21T09:00:00.000Z' }
    })
  })

  it('can be told which words a provider speaks', async () => {
    const desk = await openDesk({ vocabulary: { bambora: '2026', dintero_psp: '2024' } })
    const older = await desk.pay(payBody('order-1', { amount: 952_400 }))
    const newer = await desk.pay(payBody('order-2', { amount: 952_400, token: tokens.bambora }))
    expect(older.body.events?.at(-1)?.error).toMatchObject({ type: 'DO_NOT_RETRY' })
    expect(newer.body.events?.at(-1)?.error).toMatchObject({
      retry_policy: { retry_codes: ['DO_NOT_RETRY'] }
    })
  })

  it('obeys the card', async () => {
    const desk = await openDesk()
    const stolen = card('dintero_psp', 'payment_token', 'stolen', 'visa', '400000******1111')
    const expired = {
      ...card('dintero_psp', 'payment_token', 'expired', 'visa', '400000******2222'),
      expiry: '04/2026'
    }
    desk.simulator.addToken({ ...stolen, behaviour: 'stolen_card' })
    desk.simulator.addToken(expired)
    const first = await desk.pay(payBody('order-1', { token: stolen }))
    const second = await desk.pay(payBody('order-2', { token: expired }))
    expect(first.body.events?.at(-1)?.error).toMatchObject({ type: ['PICK_UP_CARD'] })
    expect(second.body.events?.at(-1)?.error).toMatchObject({ type: ['EXPIRED_CARD'] })
  })

  it('counts both payex tokens of a card towards one limit, and lifts it in time', async () => {
    const desk = await openDesk()
    const pay = async (
      count: number,
      token: typeof tokens.payexPayment,
      amount: number
    ): Promise<unknown> => {
      const operation = token.tokenKind === 'recurrence_token' ? 'recurring_purchase' : 'unscheduled_purchase'
      const { body } = await desk.pay(payBody(`order-${count}`, { token, operation, amount }))
      return body.events?.at(-1)?.error?.['type'] ?? body.status
    }
    for (let count = 0; count < 15; count++) {
      const token = count % 2 === 0 ? tokens.payexPayment : tokens.payexRecurrence
      expect(await pay(count, token, 952_100)).toBe('REJECTED_BY_ACQUIRER')
    }
    expect(await pay(15, tokens.payexRecurrence, 10_000)).toBe('MONTHLY_LIMIT_EXCEEDED')
    desk.now = start + 30 * 86_400_000
    await desk.signIn()
    expect(await pay(16, tokens.payexRecurrence, 10_000)).toBe('AUTHORIZED')
  })
})

describe('automatic capture', () => {
  it('captures with the charge', async () => {
    const desk = await openDesk()
    const { body } = await desk.pay(payBody('order-1', { autoCapture: true }))
    expect(body).toMatchObject({ status: 'CAPTURED', success: true })
    expect(body.events?.map(({ event }) => event)).toEqual(['INITIALIZE', 'AUTHORIZE', 'CAPTURE'])
    expect(desk.simulator.authorisations('order-1')).toBe(1)
  })

  it('can capture on a later lookup', async () => {
    const desk = await openDesk({ captureAfterPolls: 2 })
    const { body } = await desk.pay(payBody('order-1', { autoCapture: true }))
    const path = `/v1/transactions/${body.id}`
    const seen = [body.status, (await desk.get(path)).body.status, (await desk.get(path)).body.status]
    expect(seen).toEqual(['AUTHORIZED', 'AUTHORIZED', 'CAPTURED'])
  })
})

it('gives ids of the form Dintero uses, the same for the same seed', async () => {
  const [one, other] = [await openDesk(), await openDesk()]
  const [first, second] = [await one.pay(payBody('order-1')), await other.pay(payBody('order-1'))]
  expect(first.body.id).toMatch(new RegExp(`^${account}\\.[A-Za-z0-9]{22}$`))
  expect(first.body).toEqual(second.body)
})
