import { describe, expect, it } from 'vitest'
import { TrekkError } from '../../../../shared/result'
import type { ModificationAnswer } from '../../../../shared/modification-outcome'
import { aTransaction, day, held, hour, minute, offline, openDesk, start, type Desk } from '../desk'
import { anEvent } from '../../../support/transaction-event'
import { answersTo, modifyingDesk } from './support'

const lost: ModificationAnswer = { kind: 'no_answer', reason: 'connection reset' }
const transactionId = 'T12345678.tx-1'
const draft = { kind: 'refund', transactionId, amount: 40_000, currency: 'NOK', reason: 'Returned' } as const

/** A desk with a charge that was captured, and a Dintero that answers what the test says. */
async function scripted(answer: ModificationAnswer | (() => Promise<ModificationAnswer>), desk?: Desk) {
  const at = desk ?? (await openDesk())
  at.dintero.transactions = [aTransaction()]
  at.dintero.modifications = [answer]
  const review = await at.modifications.review(draft)
  return Object.assign(at, { submitted: at.modifications.submit(answersTo(review)) })
}

/** What Dintero shows of the refund that was asked for. */
function refundIn(desk: Desk, change: Parameters<typeof anEvent>[0] = {}): ReturnType<typeof anEvent> {
  const body = desk.dintero.modified.at(-1)?.body ?? null
  const reference = body !== null && 'refund_reference' in body ? body.refund_reference : ''
  return anEvent({ id: 'e-1', event: 'REFUND', amount: 40_000, mark: reference, ...change })
}

function shows(desk: Desk, ...events: ReturnType<typeof anEvent>[]): void {
  desk.dintero.transactions = [aTransaction({ status: 'PARTIALLY_REFUNDED', events })]
}

describe('a lost answer', () => {
  it('is found by reading the transaction, by the clock, and less and less often', async () => {
    const desk = await scripted(lost)
    const { id, state, nextLookupAt } = await desk.submitted
    expect([state, nextLookupAt]).toEqual(['unknown', start + 5_000])
    await desk.reconciler.start()
    const waits: number[] = []
    for (let n = 0; n < 4; n += 1) {
      const { nextLookupAt: next } = await desk.ledger.modifications.require(id)
      waits.push((next ?? 0) - desk.now)
      desk.now = next ?? 0
      await desk.reconciler.runAll()
    }
    expect(waits).toEqual([15_000, 30_000, minute, 2 * minute])
    shows(desk, refundIn(desk))
    await desk.reconciler.runAll()
    expect(await desk.ledger.modifications.require(id)).toMatchObject({
      state: 'succeeded',
      eventId: 'e-1',
      transactionStatus: 'PARTIALLY_REFUNDED',
      problem: null,
      emptyLookups: 0,
      nextLookupAt: desk.now + 10 * minute
    })
    await desk.reconciler.stop()
    expect(desk.dintero.modified).toHaveLength(1)
    expect(desk.timers.size).toBe(0)
  })

  it('is left as it is by a Dintero that cannot be reached, and read again later', async () => {
    const desk = await scripted(lost)
    const { id } = await desk.submitted
    desk.dintero.broken = offline
    await expect(desk.modifications.ask(id)).rejects.toMatchObject({ code: 'network_unreachable' })
    await desk.modificationEngine.askQuietly(id)
    expect(await desk.ledger.modifications.require(id)).toMatchObject({
      state: 'unknown',
      emptyLookups: 0,
      lookups: 2,
      nextLookupAt: start + 30_000
    })
    desk.dintero.broken = { kind: 'failed', reason: 'rate_limited', message: 'busy', retryAfter: hour }
    await desk.modificationEngine.askQuietly(id)
    expect((await desk.ledger.modifications.require(id)).nextLookupAt).toBe(start + hour)
    desk.dintero.broken = null
    shows(desk, refundIn(desk, { success: false }))
    expect(await desk.modifications.ask(id)).toMatchObject({ state: 'failed', declineReason: 'declined' })
  })

  it('is not found in another transaction, nor in one that is not there', async () => {
    const desk = await scripted(lost)
    const { id } = await desk.submitted
    desk.dintero.getTransaction = () =>
      Promise.resolve({
        kind: 'found',
        value: aTransaction({ id: 'T12345678.tx-2', events: [refundIn(desk)] })
      })
    expect((await desk.modifications.ask(id)).state).toBe('unknown')
    desk.dintero.getTransaction = () => Promise.resolve({ kind: 'not_found' })
    const asked = await desk.modifications.ask(id)
    expect([asked.state, asked.emptyLookups, asked.problem]).toEqual([
      'unknown',
      2,
      'Dintero has no such transaction'
    ])
  })

  it('leaves an entry in the audit trail when a person asks, or something changed', async () => {
    const desk = await scripted(lost)
    const { id } = await desk.submitted
    const asked = async (): Promise<string[]> => {
      const query = { search: '', actions: [], from: null, to: null, offset: 0, limit: 100 }
      const { rows } = await desk.ledger.reads.listAudit(query)
      return rows
        .map(({ action }) => action)
        .filter((action) => /modification_(?:asked|decided)/.test(action))
    }
    await desk.modificationEngine.askQuietly(id)
    expect(await asked()).toEqual([])
    await desk.modifications.ask(id)
    expect(await asked()).toEqual(['modification_asked'])
    shows(desk, refundIn(desk))
    await desk.modificationEngine.askQuietly(id)
    expect(await asked()).toEqual(['modification_decided', 'modification_asked'])
  })
})

