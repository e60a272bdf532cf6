import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TransactionMoney } from '../../../shared/modification'
import { offersOf } from '../../../shared/modification-offers'
import { transactionStatuses, type Transaction, type TransactionEvent } from '../../../shared/transaction'
import { moneyOf } from '../../../shared/transaction-money'
import { aPayment } from '../../support/payment'
import { anEvent } from '../../support/transaction-event'

const authorised = anEvent({ event: 'AUTHORIZE', amount: 1000, transactionStatus: 'AUTHORIZED' })
const captured = (amount: number, change: Partial<TransactionEvent> = {}) =>
  anEvent({ event: 'CAPTURE', amount, ...change })
const refunded = (amount: number, change: Partial<TransactionEvent> = {}) =>
  anEvent({ event: 'REFUND', amount, ...change })
const voided = anEvent({ event: 'VOID', amount: 1000 })

function payment(
  status: string | null,
  events: readonly TransactionEvent[],
  change: Partial<Transaction> = {}
): Transaction {
  return aPayment({ status, amount: 1000, events, ...change })
}

function read(status: string, events: readonly TransactionEvent[]): TransactionMoney {
  const reading = moneyOf(payment(status, events))
  if (reading.kind === 'unreadable') throw new Error(reading.problem)
  return reading.money
}

const blank: TransactionMoney = {
  currency: 'NOK',
  authorised: 1000,
  captured: 0,
  refunded: 0,
  voided: 0,
  pendingCapture: 0,
  pendingRefund: 0,
  pendingVoid: false,
  leftToCapture: 0,
  leftToRefund: 0
}

