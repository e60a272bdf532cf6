import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../shared/outcome'
import {
  aTransaction,
  day,
  declinedWith,
  held,
  hour,
  httpError,
  minute,
  noAnswer,
  notConnected,
  offline,
  openDesk,
  paid,
  start,
  type Desk
} from './desk'
import { aCard } from '../ledger/support'

/** Asks until resending is offered or a day has passed. @returns lookups made */
async function askUntilResendable(desk: Desk, chargeId: string): Promise<number> {
  for (let lookups = 1; lookups < 20; lookups += 1) {
    const { actions } = await desk.service.ask(chargeId)
    if (actions.resend) return lookups
    desk.now += minute
  }
  throw new Error('never offered')
}

describe('asking Dintero about a lost answer', () => {
  it('finds the payment and resolves the charge', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    desk.dintero.transactions = [aTransaction()]
    const detail = await desk.service.ask(id)
    expect(detail).toMatchObject({
      state: 'succeeded',
      transactionId: 'T12345678.tx-1',
      problem: null,
      nextLookupAt: start + day,
      actions: { ask: true, resend: false }
    })
    expect((await desk.ledger.cards.get('card-1'))?.lastChargedAt).toBe(start)
  })

  it('finds the decline and bars the card', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    const answer = declinedWith('DO_NOT_RETRY')
    desk.dintero.transactions = answer.kind === 'transaction' ? [answer.transaction] : []
    expect(await desk.service.ask(id)).toMatchObject({
      state: 'declined',
      card: { blockedUntil: start + 30 * day }
    })
  })

  it('finds nothing, waits for lists that lag, and only then offers the same reference again', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer, paid()]
    const { id } = await desk.charge()
    await expect(desk.service.resend(id)).rejects.toMatchObject({ code: 'resend_not_allowed' })
    expect(await askUntilResendable(desk, id)).toBe(3)
    const detail = await desk.service.resend(id)
    expect(detail).toMatchObject({ state: 'succeeded', emptyLookups: 0 })
    expect(desk.dintero.paid.map((body) => body.session.order.merchant_reference)).toEqual([
      'order-17',
      'order-17'
    ])
    expect(detail.timeline.map(({ kind }) => kind)).toEqual([
      'created',
      'sent',
      'answered',
      'asked',
      'asked',
      'asked',
      'resent',
      'answered'
    ])
  })

  it('looks a duplicate refusal of the second sending up, and never calls it failed', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer, httpError(400, 'merchant_reference exists already')]
    const { id } = await desk.charge()
    await askUntilResendable(desk, id)
    const refused = await desk.service.resend(id)
    expect(refused).toMatchObject({ state: 'unknown', actions: { ask: true, resend: false } })
    desk.dintero.transactions = [aTransaction()]
    expect((await desk.service.ask(id)).state).toBe('succeeded')
  })

  it.each([
    ['never arrived', notConnected],
    ['was told to wait', httpError(429, 'slow down')],
    ['was refused', httpError(403, 'forbidden')]
  ])('stays unknown when the second sending %s: the first may have charged', async (_, answer) => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer, answer]
    const { id } = await desk.charge()
    await askUntilResendable(desk, id)
    const detail = await desk.service.resend(id)
    expect(detail).toMatchObject({ state: 'unknown', actions: { ask: true, resend: false, retry: false } })
    desk.dintero.transactions = [aTransaction()]
    expect((await desk.service.ask(id)).state).toBe('succeeded')
  })

  it('does not adopt other references, other money, an older payment or another card', async () => {
    const desk = await openDesk()
    await desk.ledger.cards.insert(aCard({ id: 'named', tokenId: 'token-a' }))
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge({ cardId: 'named' })
    const token = { brand: null, maskedPan: null, expiry: null, recurrenceTokenId: null }
    const strangers = [
      aTransaction({ merchantReference: 'order-17~2' }),
      aTransaction({ amount: 1 }),
      aTransaction({ currency: 'SEK' }),
      aTransaction({ createdAt: start - day - 1 }),
      aTransaction({ card: { ...token, paymentTokenId: 'token-b' } })
    ]
    for (const stranger of strangers) {
      desk.dintero.transactions = [stranger]
      const detail = await desk.service.ask(id)
      expect(detail).toMatchObject({ state: 'unknown', transactionId: null, actions: { resend: false } })
      desk.now += hour
    }
    desk.dintero.transactions = [
      ...strangers,
      aTransaction({ id: 'mine', card: { ...token, paymentTokenId: 'token-a' } })
    ]
    expect(await desk.service.ask(id)).toMatchObject({ state: 'succeeded', transactionId: 'mine' })
  })

  it('takes a reference that only begins like its own for nothing', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    desk.dintero.transactions = [aTransaction({ merchantReference: 'order-17~2' })]
    expect(await desk.service.ask(id)).toMatchObject({ state: 'unknown', emptyLookups: 1 })
  })

  it('takes a payment over a decline under the same reference, whichever comes first', async () => {
    for (const order of [
      ['FAILED', 'CAPTURED'],
      ['CAPTURED', 'FAILED']
    ]) {
      const desk = await openDesk()
      desk.dintero.answers = [noAnswer]
      const { id } = await desk.charge()
      desk.dintero.transactions = order.map((status) => aTransaction({ id: status, status }))
      expect(await desk.service.ask(id)).toMatchObject({ state: 'succeeded', transactionId: 'CAPTURED' })
    }
  })

  it('is not resolved by a decline while another transaction is undecided', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    desk.dintero.transactions = ['FAILED', 'ON_HOLD'].map((status) => aTransaction({ id: status, status }))
    expect(await desk.service.ask(id)).toMatchObject({ state: 'pending', transactionId: 'ON_HOLD' })
  })

  it('follows the session an error named', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [httpError(500, 'oops', { sessionId: 's-1' })]
    const { id } = await desk.charge()
    desk.dintero.sessions = [
      {
        id: 's-1',
        transactionId: 'late',
        merchantReference: null,
        smsStatus: null,
        expiresAt: null,
        events: []
      }
    ]
    desk.dintero.transactions = [aTransaction({ id: 'late', sessionId: 's-1', merchantReference: null })]
    expect(await desk.service.ask(id)).toMatchObject({ state: 'succeeded', transactionId: 'late' })
  })

  it('says when Dintero cannot be asked, and leaves the charge as it was', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    desk.dintero.broken = offline
    await expect(desk.service.ask(id)).rejects.toMatchObject({ code: 'network_unreachable' })
    expect(await desk.service.detail(id)).toMatchObject({ state: 'unknown', emptyLookups: 0 })
  })

  it('asks once however many ask at the same time', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    const details = await Promise.all([desk.service.ask(id), desk.service.ask(id), desk.service.ask(id)])
    expect(details.map(({ emptyLookups }) => emptyLookups)).toEqual([1, 1, 1])
  })

  it('is not possible while the answer is on its way', async () => {
    const desk = await openDesk()
    const answer = held<Answer>()
    desk.dintero.answers = [answer.promise]
    const submitted = desk.charge()
    while (desk.dintero.paid.length === 0) await new Promise((resolve) => setImmediate(resolve))
    const chargeId = desk.changes[0]?.id ?? ''
    expect((await desk.service.detail(chargeId)).actions.ask).toBe(false)
    await expect(desk.service.ask(chargeId)).rejects.toMatchObject({ code: 'charge_in_flight' })
    await expect(desk.service.resend(chargeId)).rejects.toMatchObject({ code: 'charge_in_flight' })
    await desk.engine.askQuietly(chargeId)
    await desk.engine.recover()
    expect((await desk.service.detail(chargeId)).state).toBe('sent')
    answer.give(paid())
    expect((await submitted).state).toBe('succeeded')
  })
})

