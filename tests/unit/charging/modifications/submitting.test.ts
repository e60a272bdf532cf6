import { describe, expect, it } from 'vitest'
import { openConnection } from '../../../../electron/ledger/sqlite/connection'
import { modificationDetail } from '../../../../shared/modification'
import { aTransaction, day, minute, openDesk, start } from '../desk'
import { openTestLedger } from '../../ledger/support'
import { anEvent } from '../../../support/transaction-event'
import { answersTo, deskAt, modifyingDesk } from './support'

const everything = { search: '', actions: [], from: null, to: null, offset: 0, limit: 100 }

describe('submitting a review', () => {
  it('captures what was reviewed, and no more', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.reserve()
    const detail = await desk.modify('capture', transactionId)
    expect(modificationDetail.strict().parse(detail)).toEqual(detail)
    expect(detail).toMatchObject({
      kind: 'capture',
      state: 'succeeded',
      amount: 40_000,
      transactionId,
      transactionStatus: 'PARTIALLY_CAPTURED',
      merchantReference: 'order-17',
      operator: 'Kari',
      reference: expect.stringMatching(/^C-20260520-[2-9B-DF-HJ-NP-TV-XZ]{12}$/),
      seen: { captured: 0, leftToCapture: 129_990 },
      problem: null
    })
    expect(detail.timeline.map(({ kind, state }) => [kind, state])).toEqual([
      ['sent', 'sent'],
      ['answered', 'succeeded']
    ])
    expect(desk.simulator.money(transactionId)).toMatchObject({ captured: 40_000, captures: 1 })
    expect(desk.simulator.operations(detail.reference)).toBe(1)
  })

  it('refunds, with the reason, and voids, without a body', async () => {
    const desk = await modifyingDesk()
    const charged = await desk.charged()
    expect((await desk.modify('refund', charged)).state).toBe('succeeded')
    const reserved = await desk.reserve('order-18')
    expect(await desk.modify('void', reserved)).toMatchObject({
      state: 'succeeded',
      amount: null,
      transactionStatus: 'AUTHORIZATION_VOIDED'
    })
    expect(desk.simulator.money(charged)).toMatchObject({ refunded: 40_000, refunds: 1 })
    expect(desk.simulator.money(reserved)).toMatchObject({ captured: 0, voided: 129_990, voids: 1 })
    const bodies = desk.simulator.journal.entries
      .filter(({ path }) => /\/(?:refund|void)$/.test(path))
      .map(({ body }) => body)
    expect(JSON.stringify(bodies[0])).toContain('Returned')
    expect(bodies[1] ?? '').toBe('')
  })

  it('captures in parts up to the whole, and gives back in parts up to the whole', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.reserve()
    for (const amount of [40_000, 40_000, 49_990])
      expect((await desk.modify('capture', transactionId, amount)).state).toBe('succeeded')
    await expect(desk.typed({ kind: 'capture', transactionId, amount: 1 })).rejects.toMatchObject({
      details: { obstacle: 'all_captured' }
    })
    for (const amount of [100_000, 29_990])
      expect((await desk.modify('refund', transactionId, amount)).state).toBe('succeeded')
    await expect(desk.typed({ kind: 'refund', transactionId, amount: 1 })).rejects.toMatchObject({
      details: { obstacle: 'all_refunded' }
    })
    expect(desk.simulator.money(transactionId)).toMatchObject({
      captured: 129_990,
      refunded: 129_990,
      captures: 3,
      refunds: 2
    })
  })

  it('releases the rest after a part was captured, where Dintero does', async () => {
    const desk = await modifyingDesk()
    const transactionId = desk.plant({ status: 'AUTHORIZED' })
    await desk.modify('capture', transactionId)
    const detail = await desk.modify('void', transactionId)
    expect(detail.state).toBe('succeeded')
    expect(desk.simulator.money(transactionId)).toMatchObject({ captured: 40_000, voided: 60_000 })
    await expect(desk.typed({ kind: 'capture', transactionId, amount: 1 })).rejects.toMatchObject({
      details: { obstacle: 'voided' }
    })
    expect((await desk.modify('refund', transactionId)).state).toBe('succeeded')
  })

  it('is on disk as sent before the request leaves', async () => {
    const desk = await openDesk()
    desk.dintero.transactions = [aTransaction()]
    const seen: unknown[] = []
    desk.dintero.modifications = [
      async () => {
        const other = openConnection(`${desk.ledger.folder}/trekk.db`)
        seen.push(
          other.prepare('select state, amount from modifications').all(),
          other.prepare("select action from audit where action like 'modification%'").all()
        )
        other.close()
        return { kind: 'no_answer', reason: 'reset' } as const
      }
    ]
    const draft = { kind: 'refund', amount: 40_000, currency: 'NOK', reason: 'Returned' } as const
    const review = await desk.modifications.review({ ...draft, transactionId: 'T12345678.tx-1' })
    await desk.modifications.submit(answersTo(review))
    expect(seen).toEqual([[{ state: 'sent', amount: 40_000 }], [{ action: 'modification_submitted' }]])
  })

  it('tells the page of every step, and the audit trail who did it and why', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    const detail = await desk.modify('refund', transactionId)
    expect(desk.modificationChanges.map(({ state }) => state)).toEqual(['sent', 'succeeded'])
    const { rows } = await desk.ledger.reads.listAudit(everything)
    const own = rows.filter(({ action }) => action.startsWith('modification'))
    expect(own.map(({ action }) => action)).toEqual(['modification_answered', 'modification_submitted'])
    expect(own[1]).toMatchObject({
      operator: 'Kari',
      osUser: 'kari',
      subject: 'order-17',
      facts: {
        modificationId: detail.id,
        kind: 'refund',
        amount: 40_000,
        currency: 'NOK',
        transactionId,
        reference: detail.reference,
        reason: 'Returned'
      }
    })
  })

  it('makes its charge follow: its status, what is captured and what is given back', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.reserve()
    const charge = (): Promise<unknown> => desk.ledger.charges.ofTransaction('T12345678', transactionId)
    expect(await charge()).toMatchObject({ transactionStatus: 'AUTHORIZED', captured: 0, refunded: 0 })
    await desk.reconciler.start()
    await desk.modify('capture', transactionId)
    desk.now += 250
    await desk.reconciler.runAll()
    expect(await charge()).toMatchObject({
      transactionStatus: 'PARTIALLY_CAPTURED',
      captured: 40_000,
      refunded: 0
    })
    await desk.modify('refund', transactionId, 10_000)
    desk.now += 250
    await desk.reconciler.runAll()
    expect(await charge()).toMatchObject({
      state: 'succeeded',
      transactionStatus: 'PARTIALLY_CAPTURED_REFUNDED',
      captured: 40_000,
      refunded: 10_000
    })
    await desk.reconciler.stop()
    expect((await desk.service.unresolved()).alarms).toEqual([])
  })
})

