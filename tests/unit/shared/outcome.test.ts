import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toAnswer } from '../../../electron/dintero/exchange'
import { redactor } from '../../../electron/dintero/redact'
import { parseJson } from '../../../electron/dintero/wire'
import {
  classify,
  classifyTransaction,
  isAccessRefusalNote,
  isDuplicateRefusal
} from '../../../shared/outcome'
import type { Claim } from '../../../shared/identity'
import type { Answer, Outcome } from '../../../shared/outcome'
import { transactionStatuses } from '../../../shared/transaction'
import type { EventError, Transaction } from '../../../shared/transaction'
import { anEvent } from '../../support/transaction-event'

const expected: Claim = {
  accountId: 'T12345678',
  merchantReference: 'order-1',
  referenceIsOurs: false,
  referenceIsOfContent: false,
  amount: 29990,
  currency: 'NOK',
  provider: 'bambora',
  operation: 'unscheduled_purchase',
  brand: 'visa',
  lastFour: '0416',
  token: null,
  transactionId: null,
  sessionId: null,
  sends: 1,
  sent: null
}

const declinedAt = Date.UTC(2026, 3, 1)
const hour = 3_600_000

function transaction(changes: Partial<Transaction> = {}): Transaction {
  return {
    id: 't1',
    sessionId: 's1',
    status: 'AUTHORIZED',
    amount: 29990,
    currency: 'NOK',
    merchantReference: 'order-1',
    paymentProductType: 'bambora.creditcard',
    paymentOperation: 'unscheduled_purchase',
    createdAt: declinedAt,
    events: [],
    settlementStatus: null,
    payouts: [],
    card: null,
    customer: null,
    ...changes
  }
}

function answered(changes: Partial<Transaction> = {}, status = 200, success: boolean | null = null): Answer {
  return { kind: 'transaction', status, transaction: transaction(changes), success, sessionId: 's1' }
}

function refusal(status: number, changes: Partial<Extract<Answer, { kind: 'error' }>> = {}): Answer {
  const message = 'order.amount must be at least 1'
  return {
    kind: 'error',
    status,
    message,
    code: 'VALIDATION',
    sessionId: null,
    fromDintero: true,
    hasIds: false,
    retryAfter: null,
    ...changes
  }
}

function declinedWith(...errors: Partial<EventError>[]): Transaction {
  return transaction({
    status: 'FAILED',
    events: errors.map((error) => ({
      ...anEvent({ event: 'AUTHORIZE' }),
      transactionStatus: 'FAILED',
      success: false,
      amount: 29990,
      createdAt: declinedAt,
      error: {
        message: 'No',
        code: null,
        types: [],
        resultCode: null,
        retryCodes: [],
        retryAfter: null,
        ...error
      }
    }))
  })
}