describe('sending again what never arrived', () => {
  it('is refused when the same was charged meanwhile', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [notConnected, paid({ id: 'tx-2', merchantReference: 'order-18' })]
    const { id } = await desk.charge()
    await desk.charge({ merchantReference: 'order-18' })
    await expect(desk.service.resend(id)).rejects.toMatchObject({ code: 'resend_not_allowed' })
    expect((await desk.service.detail(id)).state).toBe('not_sent')
  })

  it('is refused when the same was charged since the charge that nobody knew the fate of', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer, paid({ id: 'tx-2', merchantReference: 'order-18', amount: 1 })]
    const { id } = await desk.charge()
    await desk.charge({ merchantReference: 'order-18', amount: 1 })
    await askUntilResendable(desk, id)
    const twin = { ...(await desk.ledger.charges.require(id)), id: 'twin', merchantReference: 'order-19' }
    await desk.ledger.write(async ({ charges }) => {
      const intent = await charges.createIntent({ ...twin, createdAt: desk.now }, ['stored:card-1'])
      const sent = await charges.markSent(intent, desk.now, 'sent', 0)
      const facts = { transactionId: 'tx-3', transactionStatus: 'CAPTURED' }
      await charges.record(sent, { at: desk.now, kind: 'answered', note: '', state: 'succeeded', facts })
    })
    await expect(desk.service.resend(id)).rejects.toMatchObject({ code: 'resend_not_allowed' })
    expect(desk.dintero.paid).toHaveLength(2)
  })

  it('counts for the day it is sent on, for the limit and for duplicates', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [notConnected, paid()]
    const { id } = await desk.charge()
    desk.now += 2 * day
    await desk.service.resend(id)
    const { confirmations } = await desk.review({ merchantReference: 'order-18' })
    expect(confirmations).toMatchObject([{ kind: 'duplicate_reason', earlier: [{ id }] }])
    desk.limits = { ...desk.limits, perDay: 2 * 129_990 - 1 }
    await expect(desk.review({ merchantReference: 'order-18' })).rejects.toMatchObject({ code: 'over_limit' })
  })

  it('is refused above the limit of the day', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [notConnected]
    const { id } = await desk.charge()
    desk.limits = { ...desk.limits, perDay: 129_989 }
    await expect(desk.service.resend(id)).rejects.toMatchObject({ code: 'over_limit' })
  })

  it('is refused when other systems have spent the retry budget meanwhile', async () => {
    const desk = await openDesk()
    await desk.ledger.cards.insert(aCard({ id: 'listed', tokenId: 'token-id-1' }))
    desk.dintero.answers = [notConnected]
    const { id } = await desk.charge({ cardId: 'listed' })
    desk.dintero.transactions = Array.from({ length: 12 }, (_, n) =>
      aTransaction({
        id: `elsewhere-${n}`,
        merchantReference: `shop-${n}`,
        status: 'FAILED',
        createdAt: start
      })
    )
    await expect(desk.service.resend(id)).rejects.toMatchObject({ code: 'retry_budget_spent' })
    expect(desk.dintero.paid).toHaveLength(1)
  })
})