describe('the same twice', () => {
  it('is sent once, however often and fast a review is submitted', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    const review = await desk.typed({ kind: 'refund', transactionId })
    const first = desk.modifications.submit(answersTo(review))
    for (let n = 0; n < 3; n += 1)
      await expect(desk.modifications.submit(answersTo(review))).rejects.toMatchObject({
        code: 'review_used'
      })
    const { id } = await first
    await expect(desk.modifications.submit(answersTo(review))).rejects.toMatchObject({
      code: 'review_used',
      details: { modificationId: id }
    })
    expect(desk.simulator.money(transactionId)).toMatchObject({ refunds: 1, refunded: 40_000 })
  })

  it('is unknown after a restart, and too old after a quarter of an hour', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    const review = await desk.typed({ kind: 'refund', transactionId })
    await expect(desk.restart().modifications.submit(answersTo(review))).rejects.toMatchObject({
      code: 'review_unknown'
    })
    desk.now += 15 * minute
    await expect(desk.modifications.submit(answersTo(review))).rejects.toMatchObject({
      code: 'review_expired'
    })
    expect(desk.simulator.money(transactionId).refunds).toBe(0)
  })

  it('from two windows at the same moment is done once', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    const other = desk.restart()
    const draft = {
      kind: 'refund',
      transactionId,
      amount: 40_000,
      currency: 'NOK',
      reason: 'Returned'
    } as const
    const reviews = [await desk.modifications.review(draft), await other.modifications.review(draft)] as const
    const both = await Promise.allSettled([
      desk.modifications.submit(answersTo(reviews[0])),
      other.modifications.submit(answersTo(reviews[1]))
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = both.find((each) => each.status === 'rejected')
    expect(refused?.reason).toMatchObject({ nothingSent: true })
    expect(['modification_open', 'changed_meanwhile']).toContain(refused?.reason.code)
    expect(desk.simulator.money(transactionId)).toMatchObject({ refunds: 1, refunded: 40_000 })
  })

  it('from two windows, the second while the first is on its way, is refused and named', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    const review = await desk.typed({ kind: 'refund', transactionId })
    const second = await desk.typed({ kind: 'refund', transactionId })
    desk.simulator.faults.operation(transactionId, { kind: 'held' })
    const first = desk.modifications.submit(answersTo(review))
    while ((await desk.ledger.modifications.inStates(['sent'])).length === 0) await tick()
    await expect(desk.modifications.submit(answersTo(second))).rejects.toMatchObject({ nothingSent: true })
    await expect(desk.typed({ kind: 'refund', transactionId, amount: 1 })).rejects.toMatchObject({
      code: 'modification_open',
      details: { kind: 'refund' }
    })
    desk.simulator.faults.release()
    expect((await first).state).toBe('succeeded')
    expect(desk.simulator.money(transactionId)).toMatchObject({ refunds: 1, refunded: 40_000 })
  })

  it('begun and ended by another window between the reading and the write is seen', async () => {
    const desk = await openDesk()
    const refund = anEvent({ event: 'REFUND', amount: 40_000 })
    desk.dintero.transactions = [aTransaction({ amount: 129_990 })]
    const draft = { kind: 'refund', amount: 40_000, currency: 'NOK', reason: 'Returned' } as const
    const transactionId = 'T12345678.tx-1'
    const first = await desk.modifications.review({ ...draft, transactionId })
    const second = await desk.modifications.review({ ...draft, transactionId })
    const read = desk.dintero.getTransaction.bind(desk.dintero)
    desk.dintero.modifications = [
      () => {
        const { body } = desk.dintero.modified.at(-1) ?? { body: null }
        const reference = body !== null && 'refund_reference' in body ? body.refund_reference : ''
        return Promise.resolve({
          kind: 'transaction',
          transaction: aTransaction({ status: 'PARTIALLY_REFUNDED', events: [{ ...refund, reference }] })
        })
      }
    ]
    desk.dintero.getTransaction = async (id) => {
      const before = await read(id)
      desk.dintero.getTransaction = read
      await desk.modifications.submit(answersTo(first))
      return before
    }
    await expect(desk.modifications.submit(answersTo(second))).rejects.toMatchObject({
      code: 'changed_meanwhile',
      nothingSent: true
    })
    expect(desk.dintero.modified).toHaveLength(1)
  })

  it('from two desks with ledgers of their own is bounded by what is left at Dintero', async () => {
    const desk = await modifyingDesk()
    const other = await deskAt(desk.simulator, desk.client)
    const transactionId = await desk.charged()
    const reviews = [
      await desk.typed({ kind: 'refund', transactionId, amount: 100_000 }),
      await other.typed({ kind: 'refund', transactionId, amount: 100_000 })
    ] as const
    desk.simulator.faults.operation(transactionId, { kind: 'held', done: 'last' })
    const first = desk.modifications.submit(answersTo(reviews[0]))
    while (desk.simulator.journal.entries.every(({ path }) => !path.endsWith('/refund'))) await tick()
    expect((await other.modifications.submit(answersTo(reviews[1]))).state).toBe('succeeded')
    desk.simulator.faults.release()
    expect(await first).toMatchObject({ state: 'refused', problem: expect.stringContaining('HTTP 400') })
    expect(desk.simulator.money(transactionId)).toMatchObject({ refunds: 1, refunded: 100_000 })
  })
})