describe('what a charge answered, by status', () => {
  const states: Record<
    (typeof transactionStatuses)[number],
    [answer: Outcome['state'], lookup: Outcome['state']]
  > = {
    INITIATED: ['pending', 'pending'],
    AUTHORIZED: ['succeeded', 'succeeded'],
    AUTHORIZATION_VOIDED: ['declined', 'declined'],
    CAPTURED: ['succeeded', 'succeeded'],
    PARTIALLY_CAPTURED: ['succeeded', 'succeeded'],
    PARTIALLY_CAPTURED_REFUNDED: ['unknown', 'succeeded'],
    REFUNDED: ['unknown', 'succeeded'],
    PARTIALLY_REFUNDED: ['unknown', 'succeeded'],
    DECLINED: ['declined', 'declined'],
    FAILED: ['declined', 'declined'],
    UNKNOWN: ['pending', 'pending'],
    ON_HOLD: ['pending', 'pending']
  }

  it.each(transactionStatuses)('%s', (status) => {
    const [fromAnswer, fromLookup] = states[status]
    expect(classify(answered({ status }), expected).state).toBe(fromAnswer)
    expect(classifyTransaction(transaction({ status })).state).toBe(fromLookup)
  })

  it('is no decline where a part was captured before the rest was voided: money was taken', () => {
    const at = (event: string, amount: number) => anEvent({ id: event, event, amount })
    const events = [at('AUTHORIZE', 29_990), at('CAPTURE', 10_000), at('VOID', 19_990)]
    const voided = transaction({ status: 'AUTHORIZATION_VOIDED', amount: 29_990, currency: 'NOK', events })
    expect(classifyTransaction(voided)).toMatchObject({ state: 'succeeded', captured: 10_000, decline: null })
    const all = { ...voided, events: [at('AUTHORIZE', 29_990), at('VOID', 29_990)] }
    expect(classifyTransaction(all)).toMatchObject({ state: 'declined', captured: 0 })
  })

  it.each(['', 'authorized', 'SETTLED', 'AUTHORIZED ', 'null', '__proto__'])(
    'unforeseen %j is unknown',
    (status) => {
      expect(classify(answered({ status }), expected)).toMatchObject({ state: 'unknown' })
    }
  )

  it('none at all is unknown', () => {
    expect(classify(answered({ status: null }), expected)).toMatchObject({ state: 'unknown' })
  })

  it('carries what is needed to find it again', () => {
    expect(classify(answered(), expected)).toStrictEqual({
      state: 'succeeded',
      transactionId: 't1',
      transactionStatus: 'AUTHORIZED',
      sessionId: 's1',
      decline: null,
      note: 'AUTHORIZED',
      mustWait: false,
      retryAfter: null,
      found: null,
      captured: 0,
      refunded: 0
    })
  })
})

describe('an answer about other money', () => {
  const others: Partial<Transaction>[] = [
    { amount: 29991 },
    { amount: 0 },
    { currency: 'SEK' },
    { currency: 'nok' },
    { merchantReference: 'order-2' },
    { merchantReference: '' }
  ]

  it.each(others.flatMap((other) => transactionStatuses.map((status) => ({ ...other, status }))))(
    'is neither a success nor a failure: %o',
    (changes) => {
      expect(classify(answered(changes), expected)).toMatchObject({
        state: 'unknown',
        transactionId: null,
        transactionStatus: null,
        sessionId: null,
        found: { transactionId: 't1' }
      })
    }
  )

  it.each([{ amount: null }, { currency: null }, { id: null }])(
    'that keeps silent is no success: %o',
    (changes) => {
      expect(classify(answered(changes), expected).state).toBe('unknown')
    }
  )

  it('need not repeat the reference', () => {
    expect(classify(answered({ merchantReference: null }), expected).state).toBe('succeeded')
  })
})

describe('an answer that contradicts itself', () => {
  it.each([
    ['AUTHORIZED', false],
    ['CAPTURED', false],
    ['FAILED', true],
    ['DECLINED', true]
  ])('%s with success %s is unknown', (status, success) => {
    expect(classify(answered({ status }, 200, success), expected)).toMatchObject({
      state: 'unknown'
    })
  })
})

