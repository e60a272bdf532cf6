import { describe, expect, it, vi } from 'vitest'
import { chargeDetail } from '../../../shared/charge'
import { openConnection } from '../../../electron/ledger/sqlite/connection'
import {
  declinedWith,
  held,
  httpError,
  noAnswer,
  notConnected,
  openDesk,
  paid,
  start,
  day,
  hour
} from './desk'
import type { Answer } from '../../../shared/outcome'

const everything = { search: '', actions: [], from: null, to: null, offset: 0, limit: 100 }

describe('submitting a review', () => {
  it('charges what was reviewed and shows what Dintero said', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [paid()]
    const detail = await desk.charge()
    expect(chargeDetail.strict().parse(detail)).toEqual(detail)
    expect(detail).toMatchObject({
      state: 'succeeded',
      transactionId: 'T12345678.tx-1',
      transactionStatus: 'CAPTURED',
      merchantReference: 'order-17',
      nextLookupAt: start + 24 * 3_600_000
    })
    expect(detail.timeline.map(({ kind, state }) => [kind, state])).toEqual([
      ['created', 'intent'],
      ['sent', 'sent'],
      ['answered', 'succeeded']
    ])
    expect(desk.dintero.paid[0]).toMatchObject({
      session: {
        order: { amount: 129_990, currency: 'NOK', merchant_reference: 'order-17' },
        customer: { tokens: { 'dintero_psp.creditcard': { payment_token: 'token-of-card-1' } } },
        configuration: { auto_capture: true }
      }
    })
    expect((await desk.ledger.cards.get('card-1'))?.lastChargedAt).toBe(start)
  })

  it('has intent and sent on disk before the request leaves', async () => {
    const desk = await openDesk()
    const seen: unknown[] = []
    desk.dintero.answers = [
      async () => {
        const other = openConnection(`${desk.ledger.folder}/trekk.db`)
        seen.push(
          other.prepare('SELECT state, sent_at FROM charges').all(),
          other.prepare('SELECT kind FROM charge_events').all()
        )
        other.close()
        return paid()
      }
    ]
    await desk.charge()
    expect(seen).toEqual([[{ state: 'sent', sent_at: start }], [{ kind: 'created' }, { kind: 'sent' }]])
  })

  it('tells the page of every step, and the audit trail who did it', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [paid()]
    await desk.charge()
    expect(desk.changes.map(({ state }) => state)).toEqual(['sent', 'succeeded'])
    const { rows } = await desk.ledger.reads.listAudit(everything)
    expect(rows.map(({ action }) => action)).toEqual(['charge_answered', 'charge_submitted'])
    expect(rows[0]).toMatchObject({
      osUser: 'kari',
      operator: 'Kari',
      requestId: 'request-1',
      subject: 'order-17'
    })
    expect(JSON.stringify(rows)).not.toContain('token-of-card-1')
  })

  it('sends once, however often and fast it is submitted', async () => {
    const desk = await openDesk()
    const answer = held<Answer>()
    desk.dintero.answers = [answer.promise]
    const { reviewId } = await desk.review()
    const first = desk.service.submit(reviewId)
    const again = [2, 3, 4].map(() => desk.service.submit(reviewId))
    for (const each of again) await expect(each).rejects.toMatchObject({ code: 'review_used' })
    answer.give(paid())
    const detail = await first
    await expect(desk.service.submit(reviewId)).rejects.toMatchObject({
      code: 'review_used',
      details: { chargeId: detail.id }
    })
    expect(desk.dintero.paid).toHaveLength(1)
  })

  it('knows no review of an earlier session, and none that is too old', async () => {
    const desk = await openDesk()
    const { reviewId } = await desk.review()
    await expect(desk.restart().service.submit(reviewId)).rejects.toMatchObject({
      code: 'review_unknown'
    })
    desk.now += 15 * 60_000
    await expect(desk.service.submit(reviewId)).rejects.toMatchObject({ code: 'review_expired' })
    expect(desk.dintero.paid).toEqual([])
  })

  it('charges nothing when the secrets cannot be had, and can be tried again', async () => {
    let locked = true
    const desk = await openDesk({
      parts: { openToken: () => (locked ? Promise.reject(new Error('locked')) : Promise.resolve('token')) }
    })
    const { reviewId } = await desk.review()
    await expect(desk.service.submit(reviewId)).rejects.toThrow('locked')
    expect((await desk.service.unresolved()).total).toBe(0)
    locked = false
    desk.dintero.answers = [paid()]
    expect((await desk.service.submit(reviewId)).state).toBe('succeeded')
  })

  it('refuses the second of two reviews of one reference', async () => {
    const desk = await openDesk()
    const [first, second] = [await desk.review(), await desk.review({ amount: 5 })]
    desk.dintero.answers = [paid()]
    await desk.service.submit(first.reviewId)
    await expect(desk.service.submit(second.reviewId)).rejects.toMatchObject({ code: 'reference_used' })
  })

  it('catches the second of two reviews of one card and amount opened side by side', async () => {
    const desk = await openDesk()
    const answer = held<Answer>()
    desk.dintero.answers = [answer.promise]
    const [first, second] = [await desk.review(), await desk.review({ merchantReference: 'order-18' })]
    expect(second.confirmations).toEqual([])
    const submitted = desk.service.submit(first.reviewId)
    await expect(desk.service.submit(second.reviewId)).rejects.toMatchObject({
      code: 'duplicate_open'
    })
    answer.give(paid())
    await submitted
    expect(desk.dintero.paid).toHaveLength(1)
  })

  it('does not let a reason for one earlier charge stand for another', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [paid(), paid({ merchantReference: 'b', id: 'tx-b' })]
    await desk.charge({ merchantReference: 'order-17' })
    const reviews = [
      await desk.review({ merchantReference: 'b' }),
      await desk.review({ merchantReference: 'c' })
    ]
    for (const { reviewId } of reviews) {
      desk.service.confirm({ reviewId, typedAmount: null, reason: 'two trips', realMoney: false })
    }
    await desk.service.submit(reviews[0]?.reviewId ?? '')
    await expect(desk.service.submit(reviews[1]?.reviewId ?? '')).rejects.toMatchObject({
      code: 'review_unconfirmed'
    })
  })

  it('holds the day limit when two reviews fit one by one but not together', async () => {
    const desk = await openDesk()
    desk.limits = { confirmAbove: 500_000, perCharge: 200_000, perDay: 200_000 }
    const [first, second] = [
      await desk.review(),
      await desk.review({ merchantReference: 'b', amount: 129_991 })
    ]
    desk.dintero.answers = [paid()]
    await desk.service.submit(first.reviewId)
    await expect(desk.service.submit(second.reviewId)).rejects.toMatchObject({
      code: 'over_limit',
      details: { limit: 'day', charged: 129_990 }
    })
  })
})

