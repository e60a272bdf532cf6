import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { modificationKinds, type ModificationKind } from '../../../shared/modification'
import {
  classifyModification,
  type ModificationAnswer,
  type ModificationClaim,
  type ModificationOutcome
} from '../../../shared/modification-outcome'
import {
  transactionStatuses,
  type EventError,
  type Transaction,
  type TransactionEvent
} from '../../../shared/transaction'
import { aPayment } from '../../support/payment'
import { anEvent } from '../../support/transaction-event'

const sentAt = Date.UTC(2026, 4, 20, 9)
const minute = 60_000

function claimOf(kind: ModificationKind, change: Partial<ModificationClaim> = {}): ModificationClaim {
  return {
    accountId: 'T12345678',
    transactionId: 'T12345678.tx-1',
    kind,
    amount: kind === 'void' ? null : 40_000,
    currency: 'NOK',
    reference: 'X-1',
    eventRequestId: null,
    eventId: null,
    sentAt,
    isOver: false,
    ...change
  }
}

const finals = { capture: 'CAPTURE', void: 'VOID', refund: 'REFUND' } as const
const error: EventError = {
  message: 'Not enough',
  code: null,
  types: ['INSUFFICIENT_FUNDS'],
  resultCode: null,
  retryCodes: [],
  retryAfter: null
}

function answered(
  events: readonly TransactionEvent[],
  change: Partial<Transaction> = {}
): ModificationAnswer {
  return { kind: 'transaction', transaction: aPayment({ events, status: 'CAPTURED', ...change }) }
}

function judged(
  kind: ModificationKind,
  answer: ModificationAnswer,
  change: Partial<ModificationClaim> = {}
): ModificationOutcome {
  return classifyModification(answer, claimOf(kind, change))
}

describe('an answer with the transaction', () => {
  it.each<[string, Partial<TransactionEvent>, Partial<ModificationClaim>?]>([
    ['the reference it was asked for with', { reference: 'X-1' }],
    ['our mark', { mark: 'X-1' }],
    ['the request that was taken in', { correlationRequestId: 'r-1' }, { eventRequestId: 'r-1' }],
    ['the id of that request itself', { requestId: 'r-1' }, { eventRequestId: 'r-1' }]
  ])('says that it was done where an event does, known by %s', (_name, known, claim) => {
    for (const kind of ['capture', 'refund'] as const) {
      const event = anEvent({ id: 'e-1', event: finals[kind], amount: 40_000, ...known })
      expect(judged(kind, answered([event]), claim)).toMatchObject({
        state: 'succeeded',
        eventId: 'e-1',
        transactionStatus: 'CAPTURED',
        isOtherAmount: false
      })
    }
  })

  it.each<[string, readonly TransactionEvent[], Partial<Transaction>?]>([
    ['there is no event', []],
    ['the event has no name', [anEvent({ event: 'CAPTURE', amount: 40_000, createdAt: sentAt })]],
    [
      'the event is known by another reference',
      [anEvent({ event: 'CAPTURE', reference: 'X-2', mark: 'X-2' })]
    ],
    ['the event is of another kind', [anEvent({ event: 'REFUND', reference: 'X-1' })]],
    ['nobody says whether it was done', [anEvent({ event: 'CAPTURE', reference: 'X-1', success: null })]],
    ['it is another transaction', [anEvent({ reference: 'X-1' })], { id: 'T12345678.tx-2' }],
    ['it has no id', [anEvent({ reference: 'X-1' })], { id: null }],
    ['it is of another session account', [anEvent({ reference: 'X-1' })], { sessionId: 'T87654321.abcdef' }],
    ['it is in another currency', [anEvent({ reference: 'X-1' })], { currency: 'SEK' }]
  ])('says nothing where %s, whatever the status', (_name, events, change) => {
    for (const status of transactionStatuses)
      expect(judged('capture', answered(events, { status, ...change }))).toMatchObject({
        state: 'unknown',
        eventId: null
      })
  })

  it('says that it failed where the event does, and why', () => {
    const event = anEvent({ id: 'e-1', event: 'CAPTURE', reference: 'X-1', success: false, error })
    expect(judged('capture', answered([event]))).toMatchObject({
      state: 'failed',
      eventId: 'e-1',
      declineReason: 'insufficient_funds',
      note: 'CAPTURE failed: Not enough, INSUFFICIENT_FUNDS'
    })
    expect(judged('capture', answered([{ ...event, error: null }]))).toMatchObject({
      state: 'failed',
      declineReason: 'declined',
      note: 'CAPTURE failed'
    })
  })

  it('goes by the latest of several events of ours', () => {
    const success = anEvent({ id: 'e-1', event: 'CAPTURE', reference: 'X-1', createdAt: sentAt })
    const failure = { ...success, id: 'e-2', success: false, createdAt: sentAt + minute }
    for (const events of [
      [success, failure],
      [failure, success]
    ])
      expect(judged('capture', answered(events))).toMatchObject({ state: 'failed', eventId: 'e-2' })
    const undated = [success, failure].map((event) => ({ ...event, createdAt: null }))
    expect(judged('capture', answered(undated))).toMatchObject({ state: 'failed' })
  })

  it('says that it is taken in where only that event is there, by which request', () => {
    const begun = anEvent({ event: 'INITIATE_CAPTURE', reference: 'X-1', requestId: 'r-1', amount: 40_000 })
    expect(judged('capture', answered([begun]))).toMatchObject({ state: 'pending', eventRequestId: 'r-1' })
    expect(judged('capture', answered([{ ...begun, success: false }]))).toMatchObject({ state: 'unknown' })
    const ended = anEvent({ event: 'CAPTURE', correlationRequestId: 'r-1', mark: 'X-1', amount: 40_000 })
    expect(judged('capture', answered([begun, ended]))).toMatchObject({ state: 'succeeded' })
  })

  it('says so when another amount was moved than was asked for', () => {
    const event = anEvent({ event: 'REFUND', reference: 'X-1', amount: 39_999 })
    expect(judged('refund', answered([event]))).toMatchObject({
      state: 'succeeded',
      isOtherAmount: true,
      note: 'REFUND of 39999 instead of 40000'
    })
    expect(judged('refund', answered([{ ...event, amount: null }]))).toMatchObject({ isOtherAmount: false })
  })
})

