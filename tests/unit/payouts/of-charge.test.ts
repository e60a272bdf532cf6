import { describe, expect, it } from 'vitest'
import { verdictOf } from '../../../electron/payouts/paid-out'
import type { Payout, Transaction } from '../../../shared/transaction'
import { aPayment } from '../../support/payment'
import { anEvent } from '../../support/transaction-event'
import { accountId } from '../charging/desk'
import { payoutDesk, type PayoutDesk } from './support'

const part = (change: Partial<Payout> = {}): Payout => ({
  settlementId: 's-1',
  amount: 9_800,
  capture: 10_000,
  refund: null,
  fee: 200,
  ...change
})
const captured = (change: Partial<Transaction> = {}): Transaction =>
  aPayment({
    status: 'CAPTURED',
    amount: 10_000,
    events: [
      anEvent({ id: 'e-1', event: 'AUTHORIZE', amount: 10_000 }),
      anEvent({ id: 'e-2', event: 'CAPTURE', amount: 10_000 })
    ],
    ...change
  })

describe('whether a charge was paid out', () => {
  it.each<[string, Partial<Transaction>, string]>([
    ['is said of one in a payout', { settlementStatus: 'SETTLED', payouts: [part()] }, 'paid'],
    ['needs no word of Dintero’s beside the payout', { payouts: [part()] }, 'paid'],
    [
      'is partly where less is in it than was captured',
      { settlementStatus: 'SETTLED', payouts: [part({ capture: 6_000 })] },
      'partly'
    ],
    [
      'goes by Dintero’s word where the payout is not split',
      { settlementStatus: 'SETTLED', payouts: [part({ capture: null })] },
      'paid'
    ],
    [
      'is partly where nothing says more',
      { settlementStatus: 'PARTIALLY_SETTLED', payouts: [part({ capture: null })] },
      'partly'
    ],
    ['is not yet', { settlementStatus: 'NOT_SETTLED' }, 'none'],
    ['is being prepared', { settlementStatus: 'PENDING_SETTLEMENT' }, 'preparing'],
    ['is not guessed from silence', { settlementStatus: null }, 'unsaid'],
    ['is not guessed from a word nobody foresaw', { settlementStatus: 'toString' }, 'unsaid'],
    ['is contradicted by a settlement without a payout', { settlementStatus: 'SETTLED' }, 'contradicts'],
    ['cannot be read', { settlementStatus: 'NOT_SETTLED', payouts: null }, 'unread'],
    [
      'is not said of a transaction under another reference',
      { merchantReference: 'order-18', payouts: [part()] },
      'not_ours'
    ],
    [
      'is not said of a transaction without a reference',
      { merchantReference: null, payouts: [part()] },
      'not_ours'
    ]
  ])('%s', (_name, change, verdict) => {
    expect(verdictOf(captured(change), 'order-17', false)).toBe(verdict)
  })

  it('is only reported while every payout of it is postponed', () => {
    expect(verdictOf(captured({ payouts: [part()] }), 'order-17', true)).toBe('reported')
  })
})

async function idOf(desk: PayoutDesk, reference: string): Promise<string> {
  return (await desk.ledger.charges.ownerOf(accountId, reference))?.id ?? ''
}

describe('asking about a charge', () => {
  it('says in which payout it was, when, and what it cost', async () => {
    const desk = await payoutDesk()
    await desk.charged('order-1', 10_000)
    expect(await desk.payouts.ofCharge(await idOf(desk, 'order-1'))).toMatchObject({
      verdict: 'none',
      payouts: []
    })
    const settledAt = desk.now + 5_000
    const [payout = ''] = desk.simulator.payOut({ accountId, feePermille: 15, settledAt })
    await desk.charged('order-2', 10_001)
    desk.simulator.payOut({ accountId })
    expect(await desk.payouts.ofCharge(await idOf(desk, 'order-1'))).toEqual({
      askedAt: desk.now,
      verdict: 'paid',
      currency: 'NOK',
      dates: 'known',
      payouts: [
        {
          payoutId: payout,
          amount: 9_850,
          capture: 10_000,
          refund: null,
          fee: 150,
          settledAt,
          status: 'paid'
        }
      ]
    })
  })

  it('says that a payout is postponed', async () => {
    const desk = await payoutDesk()
    await desk.charged('order-1', 10_000)
    desk.simulator.payOut({ accountId, postponed: true })
    expect(await desk.payouts.ofCharge(await idOf(desk, 'order-1'))).toMatchObject({ verdict: 'reported' })
  })

  it('leaves the day out where Dintero shows other payouts than the one asked for', async () => {
    const desk = await payoutDesk()
    await desk.charged('order-1', 10_000)
    desk.simulator.payOut({ accountId })
    const item = { id: 'another', settled_at: '2026-05-20T09:00:00Z', amounts: [] }
    desk.simulator.faults.onCall('settlement', { kind: 'garbage', body: JSON.stringify({ items: [item] }) })
    expect(await desk.payouts.ofCharge(await idOf(desk, 'order-1'))).toMatchObject({
      verdict: 'paid',
      dates: 'failed',
      payouts: [{ settledAt: null, fee: 200 }]
    })
  })

  it('refuses a charge that never had a transaction, and one of another account', async () => {
    const desk = await payoutDesk()
    await desk.charged('order-1', 10_000)
    await desk.ledger.desk.setActiveAccount('P99999999')
    await expect(desk.payouts.ofCharge(await idOf(desk, 'order-1'))).rejects.toMatchObject({
      code: 'other_account'
    })
    await desk.ledger.desk.setActiveAccount(accountId)
    await expect(desk.payouts.ofCharge('nobody')).rejects.toMatchObject({ code: 'not_found' })
  })
})