describe('what comes back', () => {
  it('a decline is shown with its reason, and bars the card when Dintero says never', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [declinedWith('DO_NOT_RETRY')]
    const detail = await desk.charge()
    expect(detail).toMatchObject({
      state: 'declined',
      declineReason: 'do_not_retry',
      actions: { ask: true, resend: false, retry: false, link: true }
    })
    expect(detail.card?.blockedUntil).toBe(start + 30 * day)
    await expect(desk.review({ merchantReference: 'b' })).rejects.toMatchObject({
      code: 'card_blocked',
      details: { blockedUntil: start + 30 * day }
    })
    desk.now = start + 30 * day
    expect((await desk.review({ merchantReference: 'b' })).card.blockedUntil).toBeNull()
  })

  it.each([
    ['a lost answer', 'unknown', noAnswer],
    ['a duplicate refusal', 'unknown', httpError(400, 'merchant_reference exists already')],
    ['a server error', 'unknown', httpError(500, 'oops')],
    ['a refusal with a session', 'unknown', httpError(400, 'invalid items', { sessionId: 's-1' })],
    ['a plain refusal', 'refused', httpError(403, 'forbidden')],
    ['no connection', 'not_sent', notConnected],
    ['an undecided transaction', 'pending', paid({ status: 'ON_HOLD' })],
    ['a body that cannot be read', 'pending', { kind: 'unreadable', status: 200, sessionId: null }],
    ['another amount than was asked for', 'unknown', paid({ amount: 1 })],
    ['a payment without a name', 'unknown', paid({ id: null })]
  ] as const)('%s leaves the charge %s', async (_, state, answer) => {
    const desk = await openDesk()
    desk.dintero.answers = [answer]
    const detail = await desk.charge()
    expect(detail.state).toBe(state)
    expect(detail.problem).not.toBeNull()
    const waits = state === 'unknown' || state === 'pending' ? 5_000 : state === 'refused' ? 600_000 : null
    expect(detail.actions).toMatchObject({
      ask: true,
      resend: state === 'not_sent',
      retry: state === 'refused'
    })
    expect(detail.nextLookupAt).toBe(waits && start + waits)
  })

  it('a client that throws leaves the charge unknown, never failed', async () => {
    const desk = await openDesk()
    desk.dintero.answers = []
    expect((await desk.charge()).state).toBe('unknown')
  })

  it('too many requests leaves it not sent, and it is not sent again too early', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [httpError(429, 'slow down', { retryAfter: 20_000 }), paid()]
    const detail = await desk.charge()
    expect(detail).toMatchObject({
      state: 'not_sent',
      actions: { resend: false, retryNotBefore: start + 20_000 }
    })
    await expect(desk.service.resend(detail.id)).rejects.toMatchObject({ code: 'retry_too_early' })
    desk.now += 20_000
    expect((await desk.service.resend(detail.id)).state).toBe('succeeded')
    expect(desk.dintero.paid.map((body) => body.session.order.merchant_reference)).toEqual([
      'order-17',
      'order-17'
    ])
  })
})