describe('what has become of the money', () => {
  it.each<[string, string, TransactionEvent[], Partial<TransactionMoney>]>([
    ['reserved', 'AUTHORIZED', [authorised], { leftToCapture: 1000 }],
    ['captured', 'CAPTURED', [authorised, captured(1000)], { captured: 1000, leftToRefund: 1000 }],
    [
      'captured in one with the reservation',
      'CAPTURED',
      [anEvent({ event: 'AUTHORIZE', amount: 1000, transactionStatus: 'CAPTURED' })],
      { captured: 1000, leftToRefund: 1000 }
    ],
    [
      'captured in part',
      'PARTIALLY_CAPTURED',
      [authorised, captured(300)],
      { captured: 300, leftToCapture: 700, leftToRefund: 300 }
    ],
    [
      'captured in parts',
      'CAPTURED',
      [authorised, captured(300), captured(700)],
      { captured: 1000, leftToRefund: 1000 }
    ],
    [
      'after a capture that failed',
      'PARTIALLY_CAPTURED',
      [authorised, captured(900, { success: false }), captured(300)],
      { captured: 300, leftToCapture: 700, leftToRefund: 300 }
    ],
    ['voided', 'AUTHORIZATION_VOIDED', [authorised, voided], { voided: 1000 }],
    ['voided by whoever lists no event of it', 'AUTHORIZATION_VOIDED', [authorised], { voided: 1000 }],
    [
      'captured in part, the rest voided',
      'CAPTURED',
      [authorised, captured(300), voided],
      { captured: 300, voided: 700, leftToRefund: 300 }
    ],
    [
      'the same under its old name',
      'PARTIALLY_CAPTURED',
      [authorised, captured(300), voided],
      { captured: 300, voided: 700, leftToRefund: 300 }
    ],
    [
      'the same under the name of a void',
      'AUTHORIZATION_VOIDED',
      [authorised, captured(300), voided],
      { captured: 300, voided: 700, leftToRefund: 300 }
    ],
    [
      'given back in part',
      'PARTIALLY_REFUNDED',
      [authorised, captured(1000), refunded(400)],
      { captured: 1000, refunded: 400, leftToRefund: 600 }
    ],
    [
      'captured and given back in part',
      'PARTIALLY_CAPTURED_REFUNDED',
      [authorised, captured(300), refunded(100)],
      { captured: 300, refunded: 100, leftToCapture: 700, leftToRefund: 200 }
    ],
    [
      'a captured part given back whole',
      'PARTIALLY_CAPTURED_REFUNDED',
      [authorised, captured(300), refunded(300)],
      { captured: 300, refunded: 300, leftToCapture: 700 }
    ],
    [
      'given back',
      'REFUNDED',
      [authorised, captured(1000), refunded(400), refunded(600)],
      { captured: 1000, refunded: 1000 }
    ],
    [
      'paid out',
      'CAPTURED',
      [authorised, captured(1000), anEvent({ event: 'SETTLEMENT' })],
      { captured: 1000, leftToRefund: 1000 }
    ],
    [
      'never reserved',
      'FAILED',
      [anEvent({ event: 'AUTHORIZE', success: false, amount: 1000 })],
      { authorised: 0 }
    ],
    ['undecided', 'ON_HOLD', [], { authorised: 0 }],
    ['reserved, without events', 'AUTHORIZED', [], { leftToCapture: 1000 }],
    [
      'captured, without events',
      'CAPTURED',
      [anEvent({ event: 'INITIALIZE' })],
      { captured: 1000, leftToRefund: 1000 }
    ],
    ['given back, without events', 'REFUNDED', [], { captured: 1000, refunded: 1000 }],
    ['voided, without events', 'AUTHORIZATION_VOIDED', [], { voided: 1000 }]
  ])('%s', (_name, status, events, money) => {
    expect(read(status, events)).toEqual({ ...blank, ...money })
  })

  it.each<[string, string | null, TransactionEvent[], Partial<Transaction>?]>([
    ['a status that says more than the events', 'CAPTURED', [authorised, captured(999)]],
    ['a status that says less than the events', 'AUTHORIZED', [authorised, captured(1000)]],
    ['a status that says captured where nothing is', 'CAPTURED', [authorised]],
    ['a status that says given back where nothing is', 'PARTIALLY_REFUNDED', [authorised, captured(1000)]],
    [
      'all given back under the name of a part',
      'PARTIALLY_REFUNDED',
      [authorised, captured(1000), refunded(1000)]
    ],
    ['a payment that failed and was captured', 'FAILED', [authorised, captured(1000)]],
    [
      'a reservation of which every try failed',
      'AUTHORIZED',
      [anEvent({ event: 'AUTHORIZE', success: false })]
    ],
    [
      'another amount reserved than was asked for',
      'AUTHORIZED',
      [anEvent({ event: 'AUTHORIZE', amount: 900 })]
    ],
    ['more captured than was reserved', 'CAPTURED', [authorised, captured(1001)]],
    ['more given back than was captured', 'REFUNDED', [authorised, captured(1000), refunded(1001)]],
    ['a capture without an amount', 'CAPTURED', [authorised, captured(1000), anEvent({ event: 'CAPTURE' })]],
    ['a refund of nothing', 'CAPTURED', [authorised, captured(1000), refunded(0)]],
    ['a capture nobody says was done', 'CAPTURED', [authorised, captured(1000, { success: null })]],
    [
      'an event that is listed twice',
      'CAPTURED',
      [authorised, captured(500, { id: 'e1' }), captured(500, { id: 'e1' })]
    ],
    ['an event nobody foresaw', 'CAPTURED', [authorised, captured(1000), anEvent({ event: 'CHARGEBACK' })]],
    [
      'a correction',
      'CAPTURED',
      [authorised, captured(1000), anEvent({ event: 'SETTLEMENT', isCorrection: true })]
    ],
    ['a part captured, without events', 'PARTIALLY_CAPTURED', []],
    ['a part given back, without events', 'PARTIALLY_REFUNDED', []],
    ['parts of both, without events', 'PARTIALLY_CAPTURED_REFUNDED', []],
    ['a status nobody foresaw', 'BRAND_NEW', [authorised]],
    ['no status', null, [authorised]],
    ['no amount', 'CAPTURED', [], { amount: null }],
    ['no currency', 'CAPTURED', [], { currency: null }],
    ['a currency of which nobody knows the decimals', 'CAPTURED', [], { currency: 'XTS' }]
  ])('is not said of %s', (_name, status, events, change) => {
    const reading = moneyOf(payment(status, events, change))
    expect(reading).toEqual({ kind: 'unreadable', problem: expect.stringMatching(/./) })
    expect(offersOf(payment(status, events), reading, false)).toEqual({
      capture: { most: 0, obstacle: 'unreadable' },
      void: { releases: 0, obstacle: 'unreadable' },
      refund: { most: 0, obstacle: 'unreadable' }
    })
  })

  it('counts what Dintero has taken in as taken', () => {
    const begun = anEvent({ event: 'INITIATE_CAPTURE', amount: 400, requestId: 'r1' })
    expect(read('AUTHORIZED', [authorised, begun])).toEqual({
      ...blank,
      pendingCapture: 400,
      leftToCapture: 600
    })
    const giving = anEvent({ event: 'INITIATE_REFUND', amount: 400, requestId: 'r2' })
    expect(read('CAPTURED', [authorised, captured(1000), giving])).toEqual({
      ...blank,
      captured: 1000,
      pendingRefund: 400,
      leftToRefund: 600
    })
    const releasing = anEvent({ event: 'INITIATE_VOID', amount: 1000 })
    expect(read('AUTHORIZED', [authorised, releasing])).toEqual({ ...blank, pendingVoid: true })
  })

  it.each<[string, Partial<TransactionEvent>, Partial<TransactionEvent>]>([
    ['by the request', { requestId: 'r1' }, { correlationRequestId: 'r1' }],
    ['by what both correlate with', { correlationRequestId: 'r1' }, { correlationRequestId: 'r1' }],
    ['by the reference where it names no request', { reference: 'C-1' }, { reference: 'C-1' }],
    ['by the mark where it names neither', { mark: 'C-1' }, { mark: 'C-1' }]
  ])('counts it no more once the event that ends it is there, known %s', (_name, begun, ended) => {
    const events = [authorised, anEvent({ event: 'INITIATE_CAPTURE', amount: 400, ...begun })]
    expect(read('PARTIALLY_CAPTURED', [...events, captured(400, ended)])).toMatchObject({
      captured: 400,
      pendingCapture: 0
    })
    expect(read('AUTHORIZED', [...events, captured(400, { ...ended, success: false })])).toMatchObject({
      pendingCapture: 0,
      leftToCapture: 1000
    })
  })

  it('goes on counting it when another event of the kind is there', () => {
    const begun = anEvent({ event: 'INITIATE_CAPTURE', amount: 400, requestId: 'r1', reference: 'C-1' })
    for (const other of [{}, { correlationRequestId: 'r2', reference: 'C-1' }, { reference: 'C-2' }])
      expect(read('PARTIALLY_CAPTURED', [authorised, begun, captured(400, other)])).toMatchObject({
        captured: 400,
        pendingCapture: 400,
        leftToCapture: 200
      })
  })

  it('takes a success that failed afterwards for undone where the status says so', () => {
    const events = [
      authorised,
      captured(1000, { reference: 'C-1' }),
      captured(1000, { reference: 'C-1', success: false })
    ]
    expect(read('AUTHORIZED', events)).toEqual({ ...blank, leftToCapture: 1000 })
    expect(read('CAPTURED', events)).toMatchObject({ captured: 1000 })
  })

  it('is not said where a success and a failure under one reference fit the status in both ways', () => {
    const events = [
      authorised,
      captured(300, { reference: 'C-1' }),
      captured(200, { reference: 'C-2' }),
      captured(200, { reference: 'C-2', success: false })
    ]
    expect(moneyOf(payment('PARTIALLY_CAPTURED', events)).kind).toBe('unreadable')
  })
})

