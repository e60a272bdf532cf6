import { describe, expect, it } from 'vitest'
import { heldPayment, transactionDetail } from '../../../../shared/transaction-detail'
import { aTransaction, day, hour, minute, openDesk, paid, start } from '../desk'
import { anEvent } from '../../../support/transaction-event'
import { aCharge, aLink, accountId } from '../../ledger/support'
import { modifyingDesk } from './support'

describe('a transaction in detail', () => {
  it('is straight from Dintero, with what was done to it, by whom, and what may be done', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.reserve()
    const { id, reference } = await desk.modify('capture', transactionId)
    desk.simulator.faults.operation(transactionId, { kind: 'fails' })
    const failed = await desk.modify('capture', transactionId, 1_000)
    desk.simulator.captureOutside(transactionId, 50_000)
    const detail = await desk.modifications.transaction(` ${transactionId} `)
    expect(transactionDetail.strict().parse(detail)).toEqual(detail)
    expect(detail).toMatchObject({
      transactionId,
      environment: 'test',
      status: 'PARTIALLY_CAPTURED',
      amount: 129_990,
      currency: 'NOK',
      merchantReference: 'order-17',
      customerName: 'Øystein Ødegård',
      product: 'dintero_psp.creditcard',
      money: { captured: 90_000, leftToCapture: 39_990, leftToRefund: 90_000 },
      problem: null,
      offers: {
        capture: { most: 39_990, obstacle: null },
        void: { releases: 0, obstacle: 'captured_in_part' },
        refund: { most: 90_000, obstacle: null }
      },
      card: { brand: 'visa', lastFour: '0416', expiry: '12/2029' },
      charge: { merchantReference: 'order-17' },
      link: null
    })
    expect(detail.modifications.map((row) => [row.id, row.state])).toEqual([
      [failed.id, 'failed'],
      [id, 'succeeded']
    ])
    expect(detail.events.map(({ kind, success, amount }) => [kind, success, amount])).toEqual([
      ['initialize', true, 129_990],
      ['authorize', true, 129_990],
      ['capture', true, 40_000],
      ['capture', false, 1_000],
      ['capture', true, 50_000]
    ])
    expect(detail.events[2]).toMatchObject({ by: 'client', reference, modificationId: id, decline: null })
    expect(detail.events[3]).toMatchObject({
      modificationId: failed.id,
      decline: { reason: 'issuer_unavailable', message: 'The gateway did not carry out the capture' }
    })
    expect(detail.events[4]).toMatchObject({
      by: 'somebody-in-backoffice',
      reference: null,
      modificationId: null
    })
  })

  it('offers nothing while one is under way, and says which', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    desk.simulator.faults.operation(transactionId, { kind: 'drop_before' })
    const { id } = await desk.modify('refund', transactionId)
    const { offers, modifications } = await desk.modifications.transaction(transactionId)
    expect(offers.refund).toEqual({ most: 0, obstacle: 'another_open' })
    expect(modifications).toMatchObject([{ id, state: 'unknown' }])
  })

  it('of somebody else says what it says itself', async () => {
    const desk = await modifyingDesk()
    const transactionId = desk.plant({ productType: 'vipps' })
    expect(await desk.modifications.transaction(transactionId)).toMatchObject({
      merchantReference: 'elsewhere-1',
      customerName: '',
      charge: null,
      link: null,
      modifications: [],
      offers: { refund: { most: 100_000 } }
    })
  })

  it('of which nothing adds up says so, and offers nothing', async () => {
    const desk = await openDesk()
    const events = [anEvent({ event: 'CAPTURE', amount: 1 }), anEvent({ event: 'BRAND_NEW' })]
    desk.dintero.transactions = [
      aTransaction({
        events,
        settlementStatus: 'SETTLED',
        payouts: [{ settlementId: 's-1', amount: 1, capture: 1, refund: null, fee: null }]
      })
    ]
    const detail = await desk.modifications.transaction('T12345678.tx-1')
    expect(detail).toMatchObject({
      money: null,
      problem: 'an event that is BRAND_NEW',
      offers: { refund: { most: 0, obstacle: 'unreadable' } },
      settlement: { status: 'SETTLED', payouts: [{ settlementId: 's-1', amount: 1, fee: null }] }
    })
    expect(detail.events[1]).toMatchObject({ kind: 'other', name: 'BRAND_NEW' })
  })

  it('of a payment by link names the link', async () => {
    const desk = await openDesk()
    await desk.ledger.links.create(aLink(), [])
    const link = await desk.ledger.links.require('link-1')
    const facts = { sessionId: 'T12345678.s-1', url: 'https://x.dintero.com/s' }
    const made = await desk.ledger.links.record(link, {
      at: start,
      kind: 'answered',
      note: '',
      state: 'made',
      facts
    })
    const paidFacts = { transactionId: 'T12345678.tx-1', transactionStatus: 'CAPTURED' }
    await desk.ledger.links.record(made, {
      at: start,
      kind: 'found',
      note: '',
      state: 'paid',
      facts: paidFacts
    })
    desk.dintero.transactions = [aTransaction()]
    expect(await desk.modifications.transaction('T12345678.tx-1')).toMatchObject({
      link: { id: 'link-1' },
      charge: null
    })
    desk.dintero.modifications = [{ kind: 'no_answer', reason: 'reset' }]
    const draft = { kind: 'refund', amount: 1, currency: 'NOK', reason: 'Returned' } as const
    const review = await desk.modifications.review({ ...draft, transactionId: 'T12345678.tx-1' })
    const answers = { reviewId: review.reviewId, typedAmount: null, realMoney: false, repeatReason: '' }
    expect(await desk.modifications.submit(answers)).toMatchObject({ linkId: 'link-1', chargeId: null })
  })

  it('that says something else than the ledger makes the charge be looked at again', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.reserve()
    desk.simulator.captureOutside(transactionId, 129_990)
    await desk.modifications.transaction(transactionId)
    await desk.drain()
    expect(await desk.ledger.charges.ofTransaction(accountId, transactionId)).toMatchObject({
      transactionStatus: 'CAPTURED',
      captured: 129_990
    })
  })

  it('is refused where it is of another account, or not there', async () => {
    const desk = await modifyingDesk()
    await expect(desk.modifications.transaction('P12345678.abcdef')).rejects.toMatchObject({
      code: 'other_account'
    })
    await expect(desk.modifications.transaction('T12345678.abcdef')).rejects.toMatchObject({
      code: 'not_found'
    })
  })
})

