import { describe, expect, it } from 'vitest'
import {
  differencesIn,
  linesOf,
  sumsOf,
  unpaidOf,
  type OwnPayments,
  type PaidPayment
} from '../../../electron/payouts/agreement'
import type { Settlement } from '../../../electron/dintero/dintero'
import type { OwnPayment } from '../../../electron/ledger/payments'
import type { Payout } from '../../../shared/transaction'

const own: OwnPayment = {
  kind: 'charge',
  id: 'charge-1',
  transactionId: 'tx-1',
  merchantReference: 'order-1',
  customerName: 'Kari',
  currency: 'NOK',
  captured: 10_000,
  refunded: 0,
  createdAt: 0
}
const part: Payout = { settlementId: 's-1', amount: 9_800, capture: 10_000, refund: null, fee: 200 }
const paid: PaidPayment = {
  id: 'tx-1',
  merchantReference: 'order-1',
  currency: 'NOK',
  createdAt: 0,
  capturedAt: 100,
  settlementStatus: 'SETTLED',
  payouts: [part]
}
const settlement: Settlement = {
  id: 's-1',
  provider: 'payex',
  providerReference: null,
  settledAt: 0,
  startAt: 0,
  endAt: 0,
  status: 'paid',
  sums: [{ currency: 'NOK', capture: 10_000, refund: 0, fee: 200, amount: 9_800 }]
}

function here(...payments: readonly OwnPayment[]): OwnPayments {
  return {
    byTransaction: new Map(payments.map((each) => [each.transactionId, each])),
    usedReferences: new Set(payments.map(({ merchantReference }) => merchantReference))
  }
}

/** What is said of the one line of a payment. */
function differences(payment: Partial<PaidPayment>, ours: Partial<OwnPayment> | null = {}) {
  const known = ours === null ? here() : here({ ...own, ...ours })
  const lines = linesOf(settlement, [{ ...paid, ...payment }], known)
  expect(lines).toHaveLength(1)
  return { kinds: lines[0]?.differences.map(({ kind }) => kind), owner: lines[0]?.owner }
}

describe('a line of a payout', () => {
  it('agrees', () => {
    expect(differences({})).toEqual({
      kinds: [],
      owner: { kind: 'charge', id: 'charge-1', customerName: 'Kari' }
    })
  })

  it.each([
    ['under another reference', { merchantReference: 'order-2' }, ['not_ours']],
    ['under none', { merchantReference: null }, ['not_ours']],
    ['with another transaction', { id: 'tx-2' }, ['not_ours']],
    ['that nobody here knows', { id: 'tx-2', merchantReference: 'WEB-1' }, ['unknown_here']]
  ] as const)('is nobody’s of ours %s', (_name, payment, kinds) => {
    expect(differences(payment)).toEqual({ kinds, owner: null })
  })

  it('differs where less was paid out, once it is settled', () => {
    const less = { payouts: [{ ...part, capture: 6_000, amount: 5_800 }] }
    expect(differences({ ...less, settlementStatus: 'PARTIALLY_SETTLED' }).kinds).toEqual([])
    expect(differences(less).kinds).toEqual(['capture_differs'])
  })

  it.each([
    ['more was paid out than captured', {}, { captured: 9_999 }, ['capture_differs']],
    ['nobody has read what was captured', {}, { captured: null }, ['unread_here']],
    ['it was captured in another currency', { currency: 'SEK' }, {}, ['currency_differs', 'other_currency']],
    ['no currency is named', { currency: null }, {}, ['currency_differs', 'other_currency']],
    [
      'its parts do not come to its amount',
      { payouts: [{ ...part, amount: 9_900 }] },
      {},
      ['does_not_add_up']
    ],
    ['its parts are not said', { payouts: [{ ...part, capture: null, fee: null }] }, {}, ['not_split']]
  ] as const)('differs where %s', (_name, payment, ours, kinds) => {
    expect(differences(payment, ours).kinds).toEqual(kinds)
  })

  it('is held against all payouts of its payment together', () => {
    const half = { ...part, capture: 5_000, amount: 4_800 }
    const both = { payouts: [half, { ...half, settlementId: 's-2' }] }
    expect(differences(both).kinds).toEqual([])
    const twice = { payouts: [part, { ...part, settlementId: 's-2' }] }
    expect(differences(twice).kinds).toEqual(['capture_differs'])
  })

  it('is none where payouts of it cannot be read', () => {
    expect(linesOf(settlement, [{ ...paid, payouts: null }], here(own))).toEqual([])
  })
})

describe('the sums of a payout', () => {
  it('come to what is said', () => {
    const lines = linesOf(settlement, [paid], here(own))
    expect(differencesIn(sumsOf(settlement, lines), lines)).toBe(0)
  })

  it('differ where a fee stands in no line', () => {
    const [nok = { currency: 'NOK', capture: 0, refund: 0, fee: 0, amount: 0 }] = settlement.sums
    const monthly = { ...settlement, sums: [{ ...nok, fee: 4_900, amount: 5_100 }] }
    const lines = linesOf(monthly, [paid], here(own))
    const sums = sumsOf(monthly, lines)
    expect(sums[0]?.missing).toEqual({ capture: 0, refund: 0, fee: 4_700, amount: -4_700 })
    expect(differencesIn(sums, lines)).toBe(1)
  })

  it('differ where what is said does not add up', () => {
    const [nok = { currency: 'NOK', capture: 0, refund: 0, fee: 0, amount: 0 }] = settlement.sums
    const odd = { ...settlement, sums: [{ ...nok, amount: 9_801 }] }
    expect(sumsOf(odd, [])[0]).toMatchObject({ addsUp: false })
  })

  it('are exact beyond what fractions are', () => {
    const many = Array.from({ length: 3 }, (_, at): PaidPayment => ({
      ...paid,
      id: `tx-${at}`,
      payouts: [{ ...part, capture: 2_147_483_647, fee: 1, amount: 2_147_483_646 }]
    }))
    const lines = linesOf(settlement, many, here())
    expect(sumsOf(settlement, lines)[0]?.elsewhere).toEqual({
      capture: 6_442_450_941,
      refund: 0,
      fee: 3,
      amount: 6_442_450_938
    })
  })
})

describe('what is in no payout', () => {
  const reasons = (payment: Partial<PaidPayment> | null, ours: Partial<OwnPayment> = {}) =>
    unpaidOf(
      [{ ...own, ...ours }],
      new Map(payment === null ? [] : [['tx-1', { ...paid, ...payment }]]),
      200
    ).map(({ reason }) => reason)

  it.each([
    ['nothing that is in one', {}, []],
    ['what is in none', { payouts: [] }, ['unpaid']],
    ['what is in one in part', { payouts: [{ ...part, capture: 6_000 }] }, ['partly']],
    ['what cannot be read', { payouts: null }, ['unread']],
    ['what Dintero did not list', null, ['not_listed']],
    ['what it lists under another reference', { merchantReference: 'order-2' }, ['not_listed']],
    ['nothing that was captured since', { payouts: [], capturedAt: 200 }, []],
    ['nothing that is not split', { payouts: [{ ...part, capture: null }] }, []]
  ] as const)('is %s', (_name, payment, wanted) => {
    expect(reasons(payment)).toEqual(wanted)
  })
})
