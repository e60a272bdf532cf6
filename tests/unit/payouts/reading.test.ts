import { describe, expect, it } from 'vitest'
import type { CallFaultInput } from '../../../electron/simulator/faults'
import { accountId } from '../charging/desk'
import { all, payoutDesk, type PayoutDesk } from './support'

/** A desk with one payout of one charge. */
async function withPayout(scopes?: string[]): Promise<PayoutDesk & { readonly payout: string }> {
  const desk = await payoutDesk(scopes)
  await desk.charged('order-1', 10_000)
  const [payout = ''] = desk.simulator.payOut({ accountId })
  return Object.assign(desk, { payout })
}

const garbage = (body: unknown): CallFaultInput => ({
  kind: 'garbage',
  body: typeof body === 'string' ? body : JSON.stringify(body)
})
const item = {
  id: 's-1',
  settled_at: '2026-05-20T09:00:00Z',
  amounts: [{ currency: 'NOK', amount: 90, capture: 100, refund: 0, fee: 10 }]
}

describe('reading payouts', () => {
  it.each(['admin:checkout', 'read:checkout', 'write:settlements'])(
    'says that it may not with the scope %s, and is no failure',
    async (scope) => {
      const desk = await withPayout(['admin:checkout', scope])
      await desk.payouts.read(desk.period())
      expect(await desk.over()).toMatchObject({ allowed: false, payouts: { end: 'end', problem: null } })
      expect((await desk.payouts.list(all)).rows).toEqual([])
      // Everything else goes on: whether a charge was paid out is still told, but not when.
      const charge = await desk.ledger.charges.ownerOf(accountId, 'order-1')
      expect(await desk.payouts.ofCharge(charge?.id ?? '')).toMatchObject({
        verdict: 'paid',
        dates: 'not_allowed',
        payouts: [{ payoutId: desk.payout, fee: 200, settledAt: null }]
      })
    }
  )

  it('takes a 401 for "may not" where the credentials are good', async () => {
    const desk = await withPayout()
    const error = { error: { code: 'UNAUTHORIZED', message: 'no scope' } }
    const unauthorised: CallFaultInput = { kind: 'answer', status: 401, body: JSON.stringify(error) }
    desk.simulator.faults.onCall('settlement', unauthorised, unauthorised)
    await desk.payouts.read(desk.period())
    expect(await desk.over()).toMatchObject({ allowed: false, payouts: { end: 'end' } })
  })

  it('takes a 401 for what it is where the credentials are not', async () => {
    const desk = await withPayout()
    await desk.payouts.read(desk.period())
    await desk.over()
    desk.simulator.addClient({ accountId, clientId: 'client', clientSecret: 'another', scopes: [] })
    desk.simulator.expireAccessTokens()
    await desk.payouts.read(desk.period())
    expect(await desk.over()).toMatchObject({
      allowed: true,
      payouts: { end: 'failed', problem: { code: 'credentials_refused' } }
    })
  })

  it('goes on when the access token ends between two pages', async () => {
    const desk = await withPayout()
    desk.simulator.expireAccessTokens()
    await desk.payouts.read(desk.period())
    expect(await desk.over()).toMatchObject({ payouts: { end: 'end', read: 1 } })
    desk.simulator.expireAccessTokens()
    await desk.payouts.compare(null)
    expect(await desk.over()).toMatchObject({ lines: { end: 'end' } })
    expect(await desk.payouts.detail(desk.payout)).toMatchObject({ agreement: 'agrees' })
  })

  it('waits as long as a 429 says, and goes on', async () => {
    const desk = await withPayout()
    desk.simulator.faults.onCall('settlement', { kind: 'too_many', retryAfterSeconds: 40 })
    await desk.payouts.read(desk.period())
    expect(await desk.over()).toMatchObject({ payouts: { end: 'end', read: 1 }, waitsUntil: null })
    expect(desk.pauses).toContain(40_000)
  })

  it.each<[string, CallFaultInput]>([
    ['no JSON', garbage('<html>')],
    ['another shape', garbage([])],
    ['an item without an id', garbage({ items: [{ ...item, id: undefined }] })],
    ['half an amount', garbage({ items: [{ ...item, amounts: [{ ...item.amounts[0], amount: 89.5 }] }] })],
    ['an amount as text', garbage({ items: [{ ...item, amounts: [{ ...item.amounts[0], fee: '10' }] }] })],
    [
      'an amount beyond exactness',
      garbage({ items: [{ ...item, amounts: [{ currency: 'NOK', amount: 2 ** 60 }] }] })
    ],
    ['a currency twice', garbage({ items: [{ ...item, amounts: [item.amounts[0], item.amounts[0]] }] })],
    [
      'a currency that is none',
      garbage({ items: [{ ...item, amounts: [{ ...item.amounts[0], currency: 'kr' }] }] })
    ],
    ['JSON without end', { kind: 'nested' }]
  ])('refuses %s, and nothing of the page is taken', async (_name, fault) => {
    const desk = await withPayout()
    desk.simulator.faults.onCall('settlement', fault)
    await desk.payouts.read(desk.period())
    expect(await desk.over()).toMatchObject({
      allowed: true,
      payouts: { read: 0, end: 'failed', problem: { code: 'answer_unreadable' } }
    })
  })

  it('calls payouts partly read, and neither agreeing nor differing, when their lines were not read to the end', async () => {
    const desk = await withPayout()
    await desk.payouts.read(desk.period())
    await desk.over()
    desk.simulator.faults.onCall('lookup', garbage('nothing'))
    await desk.payouts.compare(null)
    expect(await desk.over()).toMatchObject({
      lines: { end: 'failed', problem: { code: 'answer_unreadable' } },
      unpaid: null
    })
    expect(await desk.payouts.detail(desk.payout)).toMatchObject({ agreement: 'partly' })
    await desk.payouts.compare(desk.payout)
    await desk.over()
    expect(await desk.payouts.detail(desk.payout)).toMatchObject({ agreement: 'agrees' })
  })

  it('stops when it is told to, while Dintero does not answer', async () => {
    const desk = await withPayout()
    desk.simulator.faults.onCall('settlement', { kind: 'hang' })
    await desk.payouts.read(desk.period())
    await desk.payouts.stop()
    expect(await desk.payouts.view()).toMatchObject({ payouts: { end: 'stopped', read: 0 } })
  })

  it('reads one thing at a time, and the last that was asked for', async () => {
    const desk = await withPayout()
    await Promise.all([desk.payouts.read(desk.period()), desk.payouts.read({ from: 0, to: 1 })])
    expect(await desk.over()).toMatchObject({ from: 0, payouts: { end: 'end', read: 0 } })
  })

  it('refuses a period that ends before it begins', async () => {
    const desk = await withPayout()
    await expect(desk.payouts.read({ from: 2, to: 1 })).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('ends where a list brings the same for ever', async () => {
    const desk = await withPayout()
    desk.simulator.setLists({ endless: true })
    const body = JSON.stringify({
      items: [item],
      last_evaluated_key: { id: 's-1', settled_at: item.settled_at }
    })
    desk.simulator.faults.onCall('settlement', garbage(body), garbage(body), garbage(body))
    await desk.payouts.read(desk.period())
    expect(await desk.over()).toMatchObject({ payouts: { read: 1, end: 'repeats' } })
  })
})
