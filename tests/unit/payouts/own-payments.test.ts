import { describe, expect, it } from 'vitest'
import type { OwnPayment } from '../../../electron/ledger/payments'
import { accountId, day, start } from '../charging/desk'
import { modifyingDesk } from '../charging/modifications/support'
import { aLink } from '../ledger/support'

const period = { from: start, to: start + day }

describe('the payments of the ledger', () => {
  it('that took money are read page by page, each once, also those of one moment', async () => {
    const desk = await modifyingDesk()
    const ids = [
      await desk.charged('order-1', 10_000),
      await desk.charged('order-2', 20_000),
      await desk.charged('order-3', 30_000)
    ]
    await desk.reserve('order-4', 40_000)
    const read: OwnPayment[] = []
    for (let after: OwnPayment | null = null; ; after = read.at(-1) ?? null) {
      const page: OwnPayment[] = await desk.ledger.payments.taken(accountId, { ...period, after }, 1)
      read.push(...page)
      if (page.length === 0) break
    }
    expect(
      read.map(({ transactionId }) => transactionId).toSorted((one, other) => one.localeCompare(other))
    ).toEqual(ids.toSorted((one, other) => one.localeCompare(other)))
    expect(read[0]).toMatchObject({ kind: 'charge', currency: 'NOK', refunded: 0, createdAt: start })
    const before = { from: start - day, to: start, after: null }
    expect(await desk.ledger.payments.taken(accountId, before, 10)).toEqual([])
    expect(await desk.ledger.payments.taken('P99999999', { ...period, after: null }, 10)).toEqual([])
  })

  it('are found by their transactions, and by the references they have used', async () => {
    const desk = await modifyingDesk()
    const id = await desk.charged('order-1', 10_000)
    const { payments } = desk.ledger
    expect(await payments.ofTransactions(accountId, [id, 'another', id])).toEqual(
      new Map([[id, expect.objectContaining({ merchantReference: 'order-1', captured: 10_000 })]])
    )
    expect(await payments.ofTransactions('P99999999', [id])).toEqual(new Map())
    expect(await payments.usedReferences(accountId, ['order-1', 'order-2'])).toEqual(new Set(['order-1']))
    expect(await payments.ofTransactions(accountId, [])).toEqual(new Map())
  })

  it('are payments by link too', async () => {
    const { ledger } = await modifyingDesk()
    const link = await ledger.links.create(aLink({ merchantReference: 'link-1' }), [])
    const address = { sessionId: 's-1', url: 'https://x.dintero.com/s' }
    const made = await ledger.links.record(link, {
      ...{ at: start, kind: 'answered', note: '', state: 'made', facts: address }
    })
    const facts = {
      transactionId: 'T12345678.l',
      transactionStatus: 'CAPTURED',
      captured: 129_990,
      refunded: 0
    }
    await ledger.links.record(made, { at: start, kind: 'found', note: '', state: 'paid', facts })
    const expected = expect.objectContaining({ kind: 'link', id: 'link-1', captured: 129_990 })
    expect(await ledger.payments.ofTransactions(accountId, ['T12345678.l'])).toEqual(
      new Map([['T12345678.l', expected]])
    )
    expect(await ledger.payments.taken(accountId, { ...period, after: null }, 10)).toEqual([expected])
  })
})