describe('a void', () => {
  const event = anEvent({ id: 'e-1', event: 'VOID', createdAt: sentAt + minute })

  it.each<[string, readonly TransactionEvent[], string, string]>([
    ['an event of it', [event], 'CAPTURED', 'VOID'],
    ["somebody else's", [{ ...event, createdBy: 'ola@example.no' }], 'CAPTURED', 'VOID by ola@example.no'],
    ['the status alone', [], 'AUTHORIZATION_VOIDED', 'VOID'],
    ['one that failed before one that did not', [{ ...event, success: false }, event], 'CAPTURED', 'VOID']
  ])('is done as soon as the reservation is gone, by %s', (_name, events, status, note) => {
    expect(judged('void', answered(events, { status }))).toMatchObject({ state: 'succeeded', note })
  })

  it('has failed where one failed since, and not where that was long before or nobody knows when', () => {
    const failure = { ...event, success: false }
    const of = (createdAt: number | null, change?: Partial<ModificationClaim>): string =>
      judged('void', answered([{ ...failure, createdAt }], { status: 'AUTHORIZED' }), change).state
    expect(of(sentAt + minute)).toBe('failed')
    expect(of(sentAt - 2 * minute)).toBe('failed')
    expect(of(sentAt - 2 * minute - 1)).toBe('unknown')
    expect(of(null)).toBe('unknown')
    expect(of(sentAt + minute, { sentAt: null })).toBe('unknown')
  })

  it('that has ended is known by its request alone: whoever voids later is somebody else', () => {
    const of = (change: Partial<TransactionEvent>): string =>
      judged('void', answered([{ ...event, ...change }], { status: 'AUTHORIZATION_VOIDED' }), {
        isOver: true,
        eventRequestId: 'r-1'
      }).state
    expect(of({})).toBe('unknown')
    expect(of({ success: false })).toBe('unknown')
    expect(of({ correlationRequestId: 'r-1' })).toBe('succeeded')
    expect(of({ correlationRequestId: 'r-1', success: false })).toBe('failed')
    const seen = { isOver: true, eventId: 'e-1' }
    expect(judged('void', answered([event]), seen).state).toBe('succeeded')
    expect(judged('void', answered([{ ...event, id: 'e-2' }]), seen).state).toBe('unknown')
  })

  it('is followed by the request that took it in', () => {
    const begun = anEvent({ event: 'INITIATE_VOID', requestId: 'r-1' })
    const at = (events: readonly TransactionEvent[]): string =>
      judged('void', answered(events, { status: 'AUTHORIZED' }), { eventRequestId: 'r-1' }).state
    expect(at([begun])).toBe('pending')
    expect(at([begun, { ...event, success: false, createdAt: null, correlationRequestId: 'r-1' }])).toBe(
      'failed'
    )
    expect(at([{ ...begun, requestId: 'r-2' }])).toBe('unknown')
  })
})

