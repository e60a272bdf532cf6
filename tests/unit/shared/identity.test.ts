import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Contradiction } from '../../../shared/found-transaction'
import { contradictionsOf, identityOf, type Claim } from '../../../shared/identity'
import type { Transaction } from '../../../shared/transaction'

const sentAt = Date.UTC(2026, 4, 20, 9, 0, 0)
const minute = 60_000

const claim: Claim = {
  accountId: 'T12345678',
  merchantReference: '1042',
  referenceIsOurs: false,
  referenceIsOfContent: false,
  amount: 49_900,
  currency: 'NOK',
  provider: 'payex',
  operation: 'unscheduled_purchase',
  brand: 'visa',
  lastFour: '0416',
  token: { kind: 'payment_token', id: 'token-a' },
  transactionId: null,
  sessionId: null,
  sends: 1,
  sent: [sentAt]
}

const card = {
  brand: 'Visa',
  maskedPan: '476173******0416',
  expiry: null,
  paymentTokenId: 'token-a',
  recurrenceTokenId: null
}

const ours: Transaction = {
  id: 'T12345678.aaaaaaaaaaaaaaaaaaaaaa',
  sessionId: 'T12345678.bbbbbbbbbbbbbbbbbbbbbb',
  status: 'CAPTURED',
  amount: 49_900,
  currency: 'NOK',
  merchantReference: '1042',
  paymentProductType: 'payex.creditcard',
  paymentOperation: 'unscheduled_purchase',
  createdAt: sentAt + 400,
  events: [],
  settlementStatus: null,
  payouts: [],
  card,
  customer: null
}

/** One change each that makes it somebody else's, and what is then said. */
const strangers: readonly (readonly [string, Partial<Transaction>, Contradiction])[] = [
  ['a Vipps order', { paymentProductType: 'vipps', paymentOperation: null, card: null }, 'product'],
  ['Swish through the same gateway', { paymentProductType: 'payex.swish', card: null }, 'product'],
  ['another gateway', { paymentProductType: 'bambora.creditcard' }, 'product'],
  ['an id of another account', { id: 'T87654321.aaaaaaaaaaaaaaaaaaaaaa' }, 'account'],
  ['an id of the account in production', { id: 'P12345678.aaaaaaaaaaaaaaaaaaaaaa' }, 'account'],
  ['a session of another account', { sessionId: 'T87654321.bbbbbbbbbbbbbbbbbbbbbb' }, 'account'],
  ['another reference', { merchantReference: '1042~2' }, 'reference'],
  ['another amount', { amount: 49_901 }, 'amount'],
  ['another currency', { currency: 'SEK' }, 'currency'],
  ['another kind of charge', { paymentOperation: 'recurring_purchase' }, 'operation'],
  ['another token', { card: { ...card, paymentTokenId: 'token-b' } }, 'card'],
  ['another card', { card: { ...card, paymentTokenId: null, maskedPan: '476173******1111' } }, 'card'],
  [
    'another brand',
    { card: { ...card, paymentTokenId: null, maskedPan: null, brand: 'Mastercard' } },
    'card'
  ],
  ['23 hours older', { createdAt: sentAt - 23 * 60 * minute }, 'time'],
  ['half an hour older', { createdAt: sentAt - 30 * minute }, 'time'],
  ['an hour younger', { createdAt: sentAt + 60 * minute }, 'time']
]

