import { describe, expect, it } from 'vitest'
import { redactor } from '../../../electron/dintero/redact'
import { parseError } from '../../../electron/dintero/wire'
import { parsePay, parseTransaction } from '../../../electron/dintero/wire-transaction'
import { anEvent } from '../../support/transaction-event'

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
          { ...anEvent({ event: 'INITIALIZE' }), transactionStatus: null, amount: null, createdAt: null },
          {
            ...anEvent({ event: 'AUTHORIZE' }),
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
        settlementStatus: null,
        payouts: [],
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

  it('is read with everything by which a capture or a refund is known again', () => {
    const capture = {
      id: 'event-1',
      event: 'CAPTURE',
      transaction_status: 'CAPTURED',
      success: true,
      amount: 29990,
      created_at: '2026-04-01T10:00:01Z',
      created_by: 'client-1',
      event_reference: 'C-20260401-B7QF3M2KX9TH',
      metadata: { ext_trekk: 'C-20260401-B7QF3M2KX9TH', 'payex:whatever': 7 },
      request_id: '0b5e8f9c-0c86-4f4b-9c57-1a3d5c5a2f10',
      correlation_request_id: '4d0d2ea5-6ad6-4f0f-8b6a-0a0b6b7e8c11',
      items: [{ line_id: '1', amount: 29990 }]
    }
    expect(parseTransaction({ ...full, events: [capture] }, redact)?.events).toStrictEqual([
      {
        id: 'event-1',
        event: 'CAPTURE',
        transactionStatus: 'CAPTURED',
        success: true,
        error: null,
        amount: 29990,
        createdAt: Date.UTC(2026, 3, 1, 10, 0, 1),
        createdBy: 'client-1',
        reference: 'C-20260401-B7QF3M2KX9TH',
        mark: 'C-20260401-B7QF3M2KX9TH',
        requestId: '0b5e8f9c-0c86-4f4b-9c57-1a3d5c5a2f10',
        correlationRequestId: '4d0d2ea5-6ad6-4f0f-8b6a-0a0b6b7e8c11',
        isCorrection: false
      }
    ])
  })

  it.each([
    { created_by: 7 },
    { event_reference: ['C-1'] },
    { event_reference: 'x'.repeat(201) },
    { metadata: 'none' },
    { metadata: { ext_trekk: 7 } },
    { request_id: {} }
  ])("takes an event for nobody's where that cannot be read: %o", (changes) => {
    const events = [{ event: 'CAPTURE', success: true, amount: 1, ...changes }]
    expect(parseTransaction({ ...full, events }, redact)?.events).toStrictEqual([
      anEvent({ event: 'CAPTURE', amount: 1 })
    ])
  })

  it('says of a correction that it is one', () => {
    const correction = { status: 'CAPTURED', remaining_capture_amount: 0 }
    const events = [
      { event: 'CAPTURE', success: true, correction },
      { event: 'CAPTURE', correction: null }
    ]
    const read = parseTransaction({ ...full, events }, redact)?.events
    expect(read?.map(({ isCorrection }) => isCorrection)).toEqual([true, false])
  })

  it('is read with its shares of payouts, beside its events or beside itself', () => {
    const share = { settlement_id: 's-1', provider_reference: 'p', amount: 29000, fee: 990 }
    const events = [{ event: 'CAPTURE', success: true, settlements: { events: [share] } }]
    const expected = [{ settlementId: 's-1', amount: 29000, capture: null, refund: null, fee: 990 }]
    const settled = { ...full, settlement_status: 'SETTLED' }
    expect(parseTransaction({ ...settled, events }, redact)).toMatchObject({
      settlementStatus: 'SETTLED',
      payouts: expected
    })
    expect(parseTransaction({ ...settled, settlements: { events: [share] } }, redact)).toMatchObject({
      payouts: expected
    })
    for (const settlements of ['x', { events: [{ amount: 1 }] }, { events: [{ ...share, amount: 'x' }] }])
      expect(parseTransaction({ ...full, settlements }, redact)).toMatchObject({ payouts: null })
  })

  it('is not in no payout where what is said of payouts cannot be read', () => {
    const events = [{ event: 'CAPTURE', settlements: { events: [{ settlement_id: 's-1', amount: 1.5 }] } }]
    expect(parseTransaction({ ...full, events }, redact)).toMatchObject({ payouts: null })
    expect(parseTransaction({ ...full, events: [{ event: 'CAPTURE' }] }, redact)).toMatchObject({
      payouts: []
    })
    const nothingSaid = { settlements: { events: [{ settlement_id: 's-1' }] } }
    expect(parseTransaction({ ...full, ...nothingSaid }, redact)).toMatchObject({ payouts: null })
  })

  it('reads a payout’s amount from its parts where only those are said', () => {
    const settlements = { events: [{ settlement_id: 's-1', capture: 100, fee: 3 }] }
    expect(parseTransaction({ ...full, settlements }, redact)?.payouts).toEqual([
      { settlementId: 's-1', amount: 97, capture: 100, refund: null, fee: 3 }
    ])
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