describe('what is offered', () => {
  const of = (
    status: string,
    events: TransactionEvent[],
    isAnotherOpen = false,
    product = 'payex.creditcard'
  ) => {
    const transaction = payment(status, events, { paymentProductType: product })
    return offersOf(transaction, moneyOf(transaction), isAnotherOpen)
  }

  it('of a reservation: to capture and to void it', () => {
    expect(of('AUTHORIZED', [authorised])).toEqual({
      capture: { most: 1000, obstacle: null },
      void: { releases: 1000, obstacle: null },
      refund: { most: 0, obstacle: 'nothing_captured' }
    })
  })

  it('of a part that was captured: the rest, and to give back the part', () => {
    expect(of('PARTIALLY_CAPTURED', [authorised, captured(300)])).toEqual({
      capture: { most: 700, obstacle: null },
      void: { releases: 700, obstacle: null },
      refund: { most: 300, obstacle: null }
    })
  })

  it('no void of the rest where Dintero does not release it', () => {
    expect(of('PARTIALLY_CAPTURED', [authorised, captured(300)], false, 'bambora.creditcard').void).toEqual({
      releases: 0,
      obstacle: 'captured_in_part'
    })
    expect(of('AUTHORIZED', [authorised], false, 'bambora.creditcard').void.obstacle).toBeNull()
  })

  it.each<[string, TransactionEvent[], ...(string | null)[]]>([
    ['AUTHORIZATION_VOIDED', [authorised, voided], 'voided', 'voided', 'nothing_captured'],
    ['CAPTURED', [authorised, captured(1000)], 'all_captured', 'all_captured', null],
    ['CAPTURED', [authorised, captured(300), voided], 'voided', 'voided', null],
    [
      'REFUNDED',
      [authorised, captured(1000), refunded(1000)],
      'all_captured',
      'all_captured',
      'all_refunded'
    ],
    ['FAILED', [], 'not_authorised', 'not_authorised', 'nothing_captured'],
    [
      'AUTHORIZED',
      [authorised, anEvent({ event: 'INITIATE_CAPTURE', amount: 1000 })],
      'under_way',
      'under_way',
      'nothing_captured'
    ],
    [
      'AUTHORIZED',
      [authorised, anEvent({ event: 'INITIATE_CAPTURE', amount: 400 })],
      null,
      'under_way',
      'nothing_captured'
    ],
    [
      'AUTHORIZED',
      [authorised, anEvent({ event: 'INITIATE_VOID', amount: 1000 })],
      'under_way',
      'under_way',
      'nothing_captured'
    ],
    [
      'CAPTURED',
      [authorised, captured(1000), anEvent({ event: 'INITIATE_REFUND', amount: 1000 })],
      'all_captured',
      'all_captured',
      'under_way'
    ]
  ])('of %s with %j', (status, events, capture, release, refund) => {
    const offers = of(status, events)
    expect([offers.capture.obstacle, offers.void.obstacle, offers.refund.obstacle]).toEqual([
      capture,
      release,
      refund
    ])
  })

  it('nothing while another one made here has not ended, and why nothing is left all the same', () => {
    const offers = of('PARTIALLY_CAPTURED', [authorised, captured(300)], true)
    expect(offers).toEqual({
      capture: { most: 0, obstacle: 'another_open' },
      void: { releases: 0, obstacle: 'another_open' },
      refund: { most: 0, obstacle: 'another_open' }
    })
    expect(of('CAPTURED', [authorised, captured(1000)], true).capture.obstacle).toBe('all_captured')
    const begun = [authorised, anEvent({ event: 'INITIATE_CAPTURE', amount: 1000 })]
    expect(of('AUTHORIZED', begun, true).capture.obstacle).toBe('another_open')
    expect(of('AUTHORIZED', begun, false).capture.obstacle).toBe('under_way')
  })
})