describe('what Dintero took in', () => {
  it('is followed by the id it was given, until it is done', async () => {
    const desk = await scripted({ kind: 'accepted', eventRequestId: 'r-1', transaction: null })
    const { id, state } = await desk.submitted
    expect(state).toBe('pending')
    const begun = anEvent({ event: 'INITIATE_REFUND', amount: 40_000, requestId: 'r-1' })
    desk.dintero.transactions = [aTransaction({ events: [anEvent({ amount: 129_990 }), begun] })]
    expect((await desk.modifications.ask(id)).state).toBe('pending')
    await expect(desk.modifications.review({ ...draft, amount: 1 })).rejects.toMatchObject({
      code: 'modification_open'
    })
    shows(desk, begun, anEvent({ event: 'REFUND', amount: 40_000, correlationRequestId: 'r-1' }))
    expect((await desk.modifications.ask(id)).state).toBe('succeeded')
  })

  it('and never shows is unknown after a while, and can be closed', async () => {
    const desk = await scripted({ kind: 'accepted', eventRequestId: 'r-1', transaction: null })
    const { id } = await desk.submitted
    for (const expected of ['pending', 'pending', 'unknown']) {
      expect((await desk.modifications.ask(id)).state).toBe(expected)
      desk.now += 8 * minute
    }
    expect((await desk.modifications.list({ ...all, transactionId })).rows).toMatchObject([
      { mayClose: true }
    ])
  })
})