describe('HTTP', () => {
  it.each([
    [200, 'succeeded'],
    [201, 'unknown'],
    [202, 'pending'],
    [204, 'unknown'],
    [400, 'unknown'],
    [500, 'unknown']
  ])('%i with AUTHORIZED', (status, state) => {
    expect(classify(answered({}, status), expected)).toMatchObject({ state, mustWait: false })
  })

  it('202 without an id is looked up', () => {
    expect(classify(answered({ id: null }, 202), expected)).toMatchObject({
      state: 'unknown'
    })
  })

  it('unreadable is pending and looked up', () => {
    const answer: Answer = { kind: 'unreadable', status: 200, sessionId: 's1' }
    expect(classify(answer, expected)).toMatchObject({ state: 'pending', sessionId: 's1' })
  })

  it('every status of an error', () => {
    for (let status = 100; status <= 999; status++) {
      const { state, mustWait } = classify(refusal(status), expected)
      const surely = [400, 401, 403, 404, 422].includes(status)
      const wanted = surely ? 'refused' : status === 429 ? 'not_sent' : 'unknown'
      expect(`${status} ${state} ${mustWait}`).toBe(`${status} ${wanted} ${status === 429}`)
      const withSession = classify(refusal(status, { sessionId: 's1' }), expected)
      expect(`${status} ${withSession.state} ${withSession.mustWait}`).toBe(`${status} unknown false`)
      const withId = classify(refusal(status, { hasIds: true }), expected)
      expect(`${status} ${withId.state} ${withId.mustWait}`).toBe(`${status} unknown false`)
      const byGateway = classify(refusal(status, { fromDintero: false, message: '', code: null }), expected)
      expect(`${status} ${byGateway.state}`).toBe(`${status} ${status === 429 ? 'not_sent' : 'unknown'}`)
    }
  })

  it('429 says how long to wait', () => {
    expect(classify(refusal(429, { retryAfter: 7000 }), expected).retryAfter).toBe(7000)
  })

  it('a request that never left may be sent again', () => {
    const outcome = classify({ kind: 'not_connected', reason: 'ENOTFOUND' }, expected)
    expect(outcome).toMatchObject({ state: 'not_sent' })
  })

  it('a lost answer is looked up', () => {
    const outcome = classify({ kind: 'no_answer', reason: 'ECONNRESET' }, expected)
    expect(outcome).toMatchObject({ state: 'unknown' })
  })
})

describe('a refusal that may be a duplicate', () => {
  it.each([
    ['merchant_reference already exists', null],
    ['Merchant reference must be unique', null],
    ['A session with the same merchantReference was found', null],
    ['duplicate', null],
    ['Order order-1 is already in use', null],
    ['conflict', null],
    ['Refused', 'DUPLICATE_MERCHANT_REFERENCE'],
    ['strict-merchant-reference', null],
    ['Validation failed; {"field":"order.merchant_reference","rule":"used"}', null],
    ['', null],
    ['Bad Request', null],
    ['Invalid request.', 'BAD_REQUEST'],
    ['Validation failed', null],
    ['400', null],
    ['The token does not exist, but the order already exists', null]
  ])('%s %s', (message, code) => {
    const answer = refusal(400, { message, code })
    expect(isDuplicateRefusal(answer)).toBe(true)
    expect(classify(answer, expected)).toMatchObject({ state: 'unknown' })
  })

  it.each([
    'order.amount must be at least 1',
    'payment_token does not exist',
    'currency XXX is not supported',
    'phone_number has the wrong format'
  ])('is not "%s"', (message) => {
    expect(isDuplicateRefusal(refusal(400, { message, code: 'BAD_REQUEST' }))).toBe(false)
    expect(classify(refusal(400, { message }), expected)).toMatchObject({ state: 'refused' })
  })

  it('has status 400', () => {
    expect(isDuplicateRefusal(refusal(500, { message: 'duplicate' }))).toBe(false)
    expect(isDuplicateRefusal(answered())).toBe(false)
  })
})