/** A payment that people work on: what is done to it, and how Dintero tells of it. */
class Model {
  captured = 0
  refunded = 0
  isVoided = false
  readonly events: TransactionEvent[] = []
  readonly amount: number
  #count = 0
  #waiting: { kind: 'CAPTURE' | 'REFUND'; amount: number; requestId: string }[] = []

  constructor(amount: number) {
    this.amount = amount
    this.#add({ event: 'AUTHORIZE', amount, transactionStatus: 'AUTHORIZED' })
  }

  pending(kind: 'CAPTURE' | 'REFUND'): number {
    return this.#waiting.filter((each) => each.kind === kind).reduce((sum, { amount }) => sum + amount, 0)
  }

  get leftToCapture(): number {
    return this.isVoided ? 0 : this.amount - this.captured - this.pending('CAPTURE')
  }

  get leftToRefund(): number {
    return this.captured - this.refunded - this.pending('REFUND')
  }

  /** Does as much of it as there is, or fails, or takes it in for later; nothing where there is nothing. */
  operate(kind: 'CAPTURE' | 'REFUND', share: number, how: 'done' | 'failed' | 'taken_in'): void {
    const left = kind === 'CAPTURE' ? this.leftToCapture : this.leftToRefund
    const amount = Math.ceil(left * share)
    if (amount === 0) return
    if (how === 'failed') this.#add({ event: kind, amount, success: false })
    else if (how === 'taken_in') {
      const requestId = `request-${(this.#count += 1)}`
      this.#waiting.push({ kind, amount, requestId })
      this.#add({ event: `INITIATE_${kind}`, amount, requestId })
    } else this.#done(kind, amount, null)
  }

  /** What was taken in first ends, well or not. */
  end(isDone: boolean): void {
    const first = this.#waiting.shift()
    if (first === undefined) return
    const { kind, amount, requestId } = first
    if (isDone) this.#done(kind, amount, requestId)
    else this.#add({ event: kind, amount, success: false, correlationRequestId: requestId })
  }

  release(): void {
    if (this.leftToCapture === 0 || this.pending('CAPTURE') > 0) return
    this.#add({ event: 'VOID', amount: this.leftToCapture })
    this.isVoided = true
  }

