import { describe, expect, it } from 'vitest'
import { accountId, day } from '../charging/desk'
import { anAccount } from '../ledger/support'
import { all, payoutDesk } from './support'

describe('payouts', () => {
  it('are listed with the sums that Dintero says, the last first', async () => {
    const desk = await payoutDesk()
    await desk.charged('order-1', 10_000)
    const [first = ''] = desk.simulator.payOut({ accountId, feePermille: 15, settledAt: desk.now })
    await desk.charged('order-2', 20_001)
    const [second = ''] = desk.simulator.payOut({ accountId, feePermille: 15, settledAt: desk.now + 1_000 })
    await desk.payouts.read(desk.period())
    const view = await desk.over()
    expect(view).toMatchObject({ allowed: true, payouts: { read: 2, end: 'end' }, lines: null, unpaid: null })
    const { rows, total } = await desk.payouts.list(all)
    expect(total).toBe(2)
    expect(rows).toMatchObject([
      {
        payoutId: second,
        provider: 'dintero_psp',
        currency: 'NOK',
        capture: 20_001,
        fee: 300,
        amount: 19_701
      },
      { payoutId: first, capture: 10_000, refund: 0, fee: 150, amount: 9_850, status: 'paid' }
    ])
    // Nobody has read what they are made of: that is neither agreement nor a difference.
    expect(rows.map(({ agreement, lines, differences }) => [agreement, lines, differences])).toEqual([
      ['unread', null, null],
      ['unread', null, null]
    ])
  })

  it('agree with the ledger when every line is a charge of it, refunds and fees included', async () => {
    const desk = await payoutDesk()
    const id = await desk.charged('order-1', 10_000)
    await desk.charged('order-2', 20_001)
    desk.now += 60_000
    await desk.modify('refund', id, 4_000)
    const [payout = ''] = desk.simulator.payOut({ accountId, feePermille: 15 })
    // What the refund did to the charge is known once it is asked about.
    await desk.service.ask((await desk.ledger.charges.ofTransaction(accountId, id))?.id ?? '')
    expect(await desk.compared()).toMatchObject({ lines: { end: 'end' }, unpaid: 0 })
    expect(await desk.payouts.detail(payout)).toMatchObject({
      agreement: 'agrees',
      lines: 3,
      differences: 0,
      sums: [
        {
          currency: 'NOK',
          said: { capture: 30_001, refund: 4_000, fee: 450, amount: 25_551 },
          here: { capture: 30_001, refund: 4_000, fee: 450, amount: 25_551 },
          elsewhere: { capture: 0, refund: 0, fee: 0, amount: 0 },
          missing: { capture: 0, refund: 0, fee: 0, amount: 0 },
          addsUp: true
        }
      ]
    })
    const lines = await desk.linesOf(payout)
    const figures = lines.map(({ capture, refund, fee, amount }) => [capture, refund, fee, amount])
    expect(figures).toHaveLength(3)
    expect(figures).toEqual(
      expect.arrayContaining([
        [10_000, null, 150, 9_850],
        [null, 4_000, null, -4_000],
        [20_001, null, 300, 19_701]
      ])
    )
  })

  it('name a payment that this ledger does not know, and what of the sum it is', async () => {
    const desk = await payoutDesk()
    await desk.charged('order-1', 10_000)
    const elsewhere = desk.plant({ productType: 'dintero_psp.creditcard', amount: 5_000 })
    const [payout = ''] = desk.simulator.payOut({ accountId, feePermille: 0 })
    await desk.compared()
    expect(await desk.payouts.detail(payout)).toMatchObject({
      agreement: 'differs',
      lines: 2,
      differences: 1,
      sums: [{ here: { capture: 10_000 }, elsewhere: { capture: 5_000 }, missing: { amount: 0 } }]
    })
    const { rows } = await desk.payouts.lines({ payoutId: payout, differing: true, ...all })
    expect(rows).toMatchObject([
      { transactionId: elsewhere, owner: null, differences: [{ kind: 'unknown_here' }] }
    ])
  })

  it('never take a stranger’s payment under one of our references for ours', async () => {
    const desk = await payoutDesk()
    await desk.charged('order-1', 10_000)
    const stranger = desk.plant({
      productType: 'dintero_psp.creditcard',
      merchantReference: 'order-1',
      amount: 10_000
    })
    const [payout = ''] = desk.simulator.payOut({ accountId })
    await desk.compared()
    const lines = await desk.linesOf(payout)
    expect(lines.find(({ transactionId }) => transactionId === stranger)).toMatchObject({
      owner: null,
      differences: [{ kind: 'not_ours' }]
    })
    expect(lines.filter(({ owner }) => owner !== null)).toHaveLength(1)
  })

  it('name a refund that was made elsewhere and that the ledger has not seen', async () => {
    const desk = await payoutDesk()
    const id = await desk.charged('order-1', 10_000)
    desk.simulator.refundOutside(id, 2_500)
    const [payout = ''] = desk.simulator.payOut({ accountId })
    await desk.compared()
    expect(await desk.payouts.detail(payout)).toMatchObject({ agreement: 'differs' })
    for (const { differences } of await desk.linesOf(payout))
      expect(differences).toEqual([{ kind: 'refund_differs', here: 0, there: 2_500 }])
  })

  it('name what was captured here a while ago and is in none of them', async () => {
    const desk = await payoutDesk()
    await desk.charged('order-1', 10_000)
    desk.simulator.payOut({ accountId })
    const id = await desk.charged('order-2', 20_000)
    await desk.reserve('order-3', 30_000)
    desk.now += 6 * day
    expect(await desk.compared()).toMatchObject({ unpaid: 0 })
    desk.now += 2 * day
    expect(await desk.compared()).toMatchObject({ unpaid: 1 })
    expect((await desk.payouts.unpaid(all)).rows).toMatchObject([
      {
        transactionId: id,
        merchantReference: 'order-2',
        captured: 20_000,
        paidOut: 0,
        reason: 'unpaid',
        owner: { kind: 'charge' }
      }
    ])
  })

  it('count a capture that came late from when it was made, not from when the charge was', async () => {
    const desk = await payoutDesk()
    const id = await desk.reserve('order-1', 10_000)
    desk.now += 6 * day
    await desk.modify('capture', id, 10_000)
    await desk.service.ask((await desk.ledger.charges.ofTransaction(accountId, id))?.id ?? '')
    desk.now += 5 * day
    expect(await desk.compared()).toMatchObject({ unpaid: 0 })
  })

  it('are in the currency of the payment: two in one payout are two lines of the list', async () => {
    const desk = await payoutDesk()
    await desk.charged('order-1', 10_000)
    desk.plant({ productType: 'dintero_psp.creditcard', amount: 700, currency: 'ISK' })
    const [payout = ''] = desk.simulator.payOut({ accountId, feePermille: 10 })
    await desk.compared()
    const { rows } = await desk.payouts.list(all)
    expect(new Set(rows.map(({ payoutId }) => payoutId))).toEqual(new Set([payout]))
    expect(rows.map(({ currency, amount }) => [currency, amount])).toEqual(
      expect.arrayContaining([
        ['ISK', 693],
        ['NOK', 9_900]
      ])
    )
    expect((await desk.payouts.detail(payout)).sums.map(({ missing }) => missing.amount)).toEqual([0, 0])
  })

  it('say so where the reserved money of a charge was never captured: it is not waited for', async () => {
    const desk = await payoutDesk()
    await desk.reserve('order-1', 10_000)
    desk.now += 20 * day
    expect(await desk.compared()).toMatchObject({ unpaid: 0, payouts: { read: 0 } })
  })

  it('are put away when another account comes into use', async () => {
    const desk = await payoutDesk()
    await desk.charged('order-1', 10_000)
    const [payout = ''] = desk.simulator.payOut({ accountId })
    await desk.compared()
    await desk.ledger.accounts.insert({ ...anAccount, id: 'P12345678' })
    await desk.ledger.desk.setActiveAccount('P12345678')
    expect(await desk.payouts.view()).toBeNull()
    expect(await desk.payouts.list(all)).toMatchObject({ total: 0 })
    await expect(desk.payouts.detail(payout)).rejects.toMatchObject({ code: 'not_found' })
  })
})
