import { describe, expect, it } from 'vitest'
import { account, changed, otherAccount, payBody, start, tokens } from './support'
import { list, openOffice } from './office'
import type { Desk } from './support'

const day = 86_400_000

/** Captures of 10,000 and 20,000 by payex and one in kroner of Sweden by bambora, of which 4,000 goes back. */
async function captureSome(desk: Desk): Promise<string[]> {
  const ids = []
  for (const [reference, change] of [
    ['order-1', { amount: 10_000, token: tokens.payexPayment }],
    ['order-2', { amount: 20_000, token: tokens.payexPayment }],
    ['order-3', { amount: 5_500, token: tokens.bambora, currency: 'SEK' }]
  ] as const) {
    const id = await desk.reserve(reference, change)
    ids.push(id)
    desk.now += 60_000
    await desk.operate(id, 'capture', { amount: change.amount })
  }
  desk.now += 60_000
  await desk.operate(ids[0] ?? '', 'refund', { amount: 4_000 })
  desk.now = start + 3_600_000
  return ids
}

describe('a payout', () => {
  it('is one settlement for each gateway, of what was captured and refunded, less the fee', async () => {
    const desk = await openOffice()
    await captureSome(desk)
    const made = desk.simulator.payOut({ accountId: account, feePermille: 15 })
    expect(made).toHaveLength(2)
    const { items, last_evaluated_key: key } = await list(desk)
    expect(key).toBeUndefined()
    const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString()
    const now = new Date(desk.now).toISOString()
    expect(items.find(({ id }) => id === made[0])).toEqual({
      id: made[0],
      provider: 'payex',
      provider_reference: expect.stringMatching(/^payex-\w{10}$/),
      start_at: at(1),
      end_at: at(4),
      created_at: now,
      updated_at: now,
      settled_at: now,
      attachments: [],
      amounts: [{ currency: 'NOK', capture: 30_000, refund: 4_000, fee: 450, amount: 25_550 }],
      payment_status: 'paid'
    })
    // A half öre is rounded up.
    const bambora = [{ currency: 'SEK', capture: 5_500, refund: 0, fee: 83, amount: 5_417 }]
    expect(items.find(({ id }) => id === made[1])).toMatchObject({ provider: 'bambora', amounts: bambora })
  })

  it('is written on the events it pays out, and on the transaction as a word', async () => {
    const desk = await openOffice()
    const [id = ''] = await captureSome(desk)
    const [settlement] = desk.simulator.payOut({ accountId: account, feePermille: 15 })
    const { body } = await desk.get(`/v1/transactions/${id}`)
    expect(body).not.toHaveProperty('settlements')
    expect(body.settlement_status).toBe('SETTLED')
    const [, reserved, capture, refund] = body.events ?? []
    expect(reserved).not.toHaveProperty('settlements')
    const common = {
      settlement_id: settlement,
      provider_reference: expect.stringMatching(/^payex-/),
      event_correlation_id: expect.any(String)
    }
    expect(capture?.settlements).toEqual({
      settlement_status: 'SETTLED',
      events: [{ ...common, amount: 9_850, capture: 10_000, fee: 150 }]
    })
    expect(refund?.settlements?.events).toEqual([{ ...common, amount: -4_000, refund: 4_000 }])
    const correlation = capture?.settlements?.events[0]?.['event_correlation_id']
    expect(await desk.list(`?payout_correlation_id=none,${String(correlation)}`)).toMatchObject([{ id }])
  })

  it('pays nothing out twice, and in part what came later', async () => {
    const desk = await openOffice()
    const id = await desk.reserve('order-1')
    await desk.operate(id, 'capture', { amount: 10_000 })
    const say = async (): Promise<string | undefined> =>
      (await desk.get(`/v1/transactions/${id}`)).body.settlement_status
    expect(await say()).toBe('NOT_SETTLED')
    expect(desk.simulator.payOut({ accountId: account })).toHaveLength(1)
    expect(desk.simulator.payOut({ accountId: account })).toEqual([])
    expect(await say()).toBe('SETTLED')
    await desk.operate(id, 'capture', { amount: 5_000 })
    expect(await say()).toBe('PARTIALLY_SETTLED')
    expect(desk.simulator.payOut({ accountId: account })).toHaveLength(1)
    const { items } = await list(desk)
    expect(items.map(({ amounts }) => amounts)).toContainEqual([
      { currency: 'NOK', capture: 5_000, refund: 0, fee: 100, amount: 4_900 }
    ])
    expect(await say()).toBe('SETTLED')
    await desk.operate(id, 'refund', { amount: 1_000 })
    expect(await say()).toBe('PARTIALLY_SETTLED')
  })

  it('leaves out what moved no money, and other accounts', async () => {
    const desk = await openOffice()
    const id = await desk.reserve('order-1')
    desk.simulator.faults.operation(id, { kind: 'fails' })
    await desk.operate(id, 'capture', { amount: 10_000 })
    await desk.operate(await desk.reserve('order-2', { token: tokens.payexPayment }), 'void')
    desk.simulator.plant({ accountId: otherAccount, merchantReference: 'x', amount: 1, productType: 'vipps' })
    expect(desk.simulator.payOut({ accountId: account })).toEqual([])
    expect((await list(desk)).items).toEqual([])
  })

  it('can be of one gateway, at another time, and postponed', async () => {
    const desk = await openOffice()
    const [first = '', , third = ''] = await captureSome(desk)
    const settledAt = start + 3 * day
    desk.simulator.payOut({ accountId: account, provider: 'bambora', settledAt, postponed: true })
    expect((await list(desk)).items).toMatchObject([
      { provider: 'bambora', settled_at: new Date(settledAt).toISOString(), payment_status: 'postponed' }
    ])
    expect((await desk.get(`/v1/transactions/${third}`)).body.settlement_status).toBe('PENDING_SETTLEMENT')
    expect((await desk.get(`/v1/transactions/${first}`)).body.settlement_status).toBe('NOT_SETTLED')
  })

  it('names the shop and the seller that all of it has in common', async () => {
    const desk = await openOffice()
    const pay = async (reference: string, shop: string, seller: string): Promise<void> => {
      const body = changed(payBody(reference, { autoCapture: true }), 'session/order/store', { id: shop })
      await desk.pay(changed(body, 'session/order/payout_destination_id', seller))
    }
    await pay('order-1', 'shop-1', 'seller-1')
    await pay('order-2', 'shop-2', 'seller-1')
    desk.simulator.payOut({ accountId: account })
    const { items } = await list(desk, '?payout_destination_id=seller-1')
    expect(items).toMatchObject([{ payout_destination_id: 'seller-1' }])
    expect(items[0]).not.toHaveProperty('store_id')
    expect((await list(desk, '?payout_destination_id=seller-2')).items).toEqual([])
    await pay('order-3', 'shop-3', 'seller-3')
    desk.simulator.payOut({ accountId: account })
    expect((await list(desk, '?payout_destination_id=seller-3')).items).toMatchObject([
      { store_id: 'shop-3' }
    ])
  })

  it('is of payments that others made too, and can be asked for over HTTP', async () => {
    const desk = await openOffice()
    desk.simulator.plant({ accountId: account, merchantReference: 'x', amount: 900, productType: 'vipps' })
    const response = await desk.fetch('/control/pay-out', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ accountId: account, feePermille: 0 })
    })
    const { items } = await list(desk)
    expect(await response.json()).toEqual({ result: [items[0]?.id] })
    expect(items).toMatchObject([{ provider: 'vipps', amounts: [{ amount: 900, fee: 0 }] }])
    expect((await desk.post('/control/pay-out', { accountId: account, feePermille: 1_001 })).status).toBe(400)
  })
})