describe('what was done meanwhile in Dintero Backoffice', () => {
  it('between the review and the submission is seen, and nothing is sent', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    const review = await desk.typed({ kind: 'refund', transactionId })
    desk.simulator.refundOutside(transactionId, 40_000)
    for (let n = 0; n < 2; n += 1)
      await expect(desk.modifications.submit(answersTo(review))).rejects.toMatchObject({
        code: 'changed_meanwhile',
        nothingSent: true,
        details: { transactionId, status: 'PARTIALLY_REFUNDED' }
      })
    expect(desk.simulator.money(transactionId)).toMatchObject({ refunds: 1, refunded: 40_000 })
    expect((await desk.modifications.list({ ...all, transactionId })).total).toBe(0)
  })

  it('also where what is left is the same', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.reserve()
    const review = await desk.typed({ kind: 'capture', transactionId })
    desk.simulator.voidOutside(transactionId)
    await expect(desk.modifications.submit(answersTo(review))).rejects.toMatchObject({
      code: 'changed_meanwhile'
    })
  })

  it('between the submission and the answer is refused by Dintero, and looked at', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    const review = await desk.typed({ kind: 'refund', transactionId, amount: 129_990 })
    desk.simulator.faults.operation(transactionId, { kind: 'held', done: 'last' })
    const submitted = desk.modifications.submit(answersTo(review))
    while (desk.simulator.journal.entries.every(({ path }) => !path.endsWith('/refund'))) await tick()
    desk.simulator.refundOutside(transactionId, 1)
    desk.simulator.faults.release()
    const detail = await submitted
    expect(detail).toMatchObject({ state: 'refused', nextLookupAt: start + 10 * minute })
    expect(desk.simulator.money(transactionId)).toMatchObject({ refunds: 1, refunded: 1 })
    const charge = await desk.ledger.charges.ofTransaction('T12345678', transactionId)
    expect(charge?.nextLookupAt).toBe(start)
  })

  it('is told of a void by whoever voided', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.reserve()
    const review = await desk.typed({ kind: 'void', transactionId })
    desk.simulator.faults.operation(transactionId, { kind: 'drop_before' })
    const detail = await desk.modifications.submit(answersTo(review))
    expect(detail.state).toBe('unknown')
    desk.simulator.voidOutside(transactionId)
    const asked = await desk.modifications.ask(detail.id)
    expect(asked.state).toBe('succeeded')
    expect(asked.timeline.at(-1)?.note).toBe('VOID by somebody-in-backoffice')
  })
})