describe('closing', () => {
  const closing = { reason: 'not in Backoffice', checked: true }

  async function withoutTrace(): Promise<{ desk: Desk; id: string }> {
    const desk = await scripted(lost)
    const { id } = await desk.submitted
    for (let n = 0; n < 3; n += 1) {
      await desk.modifications.ask(id)
      desk.now += n < 2 ? 7.5 * minute : 0
    }
    return { desk, id }
  }

  it('is offered after three readings over a quarter of an hour, and no sooner', async () => {
    const desk = await scripted(lost)
    const { id } = await desk.submitted
    const offered: boolean[] = []
    for (const wait of [0, 15 * minute - 1, 0, 1]) {
      desk.now += wait
      offered.push((await desk.modifications.ask(id)).mayClose)
    }
    expect(offered).toEqual([false, false, false, true])
    const other = await scripted(lost)
    const { id: otherId } = await other.submitted
    other.now += hour
    await other.modifications.ask(otherId)
    other.now += hour
    expect((await other.modifications.ask(otherId)).mayClose).toBe(false)
    await expect(other.modifications.close({ modificationId: otherId, ...closing })).rejects.toMatchObject({
      code: 'close_not_allowed'
    })
  })

  it('takes a named person, a reason, and that they looked in Backoffice', async () => {
    const { desk, id } = await withoutTrace()
    const close = (change: object) => desk.modifications.close({ modificationId: id, ...closing, ...change })
    await expect(close({ reason: ' ' })).rejects.toMatchObject({ code: 'reason_missing' })
    await expect(close({ reason: '4925000000000004' })).rejects.toMatchObject({ code: 'card_number_refused' })
    await expect(close({ checked: false })).rejects.toMatchObject({
      code: 'reason_missing',
      fields: [{ field: 'checked', problem: 'missing' }]
    })
    desk.settings = { ...desk.settings, operatorName: ' ' }
    await expect(close({})).rejects.toMatchObject({ code: 'operator_missing' })
    desk.settings = { ...desk.settings, operatorName: 'Kari' }
    const closed = await close({})
    expect(closed).toMatchObject({
      state: 'closed',
      closed: { by: 'Kari', reason: 'not in Backoffice' },
      mayClose: false,
      nextLookupAt: desk.now + day
    })
    expect(closed.timeline.at(-1)).toMatchObject({ kind: 'closed' })
    await expect(close({})).rejects.toMatchObject({ code: 'close_not_allowed' })
  })

  it('frees the transaction for another', async () => {
    const { desk, id } = await withoutTrace()
    await expect(desk.modifications.review(draft)).rejects.toMatchObject({ code: 'modification_open' })
    await desk.modifications.close({ modificationId: id, ...closing })
    // It may have been done after all, so it is asked why the same is done again.
    expect((await desk.modifications.review(draft)).confirmations).toMatchObject([{ kind: 'repeats' }])
  })

  it('is contradicted by what appears after all: it was done, and that is an alarm', async () => {
    const { desk, id } = await withoutTrace()
    await desk.modifications.close({ modificationId: id, ...closing })
    await desk.reconciler.start()
    shows(desk, refundIn(desk))
    desk.now += day
    await desk.reconciler.runAll()
    await desk.reconciler.stop()
    expect(await desk.ledger.modifications.require(id)).toMatchObject({ state: 'succeeded', doubtful: true })
    const { alarms } = await desk.service.unresolved()
    expect(alarms).toMatchObject([
      {
        kind: 'modification_after_all',
        about: { kind: 'modification', modification: { id, state: 'succeeded' } }
      }
    ])
  })

  it('stays where what appears says that it failed', async () => {
    const { desk, id } = await withoutTrace()
    await desk.modifications.close({ modificationId: id, ...closing })
    shows(desk, refundIn(desk, { success: false }))
    expect((await desk.modifications.ask(id)).state).toBe('closed')
    expect((await desk.service.unresolved()).alarmCount).toBe(0)
  })
})

describe('what was said to be over', () => {
  it.each<[string, ModificationAnswer]>([
    ['not_sent', { kind: 'not_connected', reason: 'ECONNREFUSED' }],
    [
      'refused',
      { kind: 'error', status: 400, message: 'No', code: null, fromDintero: true, retryAfter: null }
    ]
  ])('%s, and is done after all, is an alarm', async (state, answer) => {
    const desk = await scripted(answer)
    const detail = await desk.submitted
    expect(detail).toMatchObject({ state, nextLookupAt: start + 10 * minute })
    shows(desk, refundIn(desk))
    await desk.modifications.ask(detail.id)
    expect((await desk.service.unresolved()).alarms).toMatchObject([{ kind: 'modification_after_all' }])
  })

  it('is not contradicted by a void that somebody else makes later', async () => {
    const desk = await modifyingDesk()
    const reserved = await desk.reserve()
    desk.simulator.faults.operation(reserved, { kind: 'too_many' })
    const { id, state } = await desk.modify('void', reserved)
    expect(state).toBe('not_sent')
    await desk.modify('void', reserved)
    desk.now += 10 * minute
    expect((await desk.modifications.ask(id)).state).toBe('not_sent')
    expect((await desk.service.unresolved()).alarmCount).toBe(0)
    expect(desk.simulator.money(reserved).voids).toBe(1)
  })

  it('is looked at after ten minutes and a day, and then no more', async () => {
    const desk = await modifyingDesk()
    const charged = await desk.charged()
    const { id, nextLookupAt } = await desk.modify('refund', charged)
    expect(nextLookupAt).toBe(start + 10 * minute)
    desk.now = start + 10 * minute
    expect((await desk.modifications.ask(id)).nextLookupAt).toBe(start + day)
    desk.now = start + day
    expect((await desk.modifications.ask(id)).nextLookupAt).toBeNull()
  })

  it('of another amount than was asked for is done, and an alarm', async () => {
    const desk = await scripted(lost)
    const { id } = await desk.submitted
    shows(desk, refundIn(desk, { amount: 39_999 }))
    expect(await desk.modifications.ask(id)).toMatchObject({
      state: 'succeeded',
      alarms: [{ kind: 'other_amount' }]
    })
  })
})