describe('a disk that refuses', () => {
  /** Lets writing transactions through until told otherwise. */
  async function deskWithDisk() {
    const disk = { failOn: (_table: string): boolean => false }
    const desk = await openDesk({
      ledger: {
        open: (path) => {
          const connection = openConnection(path)
          return {
            get isTransaction() {
              return connection.isTransaction
            },
            exec: (sql) => connection.exec(sql),
            close: () => connection.close(),
            prepare: (sql) => {
              const statement = connection.prepare(sql)
              const orFail = <T>(work: () => T): T => {
                if (disk.failOn(sql)) throw Object.assign(new Error('disk is full'), { errcode: 13 })
                return work()
              }
              return {
                columns: () => statement.columns(),
                all: (...parameters) => orFail(() => statement.all(...parameters)),
                iterate: (...parameters) => statement.iterate(...parameters),
                run: (...parameters) => orFail(() => statement.run(...parameters))
              }
            }
          }
        }
      }
    })
    return { desk, disk }
  }

  it.each([
    ['intent', 'insert into "charges"'],
    ['sent mark', 'update "charges"'],
    ['commit of both', 'commit']
  ])('at the %s: nothing is sent, nothing is kept, and it can be submitted again', async (_name, refused) => {
    const { desk, disk } = await deskWithDisk()
    const { reviewId } = await desk.review()
    disk.failOn = (sql) => sql.startsWith(refused)
    await expect(desk.service.submit(reviewId)).rejects.toMatchObject({
      code: 'storage_full',
      nothingSent: true
    })
    expect(await desk.service.chargeOf(reviewId)).toBeNull()
    disk.failOn = () => false
    expect(desk.dintero.paid).toEqual([])
    expect(desk.changes).toEqual([])
    expect(desk.engine.unwritten).toEqual([])
    expect(await desk.ledger.charges.isReferenceUsed('T12345678', 'order-17')).toBe(false)
    expect((await desk.ledger.reads.listAudit(everything)).rows).toEqual([])
    desk.dintero.answers = [paid()]
    expect((await desk.service.submit(reviewId)).state).toBe('succeeded')
  })

  it('at the answer: it is written as soon as the disk takes it', async () => {
    const { desk, disk } = await deskWithDisk()
    const { reviewId } = await desk.review()
    let commits = 0
    disk.failOn = (sql) => sql === 'commit' && [2, 3].includes((commits += 1))
    desk.dintero.answers = [paid()]
    expect((await desk.service.submit(reviewId)).state).toBe('succeeded')
    expect(desk.dintero.paid).toHaveLength(1)
  })

  it('at the answer, for good: the charge is shown as it is on disk, still sent, and its end is found later', async () => {
    const { desk, disk } = await deskWithDisk()
    const { reviewId } = await desk.review()
    let commits = 0
    disk.failOn = (sql) => sql === 'commit' && (commits += 1) > 1
    desk.dintero.answers = [paid()]
    const shown = { state: 'sent', answerUnwritten: true }
    expect(await desk.service.submit(reviewId)).toMatchObject(shown)
    expect(await desk.service.chargeOf(reviewId)).toMatchObject(shown)
    disk.failOn = () => false
    const [open] = await desk.ledger.charges.inStates(['sent'])
    expect(open?.merchantReference).toBe('order-17')

    const again = desk.restart()
    desk.dintero.transactions = [...paidTransactions()]
    await again.reconciler.start()
    expect((await again.service.detail(open?.id ?? '')).state).toBe('succeeded')
    await again.reconciler.stop()
    // The first process still remembers the answer; writing it late changes nothing.
    expect((await desk.service.ask(open?.id ?? '')).state).toBe('succeeded')
  })

  it('at the answer, for a while: it says so, and is written without a question or a restart', async () => {
    const { desk, disk } = await deskWithDisk()
    await desk.reconciler.start()
    const { reviewId } = await desk.review()
    let commits = 0
    disk.failOn = (sql) => sql === 'commit' && (commits += 1) > 1
    desk.dintero.answers = [paid()]
    expect((await desk.service.submit(reviewId)).state).toBe('sent')
    const [id = ''] = desk.engine.unwritten
    expect(await desk.service.detail(id)).toMatchObject({ state: 'sent', answerUnwritten: true })
    await desk.reconciler.runAll()
    expect(desk.engine.unwritten).toEqual([id])
    expect([...desk.timers.values()]).toEqual([5_000])

    disk.failOn = () => false
    desk.dintero.filters.length = 0
    await desk.reconciler.runAll()
    expect(await desk.service.detail(id)).toMatchObject({ state: 'succeeded', answerUnwritten: false })
    expect(desk.dintero.filters).toEqual([])
    expect(desk.engine.unwritten).toEqual([])
    await desk.reconciler.stop()
  })

  function paidTransactions() {
    const answer = paid()
    return answer.kind === 'transaction' ? [answer.transaction] : []
  }
})