describe('nothing is sent', () => {
  it('while the keychain is locked, and it can be tried again', async () => {
    let locked = false
    const desk = await openDesk()
    desk.dintero.transactions = [aTransaction()]
    const locking = await openDesk({
      parts: {
        dinteroFor: () => (locked ? Promise.reject(new Error('locked')) : Promise.resolve(desk.dintero))
      }
    })
    const draft = { kind: 'refund', amount: 40_000, currency: 'NOK', reason: 'Returned' } as const
    const review = await locking.modifications.review({ ...draft, transactionId: 'T12345678.tx-1' })
    locked = true
    await expect(locking.modifications.submit(answersTo(review))).rejects.toMatchObject({ nothingSent: true })
    locked = false
    desk.dintero.modifications = [{ kind: 'not_connected', reason: 'ECONNREFUSED' }]
    expect((await locking.modifications.submit(answersTo(review))).state).toBe('not_sent')
    expect(desk.dintero.modified).toHaveLength(1)
  })

  it('when Dintero cannot be read right before, or the account is no longer in use', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    const review = await desk.typed({ kind: 'refund', transactionId })
    desk.simulator.faults.onCall('lookup', { kind: 'error', status: 400 })
    await expect(desk.modifications.submit(answersTo(review))).rejects.toMatchObject({ nothingSent: true })
    await desk.ledger.desk.setActiveAccount(null)
    await expect(desk.modifications.submit(answersTo(review))).rejects.toMatchObject({
      code: 'no_account',
      nothingSent: true
    })
    expect(desk.simulator.money(transactionId).refunds).toBe(0)
  })

  it('when the disk takes nothing', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    const review = await desk.typed({ kind: 'refund', transactionId })
    const write = desk.ledger.write.bind(desk.ledger)
    Object.assign(desk.ledger, { write: () => Promise.reject(new Error('disk full')) })
    await expect(desk.modifications.submit(answersTo(review))).rejects.toMatchObject({ nothingSent: true })
    Object.assign(desk.ledger, { write })
    expect(desk.simulator.money(transactionId).refunds).toBe(0)
    expect((await desk.modifications.submit(answersTo(review))).state).toBe('succeeded')
  })
})

describe('another desk in the same ledger', () => {
  it('is stopped while one is on its way, and follows only its own', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    const review = await desk.typed({ kind: 'refund', transactionId })
    desk.simulator.faults.operation(transactionId, { kind: 'drop_before' })
    const { id } = await desk.modifications.submit(answersTo(review))
    const shared = await openTestLedger({
      folder: desk.ledger.folder,
      deskId: 'another-desk',
      clock: () => desk.now
    })
    const other = await openDesk({
      parts: { ledger: shared, dinteroFor: () => Promise.resolve(desk.client) }
    })
    const draft = { kind: 'refund', transactionId, amount: 1, currency: 'NOK', reason: 'Returned' } as const
    await expect(other.modifications.review(draft)).rejects.toMatchObject({
      code: 'modification_open',
      details: { modificationId: id }
    })
    expect(await other.modificationEngine.openIds()).toEqual([])
    expect(await other.modificationEngine.dueIds(start + day, 10, [])).toEqual([])
    expect(await desk.modificationEngine.openIds()).toEqual([id])
  })
})

const all = { kinds: [], states: [], transactionId: null, from: null, to: null, offset: 0, limit: 10 }

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