describe('any other answer', () => {
  it('that took it in is followed by the id it was given, in the header or the body', () => {
    const begun = anEvent({ event: 'INITIATE_REFUND', mark: 'X-1', requestId: 'r-2' })
    const transaction = aPayment({ events: [begun] })
    const of = (eventRequestId: string | null, body: Transaction | null) =>
      judged('refund', { kind: 'accepted', eventRequestId, transaction: body })
    expect(of('r-1', null)).toMatchObject({ state: 'pending', eventRequestId: 'r-1' })
    expect(of('r-1', transaction)).toMatchObject({ state: 'pending', eventRequestId: 'r-1' })
    expect(of(null, transaction)).toMatchObject({ state: 'pending', eventRequestId: 'r-2' })
    expect(of(null, null)).toMatchObject({ state: 'pending', eventRequestId: null })
    expect(of('r-1', aPayment({ id: 'T12345678.tx-2' }))).toMatchObject({ state: 'unknown' })
  })

  const refusal = { kind: 'error', message: 'No', code: null, fromDintero: true, retryAfter: null } as const
  it.each<[ModificationOutcome['state'], ModificationAnswer]>([
    ['unknown', { kind: 'unreadable', status: 200 }],
    ['refused', { ...refusal, status: 400 }],
    ['refused', { ...refusal, status: 401 }],
    ['refused', { ...refusal, status: 403 }],
    ['refused', { ...refusal, status: 404 }],
    ['unknown', { ...refusal, status: 400, fromDintero: false }],
    ['unknown', { ...refusal, status: 409 }],
    ['unknown', { ...refusal, status: 422 }],
    ['unknown', { ...refusal, status: 500 }],
    ['unknown', { ...refusal, status: 503 }],
    ['not_sent', { kind: 'not_connected', reason: 'ECONNREFUSED' }],
    ['unknown', { kind: 'no_answer', reason: 'ECONNRESET' }]
  ])('is %s: %j', (state, answer) => {
    for (const kind of modificationKinds) expect(judged(kind, answer).state).toBe(state)
  })

  it('of a Dintero that is too busy says how long to wait', () => {
    const busy = { ...refusal, status: 429, retryAfter: 7_000 }
    expect(judged('refund', busy)).toMatchObject({
      state: 'not_sent',
      retryAfter: 7_000,
      note: 'HTTP 429: No'
    })
  })
})

describe('whatever Dintero answers', () => {
  const name = fc.option(fc.constantFrom('X-1', 'X-2', 'r-1', 'r-2'))
  const event = fc.record({
    id: fc.option(fc.constantFrom('e-1', 'e-2', 'r-1')),
    event: fc.constantFrom(
      'CAPTURE',
      'REFUND',
      'VOID',
      'INITIATE_CAPTURE',
      'INITIATE_REFUND',
      'INITIATE_VOID',
      'NEW'
    ),
    success: fc.option(fc.boolean()),
    amount: fc.option(fc.constantFrom(40_000, 39_999)),
    reference: name,
    mark: name,
    requestId: name,
    correlationRequestId: name,
    createdAt: fc.option(fc.integer({ min: sentAt - 5 * minute, max: sentAt + 5 * minute })),
    error: fc.option(fc.constant(error))
  })
  const transaction = fc.record({
    id: fc.constantFrom('T12345678.tx-1', 'T12345678.tx-1', 'T12345678.tx-2', null),
    status: fc.option(fc.constantFrom(...transactionStatuses, 'NEW')),
    currency: fc.constantFrom('NOK', 'NOK', 'SEK', null),
    events: fc.array(event.map(anEvent), { maxLength: 4 })
  })

  it('done and failed is only what an event of its own says, or a reservation that is gone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...modificationKinds),
        transaction,
        fc.option(fc.constantFrom('r-1')),
        (kind, body, eventRequestId) => {
          const claim = claimOf(kind, { eventRequestId })
          const { state } = classifyModification({ kind: 'transaction', transaction: aPayment(body) }, claim)
          const own = body.events.filter(
            (each) =>
              each.event === finals[kind] &&
              (each.reference === 'X-1' ||
                each.mark === 'X-1' ||
                (eventRequestId !== null &&
                  [each.id, each.requestId, each.correlationRequestId].includes(eventRequestId)))
          )
          const isGone =
            kind === 'void' &&
            (body.status === 'AUTHORIZATION_VOIDED' ||
              body.events.some((each) => each.event === 'VOID' && each.success === true))
          const isDone = isGone || own.some(({ success }) => success === true)
          const hasFailed =
            own.some(({ success }) => success === false) ||
            (kind === 'void' && body.events.some((each) => each.event === 'VOID' && each.success === false))
          const isOurs = body.id === 'T12345678.tx-1' && body.currency !== 'SEK'
          expect({ state, isOurs, isDone, hasFailed }).toMatchObject({
            ...(state === 'succeeded' && { isOurs: true, isDone: true }),
            ...(state === 'failed' && { isOurs: true, hasFailed: true })
          })
        }
      ),
      { numRuns: 3_000 }
    )
  })
})