describe('the words of a decline', () => {
  it.each([
    // 2026
    ['ERROR', 'declined', 'unsaid'],
    ['DECLINED', 'declined', 'unsaid'],
    ['ISSUER_ERROR', 'issuer_unavailable', 'unsaid'],
    ['PICK_UP_CARD', 'stolen_card', 'never'],
    ['INVALID_MERCHANT', 'invalid_request', 'fix_first'],
    ['INVALID_TRANSACTION', 'invalid_request', 'fix_first'],
    ['INVALID_AMOUNT', 'invalid_amount', 'fix_first'],
    ['INSUFFICIENT_FUNDS', 'insufficient_funds', 'unsaid'],
    ['CLOSED_ACCOUNT', 'closed_account', 'never'],
    ['EXPIRED_CARD', 'expired_card', 'with_customer'],
    ['EXCEEDS_APPROVAL_LIMIT', 'limit_exceeded', 'unsaid'],
    ['EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT', 'limit_exceeded', 'unsaid'],
    ['RESTRICTED_CARD', 'restricted_card', 'unsaid'],
    ['PIN_REQUIRED', 'customer_needed', 'with_customer'],
    ['FAILED_VERIFICATION', 'customer_needed', 'with_customer'],
    ['ADDITIONAL_VERIFICATION_REQUIRED', 'customer_needed', 'with_customer'],
    ['UNKNOWN', 'declined', 'unsaid'],
    // 2024 and 2025
    ['DO_NOT_RETRY', 'do_not_retry', 'never'],
    ['MODIFICATIONS_REQUIRED', 'customer_needed', 'with_customer'],
    ['DAILY_LIMIT_EXCEEDED', 'daily_limit', 'after'],
    ['MONTHLY_LIMIT_EXCEEDED', 'monthly_limit', 'after'],
    ['REJECTED_BY_ACQUIRER', 'declined', 'unsaid'],
    ['REJECTED_BY_ACQUIRER_INVALID_AMOUNT', 'invalid_amount', 'fix_first'],
    ['REJECTED_BY_ACQUIRER_FORMAT_ERROR', 'invalid_request', 'fix_first'],
    ['REJECTED_BY_ACQUIRER_POSSIBLE_FRAUD', 'suspected_fraud', 'unsaid'],
    ['REJECTED_BY_ACQUIRER_CARD_STOLEN', 'stolen_card', 'never'],
    ['REJECTED_BY_ACQUIRER_CARD_EXPIRED', 'expired_card', 'with_customer'],
    ['REJECTED_BY_ACQUIRER_INSUFFICIENT_FUNDS', 'insufficient_funds', 'unsaid'],
    ['ACQUIRER_HOST_OFFLINE', 'issuer_unavailable', 'unsaid'],
    // nobody's
    ['SOMETHING_NEW', 'declined', 'unsaid'],
    ['constructor', 'declined', 'unsaid']
  ])('%s', (type, reason, kind) => {
    const { state, decline } = classifyTransaction(declinedWith({ types: [type] }))
    expect(state).toBe('declined')
    expect(decline).toMatchObject({ reason, retry: { kind }, types: [type.toUpperCase()], message: 'No' })
  })

  it('are the same in both forms, a string and a list', () => {
    const wire = (type: unknown): unknown => ({
      id: 't1',
      status: 'FAILED',
      events: [{ event: 'AUTHORIZE', success: false, error: { message: 'No', type } }]
    })
    const judge = (body: unknown): Outcome => {
      const redact = redactor([])
      return classify(
        toAnswer({ kind: 'answered', status: 200, body, retryAfter: null, eventRequestId: null, redact }),
        expected
      )
    }
    expect(judge(wire('EXPIRED_CARD'))).toStrictEqual(judge(wire(['EXPIRED_CARD'])))
    expect(judge(wire('EXPIRED_CARD')).decline?.reason).toBe('expired_card')
  })

  it('without any error are a plain decline', () => {
    expect(classifyTransaction(transaction({ status: 'FAILED' })).decline).toStrictEqual({
      reason: 'declined',
      retry: { kind: 'unsaid', notBefore: null },
      message: '',
      types: [],
      resultCode: null
    })
  })

  it('of a voided authorisation are that', () => {
    const { decline } = classifyTransaction(transaction({ status: 'AUTHORIZATION_VOIDED' }))
    expect(decline?.reason).toBe('voided')
  })

  it('keep the most telling reason, the last message and result code', () => {
    const tx = declinedWith(
      { types: ['DECLINED', 'INSUFFICIENT_FUNDS'], resultCode: '51' },
      { message: 'Later', types: ['ERROR'] }
    )
    expect(classifyTransaction(tx).decline).toMatchObject({
      reason: 'insufficient_funds',
      message: 'Later',
      types: ['DECLINED', 'INSUFFICIENT_FUNDS', 'ERROR'],
      resultCode: '51'
    })
  })
})

