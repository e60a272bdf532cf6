import { describe, expect, it } from 'vitest'
import { parseCardToken, parseCardTokens } from '../../../electron/dintero/card-token'

describe('a stored card of Dintero’s', () => {
  it('is read from the least it may say', () => {
    expect(parseCardToken({ id: 'a' })).toEqual({
      id: 'a',
      status: null,
      paymentProductType: null,
      token: null,
      cardExpiry: null,
      tokenExpiry: null,
      kind: null,
      brand: null,
      maskedPan: null,
      customerId: null,
      transactionId: null
    })
  })

  it('is read with whose it is, what for and which transaction stored it', () => {
    expect(
      parseCardToken({
        id: 'a',
        type: 'payment_token',
        card_brand: 'visa',
        masked_pan: '476173******0416',
        customer_id: '10001',
        transaction_id: 'T1.x'
      })
    ).toMatchObject({
      kind: 'payment_token',
      brand: 'visa',
      maskedPan: '476173******0416',
      customerId: '10001',
      transactionId: 'T1.x'
    })
  })

  it.each(['4111111111111111', '411111111111****', 416, '0416', ''])(
    'has no masked number %j, which may be a whole one',
    (masked) => {
      expect(parseCardToken({ id: 'a', masked_pan: masked })).toMatchObject({ id: 'a', maskedPan: null })
    }
  )

  it('keeps its status beside a date, a token or a product that nobody can read', () => {
    const odd = {
      id: 'a',
      status: 'ACTIVE',
      pan_expiry_date: '2029-12',
      token_expiry_date: 7,
      token: {},
      payment_product_type: 1
    }
    expect(parseCardToken(odd)).toMatchObject({
      id: 'a',
      status: 'ACTIVE',
      cardExpiry: null,
      tokenExpiry: null
    })
    expect(
      parseCardToken({ id: 'a', pan_expiry_date: '13/2029', token_expiry_date: '01/2030' })
    ).toMatchObject({
      cardExpiry: null,
      tokenExpiry: '01/2030'
    })
  })

  it('is none without an id, or with a status that is no word; and one such row spoils a list', () => {
    for (const body of [null, [], 'x', {}, { id: '' }, { id: 'a', status: 7 }, { id: 'a', status: {} }])
      expect(parseCardToken(body)).toBeNull()
    expect(parseCardTokens([{ id: 'a' }, {}])).toBeNull()
    expect(parseCardTokens({ tokens: [] })).toBeNull()
    expect(parseCardTokens([])).toEqual([])
  })
})