describe('what waits to be captured', () => {
  const window = { offset: 0, limit: 10 }

  it('is what is only held, held longest first, with its age and how long such reservations last', async () => {
    const desk = await modifyingDesk()
    const first = await desk.reserve('order-1', 10_000)
    desk.now += hour
    await desk.charged('order-2', 20_000)
    const second = await desk.reserve('order-3', 30_000)
    const page = await desk.modifications.awaitingCapture(window)
    expect(page.rows.map((row) => heldPayment.strict().parse(row))).toEqual(page.rows)
    expect([page.total, page.rows.map(({ transactionId }) => transactionId)]).toEqual([2, [first, second]])
    expect(page.rows[0]).toMatchObject({
      kind: 'charge',
      merchantReference: 'order-1',
      customerName: 'Øystein Ødegård',
      lastFour: '0416',
      amount: 10_000,
      captured: 0,
      heldSince: start,
      lapsesAt: start + 7 * day,
      lapsesAtLatest: start + 30 * day,
      captureDue: false,
      underWay: null
    })
    const next = await desk.modifications.awaitingCapture({ offset: 1, limit: 1 })
    expect(next).toMatchObject({ total: 2, rows: [{ transactionId: second }] })
  })

  it('says how much of a part was captured, and what is under way', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.reserve()
    await desk.modify('capture', transactionId)
    await desk.reconciler.start()
    await desk.reconciler.stop()
    expect((await desk.modifications.awaitingCapture(window)).rows).toMatchObject([
      { transactionStatus: 'PARTIALLY_CAPTURED', captured: 40_000, underWay: null }
    ])
    desk.simulator.faults.operation(transactionId, { kind: 'drop_before' })
    await desk.modify('capture', transactionId, 1)
    expect((await desk.modifications.awaitingCapture(window)).rows).toMatchObject([{ underWay: 'capture' }])
  })

  it('marks what Dintero is to capture by itself, as long as it has time for it', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [paid({ status: 'AUTHORIZED' })]
    await desk.charge({ autoCapture: true })
    const due = async (): Promise<boolean[]> =>
      (await desk.modifications.awaitingCapture(window)).rows.map(({ captureDue }) => captureDue)
    expect(await due()).toEqual([true])
    desk.now += 2 * day
    expect(await due()).toEqual([false])
  })

  it('has payments by link too, of this account alone', async () => {
    const desk = await openDesk()
    const states = [
      ['link-1', 'now'],
      ['link-2', 'later']
    ] as const
    for (const [index, [id, capture]] of states.entries()) {
      const link = await desk.ledger.links.create(aLink({ id, merchantReference: id, capture }), [])
      const facts = { sessionId: `s-${id}`, url: `https://x.dintero.com/${id}` }
      const made = await desk.ledger.links.record(link, {
        at: start,
        kind: 'answered',
        note: '',
        state: 'made',
        facts
      })
      const paidFacts = { transactionId: `T12345678.${id}`, transactionStatus: 'AUTHORIZED' }
      const at = start - (index + 1) * minute
      await desk.ledger.links.record(made, { at, kind: 'found', note: '', state: 'paid', facts: paidFacts })
    }
    await desk.ledger.charges.createIntent(aCharge(), [])
    const { rows, total } = await desk.modifications.awaitingCapture(window)
    expect(total).toBe(2)
    expect(rows.map(({ kind, id, captureDue }) => [kind, id, captureDue])).toEqual([
      ['link', 'link-2', false],
      ['link', 'link-1', true]
    ])
    await desk.ledger.desk.setActiveAccount(null)
    await expect(desk.modifications.awaitingCapture(window)).rejects.toMatchObject({ code: 'no_account' })
  })
})