describe('whose a transaction is', () => {
  it('is ours when all agrees', () => {
    expect([identityOf(ours, claim), contradictionsOf(ours, claim)]).toEqual(['ours', []])
  })

  it.each(strangers)('%s is not ours, whatever else agrees', (_, change, contradiction) => {
    const found = { ...ours, ...change }
    expect([identityOf(found, claim), contradictionsOf(found, claim)]).toEqual(['not_ours', [contradiction]])
    // Not even when Dintero named it to us, or the reference is of our own making.
    const named = { ...claim, transactionId: found.id, referenceIsOurs: true }
    expect(identityOf(found, named)).toBe('not_ours')
  })

  it.each<[string, Partial<Transaction>, Partial<Claim>]>([
    ['no card is named', { card: null }, {}],
    ['no digits and no token are named', { card: { ...card, paymentTokenId: null, maskedPan: null } }, {}],
    ['the digits of our card are not known', { card: { ...card, paymentTokenId: null } }, { lastFour: '' }],
    ['the time is not said', { createdAt: null }, {}],
    ["Dintero's clock was never seen", {}, { sent: null }],
    ['the amount is not said', { amount: null }, {}],
    ['the currency is not said', { currency: null }, {}],
    ['the product is not said', { paymentProductType: null }, {}],
    ['the reference is not said', { merchantReference: null }, {}],
    ['it has no id', { id: null }, {}]
  ])('nobody can tell when %s', (_, change, less) => {
    expect(identityOf({ ...ours, ...change }, { ...claim, ...less })).toBe('cannot_tell')
  })

  it('is ours by the session that Dintero named, though no card and no time are said', () => {
    const found = { ...ours, card: null, createdAt: null, merchantReference: null, paymentProductType: null }
    expect(identityOf(found, { ...claim, sessionId: ours.sessionId, sent: null })).toBe('ours')
    expect(identityOf(found, { ...claim, transactionId: ours.id, sent: null })).toBe('ours')
  })

  it('of another session is not ours where only one request has left', () => {
    const known = { ...claim, sessionId: 'T12345678.another-session-altogether' }
    expect(contradictionsOf(ours, known)).toEqual(['session'])
    expect(identityOf(ours, { ...known, sends: 2 })).toBe('ours')
  })

  it('of a charge that was sent twice is of one of the two requests, not of the time between them', () => {
    const day = 24 * 60 * minute
    const twice = { ...claim, sends: 2, sent: [sentAt, sentAt + day] }
    const at = (createdAt: number): string => identityOf({ ...ours, createdAt }, twice)
    expect(at(sentAt + minute)).toBe('ours')
    expect(at(sentAt + day + minute)).toBe('ours')
    expect(at(sentAt + 60 * minute)).toBe('not_ours')
    expect(at(sentAt + day - 60 * minute)).toBe('not_ours')
    expect(at(sentAt + day + 60 * minute)).toBe('not_ours')
  })

  it('is ours by a reference nobody else can have made up, in time', () => {
    const found = { ...ours, card: null }
    expect(identityOf(found, { ...claim, referenceIsOurs: true })).toBe('ours')
    expect(identityOf({ ...found, createdAt: null }, { ...claim, referenceIsOurs: true })).toBe('cannot_tell')
  })

  it('knows a renewed card by its token: its digits and expiry may have changed', () => {
    expect(identityOf({ ...ours, card: { ...card, maskedPan: '476173******9999' } }, claim)).toBe('ours')
  })

  it('looks at the token of the kind that was charged', () => {
    const recurring = { ...claim, token: { kind: 'recurrence_token', id: 'token-r' } as const }
    expect(identityOf(ours, recurring)).toBe('ours')
    const other = { ...ours, card: { ...card, recurrenceTokenId: 'token-x' } }
    expect(identityOf(other, recurring)).toBe('not_ours')
  })

  it('is never ours once anything contradicts, in any company', () => {
    const changes = strangers.map(([, change]) => change)
    fc.assert(
      fc.property(fc.subarray(changes, { minLength: 1 }), (some) => {
        const found = some.reduce<Transaction>((whole, change) => ({ ...whole, ...change }), ours)
        expect(identityOf(found, claim)).toBe('not_ours')
      })
    )
  })

  it('never gets surer by saying less', () => {
    const silent: Partial<Transaction> = {
      id: null,
      sessionId: null,
      amount: null,
      currency: null,
      merchantReference: null,
      paymentProductType: null,
      paymentOperation: null,
      createdAt: null,
      card: null
    }
    const order = ['not_ours', 'cannot_tell', 'ours']
    fc.assert(
      fc.property(fc.subarray(Object.keys(silent)), (keys) => {
        const less = Object.fromEntries(keys.map((key) => [key, null]))
        const verdict = identityOf({ ...ours, ...less }, claim)
        const hides = keys.some((key) => key !== 'sessionId' && key !== 'paymentOperation')
        expect(order.indexOf(verdict)).toBeLessThanOrEqual(order.indexOf(hides ? 'cannot_tell' : 'ours'))
      })
    )
  })
})

describe('a reference made of what is charged', () => {
  const row: Claim = { ...claim, referenceIsOfContent: true }
  const hour = 60 * minute

  it('makes a payment of the same row ours, whenever and by whichever desk it was made', () => {
    const elsewhere = { ...ours, sessionId: 'T12345678.cccccccccccccccccccccc' }
    for (const createdAt of [sentAt - 30 * 24 * hour, sentAt - hour, sentAt, sentAt + hour, null])
      expect(identityOf({ ...elsewhere, createdAt }, row)).toBe('ours')
    expect(identityOf({ ...elsewhere, card: null }, { ...row, sent: null })).toBe('ours')
    expect(identityOf({ ...elsewhere, createdAt: sentAt - hour }, claim)).toBe('not_ours')
  })

  it('is ours though the request that was refused for it had a session of its own', () => {
    const refused: Claim = { ...row, sessionId: 'T12345678.dddddddddddddddddddddd' }
    expect(identityOf({ ...ours, createdAt: sentAt - hour }, refused)).toBe('ours')
    // A second payment beside one that is known to be ours is no repetition of a row: it is an alarm.
    expect(contradictionsOf(ours, { ...refused, transactionId: 'T12345678.eeeeeeeeeeeeeeeeeeeeee' })).toEqual(
      ['session']
    )
  })

  it.each(strangers.filter(([, , what]) => what !== 'time' && what !== 'session'))(
    'makes nothing ours that contradicts: %s',
    (_what, change, contradiction) => {
      expect(identityOf({ ...ours, ...change }, row)).toBe('not_ours')
      expect(contradictionsOf({ ...ours, ...change }, row)).toContain(contradiction)
    }
  )

  it('says nothing of a payment without money', () => {
    expect(identityOf({ ...ours, amount: null }, row)).toBe('cannot_tell')
  })
})
