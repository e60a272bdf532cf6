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
      tokenExpiry: null
    })
  })

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