describe('the advice of a decline', () => {
  const later = declinedAt + 5 * hour
  it.each([
    [{ retryCodes: ['DO_NOT_RETRY'] }, 'never', null],
    [{ retryCodes: ['RETRY_IMMEDIATELY'] }, 'now', null],
    [{ retryCodes: ['RETRY_AFTER_DELAY'], retryAfter: later }, 'after', later],
    [{ retryCodes: ['RETRY_AFTER_DELAY'] }, 'after', null],
    [{ retryAfter: later }, 'after', later],
    [{ retryCodes: ['SOMETHING_NEW'] }, 'unsaid', null],
    [{ retryCodes: ['retry_immediately', 'do_not_retry '] }, 'never', null],
    [{ retryCodes: ['RETRY_IMMEDIATELY'], retryAfter: later }, 'after', later],
    [{ retryCodes: ['RETRY_IMMEDIATELY'], types: ['EXPIRED_CARD'] }, 'with_customer', null],
    [{ retryCodes: ['RETRY_AFTER_DELAY'], retryAfter: later, types: ['INVALID_AMOUNT'] }, 'fix_first', null],
    [{ types: ['MODIFICATIONS_REQUIRED', 'INVALID_AMOUNT', 'CLOSED_ACCOUNT'] }, 'never', null],
    [{ types: ['DAILY_LIMIT_EXCEEDED'] }, 'after', declinedAt + 24 * hour],
    [{ types: ['MONTHLY_LIMIT_EXCEEDED'] }, 'after', declinedAt + 720 * hour],
    [{ types: ['DAILY_LIMIT_EXCEEDED'], retryAfter: later }, 'after', declinedAt + 24 * hour]
  ])('%o', (error, kind, notBefore) => {
    expect(classifyTransaction(declinedWith(error)).decline?.retry).toStrictEqual({
      kind,
      notBefore
    })
  })

  it('is the strictest of all events', () => {
    const tx = declinedWith({ retryCodes: ['DO_NOT_RETRY'] }, { retryCodes: ['RETRY_IMMEDIATELY'] })
    expect(classifyTransaction(tx).decline).toMatchObject({
      reason: 'do_not_retry',
      retry: { kind: 'never' }
    })
  })
})