describe('a crash', () => {
  it('after the write and before the answer leaves it unknown, and it is found', async () => {
    const answer = held<ModificationAnswer>()
    const desk = await scripted(() => answer.promise)
    while (desk.dintero.modified.length === 0) await tick()
    const again = desk.restart()
    await again.modificationEngine.recover()
    const [row] = (await again.service.unresolved()).modifications
    expect(row).toMatchObject({ state: 'unknown', problem: 'stopped before the answer was written' })
    const before = await desk.ledger.modifications.require(row?.id ?? '')
    await again.modificationEngine.recover()
    expect(await desk.ledger.modifications.require(row?.id ?? '')).toEqual(before)
    shows(desk, refundIn(desk))
    await again.reconciler.start()
    expect((await again.service.unresolved()).modifications).toEqual([])
    await again.reconciler.stop()
    // The answer that comes after all says what is known.
    answer.give({
      kind: 'transaction',
      transaction: aTransaction({ status: 'PARTIALLY_REFUNDED', events: [refundIn(desk)] })
    })
    expect((await desk.submitted).state).toBe('succeeded')
    expect(desk.dintero.modified).toHaveLength(1)
  })
})

describe('a disk that will not take the answer', () => {
  async function refusing(answer: ModificationAnswer): Promise<{
    desk: Desk
    refuse: (yes: boolean) => void
    submitted: ReturnType<Desk['modifications']['submit']>
  }> {
    let isFull = false
    const desk = await openDesk()
    const write = desk.ledger.write.bind(desk.ledger)
    Object.assign(desk.ledger, {
      write: (work: Parameters<typeof write>[0]) =>
        isFull ? Promise.reject(new TrekkError('storage_full', 'full')) : write(work)
    })
    const { submitted } = await scripted(() => {
      isFull = true
      return Promise.resolve(answer)
    }, desk)
    return { desk, refuse: (yes) => (isFull = yes), submitted }
  }

  it('leaves it as it was sent, and the answer is written as soon as it does', async () => {
    const { desk, refuse, submitted } = await refusing({ kind: 'not_connected', reason: 'ECONNREFUSED' })
    const { id, state, answerUnwritten } = await submitted
    expect([state, answerUnwritten]).toEqual(['sent', true])
    expect(desk.modificationEngine.unwritten).toEqual([id])
    await expect(desk.modificationEngine.askQuietly(id)).rejects.toMatchObject({ code: 'storage_full' })
    refuse(false)
    // Recovery is for what a crash left, and this is known.
    await desk.modificationEngine.recover()
    expect((await desk.ledger.modifications.require(id)).state).toBe('sent')
    await desk.modificationEngine.askQuietly(id)
    expect(await desk.ledger.modifications.require(id)).toMatchObject({ state: 'not_sent', doubtful: false })
    expect(desk.modificationEngine.unwritten).toEqual([])
  })

  it('loses it when the program ends, and it is read from the transaction', async () => {
    const { desk, refuse, submitted } = await refusing({ kind: 'unreadable', status: 200 })
    const { id } = await submitted
    refuse(false)
    const again = desk.restart()
    shows(desk, refundIn(desk))
    await again.reconciler.start()
    expect((await desk.ledger.modifications.require(id)).state).toBe('succeeded')
    await again.reconciler.stop()
  })
})

const all = { kinds: [], states: [], transactionId: null, from: null, to: null, offset: 0, limit: 10 }

function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
