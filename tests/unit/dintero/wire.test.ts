import { describe, expect, it } from 'vitest'
import { redactor } from '../../../electron/dintero/redact'
import { parseError, parsePay, parseTransaction } from '../../../electron/dintero/wire'

const redact = redactor([])

const full = {
  id: 'T12345678.tx1',
  session_id: 'T12345678.s1',
  status: 'FAILED',
  amount: 29990,
  currency: 'NOK',
  merchant_reference: 'order-1',
  payment_product: 'payex',
  payment_product_type: 'payex.creditcard',
  payment_operation: 'recurring_purchase',
  created_at: '2026-04-01T12:00:00.500+02:00',
  success: false,
  card: {
    brand: 'Visa',
    masked_pan: '476173******0416',
    expiry_date: '12/2028',
    payment_token_id: 'pt1',
    eci: '7'
  },
  customer: { customer_id: 'k1', email: 'a@example.com', phone_number: '+4799999999' },
  billing_address: { first_name: 'Åse', last_name: 'Ødegård' },
  events: [
    { event: 'INITIALIZE', success: true },
    {
      event: 'AUTHORIZE',
      transaction_status: 'FAILED',
      success: false,
      amount: 29990,
      created_at: '2026-04-01T10:00:01Z',
      error: {
        message: 'Insufficient funds',
        code: 'X',
        type: ['INSUFFICIENT_FUNDS'],
        result_code: 51,
        retry_policy: { retry_codes: ['RETRY_AFTER_DELAY'], retry_after: '2026-04-02T10:00:00' }
      }
    }
  ]
}

describe('a transaction', () => {
  it('is read whole', () => {
    expect(parsePay(full, redact)).toStrictEqual({
      success: false,
      sessionId: 'T12345678.s1',
      transaction: {
        id: 'T12345678.tx1',
        sessionId: 'T12345678.s1',
        status: 'FAILED',
        amount: 29990,
        currency: 'NOK',
        merchantReference: 'order-1',
        paymentProductType: 'payex.creditcard',
        paymentOperation: 'recurring_purchase',
        createdAt: Date.UTC(2026, 3, 1, 10, 0, 0, 500),
        events: [
          {
            event: 'INITIALIZE',
            transactionStatus: null,
            success: true,
            error: null,
            amount: null,
            createdAt: null
          },
          {
            event: 'AUTHORIZE',
            transactionStatus: 'FAILED',
            success: false,
            amount: 29990,
            createdAt: Date.UTC(2026, 3, 1, 10, 0, 1),
            error: {
              message: 'Insufficient funds',
              code: 'X',
              types: ['INSUFFICIENT_FUNDS'],
              resultCode: '51',
              retryCodes: ['RETRY_AFTER_DELAY'],
              retryAfter: Date.UTC(2026, 3, 2, 10)
            }
          }
        ],
        card: {
          brand: 'Visa',
          maskedPan: '476173******0416',
          expiry: '12/2028',
          paymentTokenId: 'pt1',
          recurrenceTokenId: null
        },
        customer: { customerId: 'k1', email: 'a@example.com', phone: '+4799999999', name: 'Åse Ødegård' }
      }
    })
  })

  it('reads a single decline type as it reads a list', () => {
    const events = [{ success: false, error: { message: 'No', type: 'DO_NOT_RETRY' } }]
    expect(parseTransaction({ ...full, events }, redact)?.events[0]?.error?.types).toStrictEqual([
      'DO_NOT_RETRY'
    ])
  })

  it('keeps a status nobody knows', () => {
    expect(parseTransaction({ id: 't', status: 'BRAND_NEW' }, redact)?.status).toBe('BRAND_NEW')
  })

  it.each([
    { id: 1 },
    { id: 'x'.repeat(201) },
    { status: ['AUTHORIZED'] },
    { amount: '29990' },
    { amount: 299.9 },
    { amount: 1e20 },
    { currency: 578 },
    { merchant_reference: {} },
    { events: {} },
    { events: [{ success: 'no' }] },
    { events: [{ error: { type: 7 } }] },
    { events: [{ error: { type: ['A', 7] } }] },
    { events: [{ error: 'No' }] }
  ])('is unreadable when what is acted on has the wrong type: %o', (changes) => {
    expect(parseTransaction({ ...full, ...changes }, redact)).toBeNull()
  })

  it.each([null, undefined, 'x', 7, [], {}, { amount: 1, currency: 'NOK' }])('is not %j', (body) => {
    expect(parseTransaction(body, redact)).toBeNull()
  })

  it('is not lost for what only decorates it', () => {
    const found = parseTransaction(
      { ...full, card: { brand: 7 }, customer: 'x', created_at: 'yesterday' },
      redact
    )
    expect(found).toMatchObject({ id: 'T12345678.tx1', card: null, createdAt: null })
  })

  it('never carries an unmasked card number', () => {
    const found = parseTransaction({ ...full, card: { masked_pan: '4111111111111111' } }, redact)
    expect(JSON.stringify(found)).not.toContain('4111')
  })
})

describe('an error', () => {
  it.each([
    [
      { error: { message: 'No', code: 'C' } },
      { fromDintero: true, hasIds: false, message: 'No', code: 'C', sessionId: null }
    ],
    [
      { error: { message: 7, code: 404 } },
      { fromDintero: true, hasIds: false, message: '7', code: '404', sessionId: null }
    ],
    [
      { error: { errors: ['a', { b: 1 }] } },
      { fromDintero: false, hasIds: false, message: 'a; {"b":1}', code: null, sessionId: null }
    ],
    [
      { error: {}, session_id: 's1' },
      { fromDintero: false, hasIds: true, message: '', code: null, sessionId: 's1' }
    ],
    [
      { error: 'No', session_id: { odd: 1 } },
      { fromDintero: false, hasIds: true, message: '', code: null, sessionId: '{"odd":1}' }
    ],
    [
      { error: { message: 'No' }, request_id: 'r-1', trace: { id: 'abc' } },
      { fromDintero: true, hasIds: false, message: 'No', code: null, sessionId: null }
    ],
    [
      { error: { message: 'See T12345678.5cyWnV68vzJ1kYjZPrKWWm' } },
      {
        fromDintero: true,
        hasIds: true,
        message: 'See T12345678.5cyWnV68vzJ1kYjZPrKWWm',
        code: null,
        sessionId: null
      }
    ],
    [
      { error: { message: 'No', errors: [{ transaction_id: 7 }] } },
      { fromDintero: true, hasIds: true, message: 'No; {"transaction_id":7}', code: null, sessionId: null }
    ],
    [undefined, { fromDintero: false, hasIds: false, message: '', code: null, sessionId: null }],
    ['x', { fromDintero: false, hasIds: false, message: '', code: null, sessionId: null }]
  ])('%j', (body, facts) => {
    expect(parseError(body, redact)).toStrictEqual(facts)
  })
})