describe('the audit trail of lookups', () => {
  it('has every one a person made, and those of the clock that changed something', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    const asked = async (): Promise<string[]> => {
      const query = { search: '', actions: [], from: null, to: null, offset: 0, limit: 100 }
      return (await desk.ledger.reads.listAudit(query)).rows.map(({ action }) => action).slice(0, -2)
    }
    await desk.engine.askQuietly(id)
    expect(await asked()).toEqual([])
    await desk.service.ask(id)
    expect(await asked()).toEqual(['charge_asked'])
    desk.dintero.transactions = [aTransaction({ status: 'ON_HOLD' })]
    await desk.engine.askQuietly(id)
    expect(await asked()).toEqual(['charge_asked', 'charge_asked'])
    await desk.engine.askQuietly(id)
    expect(await asked()).toHaveLength(2)
    desk.dintero.transactions = [aTransaction()]
    await desk.engine.askQuietly(id)
    expect(await asked()).toEqual(['charge_decided', 'charge_asked', 'charge_asked'])
  })
})

describe('the reconciler', () => {
  it('sorts out what a crash left, once', async () => {
    const desk = await openDesk()
    const never = held<Answer>()
    desk.dintero.answers = [never.promise]
    desk.charge().catch(() => undefined)
    while (desk.dintero.paid.length === 0) await new Promise((resolve) => setImmediate(resolve))
    const again = desk.restart()
    await again.reconciler.start()
    const [row] = (await again.service.unresolved()).charges
    expect(row).toMatchObject({ state: 'unknown', emptyLookups: 1 })
    const before = await again.service.detail(row?.id ?? '')
    await again.engine.recover()
    expect(await again.service.detail(row?.id ?? '')).toEqual(before)
    desk.dintero.transactions = [aTransaction()]
    await again.reconciler.runAll()
    expect((await again.service.unresolved()).total).toBe(0)
    await again.reconciler.stop()
    expect(desk.dintero.paid).toHaveLength(1)
  })

  it('asks when a charge is due, not before, and less and less often', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    await desk.reconciler.start()
    const waits: number[] = []
    for (let n = 0; n < 4; n += 1) {
      const { nextLookupAt } = await desk.service.detail(id)
      waits.push((nextLookupAt ?? 0) - desk.now)
      desk.now = nextLookupAt ?? 0
      await tick(desk)
    }
    expect(waits).toEqual([15_000, 30_000, minute, 2 * minute])
    expect((await desk.service.detail(id)).emptyLookups).toBe(5)
    await desk.reconciler.stop()
    expect(desk.timers.size).toBe(0)
  })

  it('polls a pending charge until it is decided, and an automatic capture until it is done', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [paid({ status: 'ON_HOLD' })]
    const { id } = await desk.charge()
    desk.dintero.transactions = [aTransaction({ status: 'ON_HOLD' })]
    await desk.reconciler.start()
    expect((await desk.service.detail(id)).state).toBe('pending')
    desk.dintero.transactions = [aTransaction({ status: 'AUTHORIZED' })]
    await desk.reconciler.runAll()
    expect(await desk.service.detail(id)).toMatchObject({
      state: 'succeeded',
      transactionStatus: 'AUTHORIZED'
    })
    desk.dintero.transactions = [aTransaction({ status: 'CAPTURED' })]
    desk.now = (await desk.service.detail(id)).nextLookupAt ?? 0
    await tick(desk)
    expect(await desk.service.detail(id)).toMatchObject({
      transactionStatus: 'CAPTURED',
      nextLookupAt: start + day
    })
    await desk.reconciler.stop()
  })

  it('calls a capture overdue after 48 hours, and still looks whether somebody captures by hand', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [paid({ status: 'AUTHORIZED' })]
    const { id } = await desk.charge()
    desk.dintero.transactions = [aTransaction({ status: 'AUTHORIZED' })]
    desk.now = start + 48 * hour
    await desk.service.ask(id)
    expect(await desk.service.detail(id)).toMatchObject({
      state: 'succeeded',
      captureOverdue: true,
      nextLookupAt: start + 3 * day
    })
  })

  it('is not put off by a line that is down, and resolves when it is back', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [noAnswer]
    const { id } = await desk.charge()
    desk.dintero.broken = offline
    await desk.reconciler.start()
    await desk.reconciler.runAll()
    expect(await desk.service.detail(id)).toMatchObject({ state: 'unknown', emptyLookups: 0 })
    desk.dintero.broken = null
    desk.dintero.transactions = [aTransaction()]
    await desk.reconciler.runAll()
    expect((await desk.service.detail(id)).state).toBe('succeeded')
    expect(desk.errors).toEqual([])
    await desk.reconciler.stop()
  })

  it('never has more than three lookups under way', async () => {
    let now = 0
    let most = 0
    const desk = await openDesk()
    const list = desk.dintero.listTransactions.bind(desk.dintero)
    desk.dintero.listTransactions = async (filter) => {
      most = Math.max(most, (now += 1))
      await new Promise((resolve) => setImmediate(resolve))
      now -= 1
      return list(filter)
    }
    for (let n = 0; n < 10; n += 1) {
      desk.dintero.answers = [noAnswer]
      await desk.charge({ merchantReference: `o-${n}`, amount: 100 + n })
    }
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    most = 0
    await desk.reconciler.start()
    expect(most).toBe(3)
    expect((await desk.service.unresolved()).charges.map(({ emptyLookups }) => emptyLookups)).toEqual(
      Array(10).fill(1)
    )
    await desk.reconciler.stop()
  })
})

/** Lets the one timer that is set go off, and waits for what it starts. */
async function tick(desk: Desk): Promise<void> {
  const [work] = desk.timers.keys()
  desk.timers.clear()
  work?.()
  while (desk.timers.size === 0) await new Promise((resolve) => setImmediate(resolve))
}