describe('quitting', () => {
  it('waits for the answers in flight', async () => {
    const desk = await openDesk()
    const answer = held<Answer>()
    desk.dintero.answers = [answer.promise]
    const submitted = desk.charge()
    while (desk.dintero.paid.length === 0) await new Promise((resolve) => setImmediate(resolve))
    expect(desk.engine.inFlight).toBe(1)
    let drained = false
    const draining = desk.engine.drain().then(() => (drained = true))
    await new Promise((resolve) => setImmediate(resolve))
    expect(drained).toBe(false)
    answer.give(paid())
    await draining
    expect((await submitted).state).toBe('succeeded')
    expect(desk.engine.inFlight).toBe(0)
  })
})

describe('a new attempt', () => {
  it('is linked to the declined charge, named after it, and made once', async () => {
    const desk = await openDesk()
    desk.dintero.answers = [
      declinedWith('INSUFFICIENT_FUNDS'),
      paid({ id: 'tx-2', merchantReference: 'order-17~2' })
    ]
    const first = await desk.charge()
    expect(first.actions).toMatchObject({ retry: true, retryNotBefore: null })
    expect(await desk.service.proposeReference(first.id)).toBe('order-17~2')
    await expect(desk.review({ merchantReference: 'order-18', retryOf: first.id })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ field: 'merchantReference', problem: 'not_allowed' }]
    })
    const [one, other] = [
      await desk.review({ merchantReference: 'order-17~2', retryOf: first.id }),
      await desk.review({ merchantReference: 'order-17~3', retryOf: first.id })
    ]
    const second = await desk.service.submit(one.reviewId)
    expect(second).toMatchObject({ state: 'succeeded', retryOf: first.id })
    expect(await desk.service.detail(first.id)).toMatchObject({
      retriedBy: second.id,
      actions: { retry: false }
    })
    await expect(desk.service.submit(other.reviewId)).rejects.toMatchObject({
      code: 'retry_not_allowed'
    })
  })

  it('waits as long as Dintero says', async () => {
    const desk = await openDesk()
    const notBefore = start + 2 * hour
    desk.dintero.answers = [
      declinedWith('DECLINED', { retryCodes: ['RETRY_AFTER_DELAY'], retryAfter: notBefore })
    ]
    const first = await desk.charge()
    expect(first.actions).toMatchObject({ retry: true, retryNotBefore: notBefore })
    const draft = { merchantReference: 'order-17~2', retryOf: first.id }
    await expect(desk.review(draft)).rejects.toMatchObject({
      code: 'retry_too_early',
      details: { notBefore }
    })
    desk.now = notBefore
    expect((await desk.review(draft)).retryOf).toBe(first.id)
  })

  it.each([
    ['succeeded', paid()],
    ['unknown', noAnswer],
    ['not sent', notConnected],
    ['pending', paid({ status: 'INITIATED' })],
    ['soft declined', declinedWith('MODIFICATIONS_REQUIRED')]
  ])('is refused after a charge that is %s', async (_, answer) => {
    const desk = await openDesk()
    desk.dintero.answers = [answer]
    const first = await desk.charge()
    expect(first.actions.retry).toBe(false)
    await expect(desk.review({ merchantReference: 'order-17~2', retryOf: first.id })).rejects.toMatchObject({
      code: 'retry_not_allowed'
    })
  })
})