describe('whatever a server may answer', () => {
  const redact = redactor(['secret-token'])
  const anything = fc.anything({ maxDepth: 3, withBigInt: false })
  const mostly = (...values: unknown[]): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: anything })
  const error = fc.record(
    {
      message: mostly('No', 'secret-token'),
      code: mostly('x', null),
      type: mostly('DO_NOT_RETRY', ['INSUFFICIENT_FUNDS', 'DECLINED'], 'NEW'),
      result_code: mostly('05', 51),
      retry_policy: mostly({ retry_codes: ['RETRY_AFTER_DELAY'], retry_after: '2026-05-01T00:00:00Z' }, {})
    },
    { requiredKeys: [] }
  )
  const body = fc.record(
    {
      id: mostly('T12345678.tx', null),
      session_id: mostly('T12345678.s', null),
      status: mostly(...transactionStatuses, 'NEW', null),
      amount: mostly(29990, 29990, 29990, 29991, '29990', 299.9, -29990, null),
      currency: mostly('NOK', 'NOK', 'NOK', 'SEK', 'nok', null),
      merchant_reference: mostly('order-1', 'order-1', 'order-10', null),
      success: mostly(true, false, null),
      created_at: mostly('2026-04-01T12:00:00Z', 'yesterday'),
      card: mostly({ brand: 'Visa', masked_pan: '411111******1111' }, null),
      events: fc.oneof(
        fc.array(
          fc.record({ event: mostly('AUTHORIZE'), success: mostly(false), error }, { requiredKeys: [] }),
          { maxLength: 3 }
        ),
        anything
      ),
      error: fc.oneof(error, anything)
    },
    { requiredKeys: [] }
  )
  const right = {
    id: 'T12345678.tx',
    status: 'CAPTURED',
    amount: 29990,
    currency: 'NOK',
    merchant_reference: 'order-1'
  }
  const text = fc.oneof(
    { weight: 6, arbitrary: body.map((value) => JSON.stringify(value)) },
    // Five fields that are right by chance come together too rarely for a success to be sure to be seen.
    { weight: 1, arbitrary: fc.constant(JSON.stringify(right)) },
    {
      weight: 1,
      arbitrary: fc.tuple(body, fc.nat()).map(([value, cut]) => cutAt(JSON.stringify(value), cut))
    },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string() }
  )
  const status = fc.oneof(
    { weight: 4, arbitrary: fc.constant(200) },
    // Named, because one status in five hundred comes up too rarely for every state to be sure to be seen.
    { weight: 1, arbitrary: fc.constantFrom(202, 400, 409, 429, 500, 503) },
    { weight: 1, arbitrary: fc.integer({ min: 100, max: 599 }) }
  )

  function cutAt(whole: string, at: number): string {
    return whole.slice(0, at % (whole.length + 1))
  }

  function facts(raw: unknown): Record<string, unknown> {
    return typeof raw === 'object' && raw !== null ? { ...raw } : {}
  }

  /** What each judgement needs to see in the body itself, whatever the parser and the classifier made of it. */
  function isJustified(state: Outcome['state'], httpStatus: number, said: Record<string, unknown>): boolean {
    const { status, amount, currency, success, merchant_reference: reference } = said
    if (state === 'succeeded')
      return (
        httpStatus === 200 &&
        (status === 'AUTHORIZED' || status === 'CAPTURED' || status === 'PARTIALLY_CAPTURED') &&
        amount === 29990 &&
        currency === 'NOK' &&
        (reference === 'order-1' || reference === null || reference === undefined) &&
        success !== false
      )
    if (state === 'declined')
      return (
        httpStatus === 200 &&
        (status === 'FAILED' || status === 'DECLINED' || status === 'AUTHORIZATION_VOIDED') &&
        success !== true
      )
    if (state === 'refused')
      return httpStatus >= 400 && httpStatus < 500 && (said['session_id'] ?? null) === null
    return state !== 'not_sent' || httpStatus === 429
  }

  it('is a success only when it says so of the right money, a decline only when it says so, and never an exception', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(status, text, (httpStatus, answerText) => {
        const raw = parseJson(answerText)
        const answer = toAnswer({
          kind: 'answered',
          status: httpStatus,
          body: raw,
          retryAfter: null,
          eventRequestId: null,
          redact
        })
        const outcome = classify(answer, expected)
        const said = facts(raw)
        seen.add(outcome.state)
        expect(isJustified(outcome.state, httpStatus, said)).toBe(true)
        expect(`${outcome.note}${JSON.stringify(outcome.decline)}`).not.toContain('secret-token')
      }),
      { numRuns: 12_000 }
    )
    expect([...seen].toSorted()).toStrictEqual([
      'declined',
      'not_sent',
      'pending',
      'refused',
      'succeeded',
      'unknown'
    ])
  })
})

describe('the note of an access refusal', () => {
  const noteOf = (status: number, said: { code?: string | null; message?: string } = {}) =>
    classify(refusal(status, said), expected).note

  it.each([401, 403])('is told by what is kept of the answer: %i', (status) => {
    expect(isAccessRefusalNote(noteOf(status))).toBe(true)
    expect(isAccessRefusalNote(noteOf(status, { code: null, message: '' }))).toBe(true)
  })

  it('is that of no other refusal, whatever it says', () => {
    for (const status of [400, 404, 422, 4010, 500])
      expect([status, isAccessRefusalNote(noteOf(status, { message: 'HTTP 401: forbidden' }))]).toEqual([
        status,
        false
      ])
    expect(isAccessRefusalNote(null)).toBe(false)
  })
})