  get status(): string {
    const isWhole = this.isVoided || this.captured === this.amount
    if (this.captured === 0) return this.isVoided ? 'AUTHORIZATION_VOIDED' : 'AUTHORIZED'
    if (this.refunded === 0) return isWhole ? 'CAPTURED' : 'PARTIALLY_CAPTURED'
    if (!isWhole) return 'PARTIALLY_CAPTURED_REFUNDED'
    return this.refunded === this.captured ? 'REFUNDED' : 'PARTIALLY_REFUNDED'
  }

  #done(kind: 'CAPTURE' | 'REFUND', amount: number, correlationRequestId: string | null): void {
    if (kind === 'CAPTURE') this.captured += amount
    else this.refunded += amount
    this.#add({ event: kind, amount, correlationRequestId })
  }

  #add(event: Partial<TransactionEvent>): void {
    this.events.push(anEvent({ id: `event-${this.events.length}`, ...event }))
  }
}

const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom('CAPTURE' as const, 'REFUND' as const),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    how: fc.constantFrom('done' as const, 'failed' as const, 'taken_in' as const)
  }),
  fc.record({ ends: fc.boolean() }),
  fc.constant('release' as const)
)

describe('whatever is done to a payment', () => {
  it('is what its events are read to, after every step, and no more is offered than is left', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_147_483_647 }),
        fc.array(step, { maxLength: 15 }),
        (amount, steps) => {
          const model = new Model(amount)
          for (const each of [...steps, 'nothing' as const]) {
            const transaction = payment(model.status, model.events, {
              amount,
              paymentProductType: 'payex.creditcard'
            })
            const reading = moneyOf(transaction)
            expect(reading).toEqual({
              kind: 'read',
              money: {
                currency: 'NOK',
                authorised: amount,
                captured: model.captured,
                refunded: model.refunded,
                voided: model.isVoided ? amount - model.captured : 0,
                pendingCapture: model.pending('CAPTURE'),
                pendingRefund: model.pending('REFUND'),
                pendingVoid: false,
                leftToCapture: model.leftToCapture,
                leftToRefund: model.leftToRefund
              }
            })
            const offers = offersOf(transaction, reading, false)
            expect(offers.capture.most).toBe(model.leftToCapture)
            expect(offers.refund.most).toBe(model.leftToRefund)
            expect(offers.void.releases).toBe(model.pending('CAPTURE') > 0 ? 0 : model.leftToCapture)
            if (each === 'release') model.release()
            else if (each !== 'nothing' && 'ends' in each) model.end(each.ends)
            else if (each !== 'nothing') model.operate(each.kind, each.share, each.how)
          }
        }
      )
    )
  })

  const kinds = [
    'AUTHORIZE',
    'CAPTURE',
    'REFUND',
    'VOID',
    'INITIATE_CAPTURE',
    'INITIATE_REFUND',
    'INITIATE_VOID',
    'SETTLEMENT',
    'NEW'
  ]
  const anything = fc.record({
    id: fc.option(fc.constantFrom('a', 'b', 'c', 'd')),
    event: fc.constantFrom(...kinds),
    success: fc.option(fc.boolean(), { freq: 8 }),
    amount: fc.option(fc.integer({ min: -5, max: 20 }), { freq: 8 }),
    reference: fc.option(fc.constantFrom('r', 's')),
    requestId: fc.option(fc.constantFrom('q', 'p')),
    correlationRequestId: fc.option(fc.constantFrom('q', 'p')),
    transactionStatus: fc.option(fc.constantFrom(...transactionStatuses))
  })

  it('is never more than there was, whatever Dintero says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...transactionStatuses),
        fc.array(anything, { maxLength: 6 }),
        (status, events) => {
          const reading = moneyOf(payment(status, events.map(anEvent), { amount: 10 }))
          if (reading.kind === 'unreadable') return
          const {
            authorised,
            captured,
            refunded,
            voided,
            pendingCapture,
            pendingRefund,
            leftToCapture,
            leftToRefund
          } = reading.money
          for (const each of [
            captured,
            refunded,
            voided,
            pendingCapture,
            pendingRefund,
            leftToCapture,
            leftToRefund
          ])
            expect(each).toBeGreaterThanOrEqual(0)
          expect(captured + voided + pendingCapture + leftToCapture).toBeLessThanOrEqual(authorised)
          expect(refunded + pendingRefund + leftToRefund).toBe(captured)
        }
      ),
      { numRuns: 3_000 }
    )
  })
})