describe('what has become of a review', () => {
  it('is not said to be nothing while the charge is on its way', async () => {
    const token = held<string>()
    const desk = await openDesk({ parts: { openToken: () => token.promise } })
    const { reviewId } = await desk.review()
    const submitting = desk.service.submit(reviewId)
    await expect(desk.service.submit(reviewId)).rejects.toMatchObject({
      code: 'review_used',
      nothingSent: false
    })
    await expect(desk.service.chargeOf(reviewId)).rejects.toMatchObject({ code: 'charge_in_flight' })
    desk.dintero.answers = [paid()]
    token.give('token-of-card-1')
    await submitting
    expect(await desk.service.chargeOf(reviewId)).toMatchObject({ state: 'succeeded' })
  })

  it('is not said to be nothing by a look that was older than the charge', async () => {
    const token = held<string>()
    const desk = await openDesk({ parts: { openToken: () => token.promise } })
    const { reviewId } = await desk.review()
    const submitting = desk.service.submit(reviewId)
    desk.dintero.answers = [paid()]
    // The ledger was read before the charge was written, and is heard of when all is over.
    vi.spyOn(desk.ledger.charges, 'get').mockImplementationOnce(async () => {
      token.give('token-of-card-1')
      await submitting
      return null
    })
    await expect(desk.service.chargeOf(reviewId)).rejects.toMatchObject({ code: 'charge_in_flight' })
    expect(desk.dintero.paid).toHaveLength(1)
  })
})
