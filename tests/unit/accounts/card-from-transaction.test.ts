import { describe, expect, it } from 'vitest'
import { cardsFromTransaction } from '../../../electron/accounts/card-from-transaction'
import type { TransactionWithTokens } from '../../../electron/dintero/dintero'

const typed = { transactionId: 'T12345678.abc', customerName: '', customerNumber: '', email: '', phone: '' }

function stored(change: Partial<TransactionWithTokens['transaction']> = {}): TransactionWithTokens {
  return {
    paymentToken: 'pay-token',
    recurrenceToken: 'rec-token',
    transaction: {
      id: 'T12345678.abc',
      sessionId: null,
      status: 'CAPTURED',
      amount: 100,
      currency: 'NOK',
      merchantReference: 'order-1',
      paymentProductType: 'payex.creditcard',
      paymentOperation: null,
      createdAt: null,
      events: [],
      settlementStatus: null,
      payouts: [],
      card: {
        brand: 'MasterCard',
        maskedPan: '541306******0167',
        expiry: '11/2029',
        paymentTokenId: 'pay-id',
        recurrenceTokenId: 'rec-id'
      },
      customer: {
        customerId: '10001',
        email: 'ola@example.com',
        phone: '+4741234567',
        name: ' Ola Nordmann '
      },
      ...change
    }
  }
}

describe('cardsFromTransaction', () => {
  it('finds a card for each kind of token, the payment token first', () => {
    expect(cardsFromTransaction(stored(), { ...typed, phone: '900 00 000' }, 'NO')).toEqual(
      [
        { tokenKind: 'payment_token', token: 'pay-token', tokenId: 'pay-id' },
        { tokenKind: 'recurrence_token', token: 'rec-token', tokenId: 'rec-id' }
      ].map((kind) => ({
        ...kind,
        provider: 'payex',
        brand: 'mastercard',
        maskedPan: '541306******0167',
        lastFour: '0167',
        expiry: '11/2029',
        customerName: 'Ola Nordmann',
        customerNumber: '10001',
        email: 'ola@example.com',
        phone: '+4790000000',
        reference: 'order-1'
      }))
    )
  })

  it('takes only the kinds a provider issues', () => {
    const found = cardsFromTransaction(stored({ paymentProductType: 'bambora.creditcard' }), typed, 'NO')
    expect(found.map(({ tokenKind }) => tokenKind)).toEqual(['payment_token'])
  })

  it.each([
    ['VISA', 'visa'],
    ['American Express', 'amex'],
    ['Maestro', 'other'],
    [null, 'other']
  ])('reads the brand %j as %s', (brand, expected) => {
    const card = { brand, maskedPan: null, expiry: '13/2029', paymentTokenId: null, recurrenceTokenId: null }
    const [found] = cardsFromTransaction(stored({ card }), typed, 'NO')
    expect(found).toMatchObject({ brand: expected, lastFour: '', expiry: null, maskedPan: null })
  })

  it('leaves out contact fields that may not be kept', () => {
    const customer = { customerId: '4111111111111111', email: 'a\u0000b', phone: '1'.repeat(33), name: null }
    const [found] = cardsFromTransaction(stored({ customer }), typed, 'NO')
    expect(found).toMatchObject({ customerNumber: '', email: '', phone: '', customerName: '' })
  })

  it.each([
    ['070-123 45 67', '+46701234567'],
    ['+47 412 34 567', '+4741234567'],
    ['ring etter fem', ''],
    ['112', ''],
    [null, '']
  ])('keeps the customer’s phone number %j only if it can be read', (phone, kept) => {
    const customer = { customerId: null, email: null, phone, name: null }
    const [found] = cardsFromTransaction(stored({ customer }), typed, 'SE')
    expect(found?.phone).toBe(kept)
  })

  it.each([
    stored({ paymentProductType: 'vipps' }),
    stored({ paymentProductType: null }),
    { ...stored(), paymentToken: null, recurrenceToken: '' }
  ])('says when nothing was stored', (transaction) => {
    expect(() => cardsFromTransaction(transaction, typed, 'NO')).toThrow(
      expect.objectContaining({ code: 'token_missing' })
    )
  })
})
