import { describe, expect, it } from 'vitest'
import { customerInitiatedBody, merchantInitiatedBody } from '../../../electron/dintero/requests'
import type { CustomerInitiated, MerchantInitiated } from '../../../electron/dintero/requests'
import { operations, providers, tokenKinds } from '../../../shared/card'
import { contractBodies } from '../../fixtures/contract-bodies'

const token = '<token previously acquired>'

const charge: MerchantInitiated = {
  provider: 'bambora',
  tokenKind: 'payment_token',
  operation: 'unscheduled_purchase',
  token,
  amount: 29990,
  currency: 'NOK',
  merchantReference: 'order-1',
  lines: [{ description: 'Stablestol', quantity: 1, amount: 29990, vatRate: 2500, vatAmount: 6000 }],
  customerId: '',
  email: 'john.doe@example.com',
  phone: '+4799999999',
  callbackUrl: 'https://example.com/callback?method=GET',
  autoCapture: false
}

const card = { provider: 'bambora', tokenKind: 'payment_token', token } as const

const link: CustomerInitiated = {
  card,
  amount: 29990,
  currency: 'NOK',
  merchantReference: 'merchants_order_number',
  lines: [],
  customerId: '',
  email: 'john.doe@example.com',
  phone: '+4799999999',
  returnUrl: 'https://example.com/thankyou',
  callbackUrl: 'https://example.com/callback',
  profileId: 'default',
  expiresAt: null,
  autoCapture: null,
  sms: false
}

describe('the bodies of the contract', () => {
  it.each(providers)('%s: recurring', (provider) => {
    const tokenKind = provider === 'payex' ? 'recurrence_token' : 'payment_token'
    const body = merchantInitiatedBody({ ...charge, provider, tokenKind, operation: 'recurring_purchase' })
    expect(body).toStrictEqual(contractBodies[`recurring.${provider}.creditcard`])
  })

  it.each(providers)('%s: unscheduled', (provider) => {
    expect(merchantInitiatedBody({ ...charge, provider })).toStrictEqual(
      contractBodies[`unscheduled.${provider}.creditcard`]
    )
  })

  it.each(providers)('%s: customer-initiated', (provider) => {
    expect(customerInitiatedBody({ ...link, card: { ...card, provider } })).toStrictEqual(
      contractBodies[`customer-initiated.${provider}.creditcard`]
    )
  })
})

describe('what is left out and what is put in', () => {
  it('leaves out the whole url of a charge, and only the callback of a link, when there is no callback', () => {
    expect(merchantInitiatedBody({ ...charge, callbackUrl: '' }).session).not.toHaveProperty('url')
    expect(customerInitiatedBody({ ...link, callbackUrl: '' }).url).toStrictEqual({
      return_url: 'https://example.com/thankyou'
    })
  })

  it('leaves out empty contact fields and sends the customer id when there is one', () => {
    const { customer } = merchantInitiatedBody({
      ...charge,
      email: '',
      phone: '',
      customerId: 'kunde-7'
    }).session
    expect(customer).toStrictEqual({
      customer_id: 'kunde-7',
      tokens: { 'bambora.creditcard': { payment_token: token } }
    })
  })

  it('leaves out items and VAT when there are no lines', () => {
    expect(merchantInitiatedBody({ ...charge, lines: [] }).session.order).toStrictEqual({
      amount: 29990,
      currency: 'NOK',
      merchant_reference: 'order-1'
    })
  })

  it.each([true, false])('always says whether to capture: %s', (autoCapture) => {
    const { configuration } = merchantInitiatedBody({ ...charge, autoCapture }).session
    expect(configuration).toStrictEqual({ auto_capture: autoCapture })
  })

  it('says of a link only what overrides the payment profile', () => {
    expect(customerInitiatedBody({ ...link, autoCapture: false }).configuration).toStrictEqual({
      auto_capture: false
    })
    expect(customerInitiatedBody({ ...link, sms: true, expiresAt: 0 })).toMatchObject({
      expires_at: '1970-01-01T00:00:00.000Z',
      configuration: { publish: [{ type: 'checkout-link', channel: 'sms' }] }
    })
    expect(customerInitiatedBody({ ...link, card: null }).customer).toStrictEqual({
      email: 'john.doe@example.com',
      phone_number: '+4799999999'
    })
  })

  it('numbers the lines and sums their VAT', () => {
    const line = { description: 'Lampe', quantity: 2, amount: 100, vatRate: 1500, vatAmount: 13 }
    const { order } = merchantInitiatedBody({ ...charge, amount: 200, lines: [line, line] }).session
    expect(order.vat_amount).toBe(26)
    expect(order.items?.map((item) => item.line_id)).toStrictEqual(['1', '2'])
  })
})

describe('VAT in percent', () => {
  it('writes every possible rate as the number a person would type', () => {
    for (let vatRate = 0; vatRate <= 10_000; vatRate++) {
      const line = { description: 'x', quantity: 1, amount: 1, vatRate, vatAmount: 0 }
      const vat = merchantInitiatedBody({ ...charge, lines: [line] }).session.order.items?.[0]?.vat
      const typed = `${Math.floor(vatRate / 100)}.${String(vatRate % 100).padStart(2, '0')}`
      expect(String(vat)).toBe(typed.replace(/\.?0+$/, '') || '0')
    }
  })
})

describe('combinations that do not exist', () => {
  const allowed = new Set([
    'payex recurrence_token recurring_purchase',
    'payex payment_token unscheduled_purchase',
    'bambora payment_token recurring_purchase',
    'bambora payment_token unscheduled_purchase',
    'dintero_psp payment_token recurring_purchase',
    'dintero_psp payment_token unscheduled_purchase'
  ])
  const all = providers.flatMap((provider) =>
    tokenKinds.flatMap((tokenKind) => operations.map((operation) => ({ provider, tokenKind, operation })))
  )

  const named = ({ provider, tokenKind, operation }: (typeof all)[number]): string =>
    `${provider} ${tokenKind} ${operation}`

  it.each(all.filter((each) => !allowed.has(named(each))))('$provider $tokenKind $operation', (illegal) => {
    expect(() => merchantInitiatedBody({ ...charge, ...illegal })).toThrow(RangeError)
  })

  it('are all but six', () => {
    const built = all
      .filter((each) => allowed.has(named(each)))
      .map((each) => merchantInitiatedBody({ ...charge, ...each }))
    expect(built).toHaveLength(6)
  })

  it('a link with a recurrence token', () => {
    const recurring = { ...card, provider: 'payex', tokenKind: 'recurrence_token' } as const
    expect(() => customerInitiatedBody({ ...link, card: recurring })).toThrow(RangeError)
  })
})
