import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../shared/outcome'
import type { ErrorCode } from '../../../shared/result'
import { allTogether } from '../../../electron/charging/authority'
import {
  aTransaction,
  declinedWith,
  held,
  httpError,
  noAnswer,
  notConnected,
  withReference
} from '../charging/desk'
import { start } from '../ledger/support'
import { aRow, batchId, openBatchDesk, yes, type BatchDesk, type Respond, trailOf } from './support'

const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => aRow(from + index))

const declined: Respond = (body) => {
  const answer = declinedWith('INSUFFICIENT_FUNDS')
  const { amount, merchant_reference: reference } = body.session.order
  return answer.kind === 'transaction'
    ? withReference({ ...answer, transaction: { ...answer.transaction, amount, card: null } }, reference)
    : answer
}

/** Writes the intents of rows, and no more: the program ends before any request leaves. */
async function beginAndDie(desk: BatchDesk, numbers: readonly number[]): Promise<void> {
  const { life } = await desk.ledger.batches.takeUp(await desk.batch(), desk.now)
  const rowsToCharge = desk.staging.planned(0, 100).filter(({ row }) => numbers.includes(row))
  const begun = await desk.engine.beginRows(
    { batchId, life },
    { accountId: 'T12345678', source: 'batch', policy: allTogether },
    rowsToCharge.map((row) => ({ ...row, evidence: { onCard: null, referenceChecked: false } }))
  )
  expect(begun.map(({ kind }) => kind)).toEqual(numbers.map(() => 'intent'))
}

describe('a batch', () => {
  it('charges every row once, in order, and is done', async () => {
    const desk = await openBatchDesk()
    await desk.release(rows(2, 13))
    const done = await desk.runToEnd()
    expect(done).toMatchObject({ state: 'done', reason: null })
    expect(desk.sent()).toEqual(rows(2, 13).map(({ draft }) => draft.merchantReference))
    expect(new Set(Object.values(await desk.states()))).toEqual(new Set(['succeeded']))
    expect(await desk.ledger.batches.counts(batchId)).toEqual([
      { state: 'succeeded', currency: 'NOK', charges: 12, amount: 12 * 1_000 + (2 + 13) * 6 }
    ])
    expect(desk.errors).toEqual([])
  })

  it('writes who released, started and ended it into the trail, and each charge', async () => {
    const desk = await openBatchDesk()
    await desk.release(rows(2, 3))
    await desk.runToEnd()
    const actions = (await trailOf(desk)).map(({ action }) => action).toReversed()
    expect(actions.filter((action) => action.startsWith('batch_'))).toEqual([
      'batch_released',
      'batch_started',
      'batch_done'
    ])
    expect(actions.filter((action) => action === 'charge_submitted')).toHaveLength(2)
    expect(await desk.ledger.reads.verifyAudit()).toMatchObject({ intact: true })
  })

  it('has never more on their way than its pace says', async () => {
    const desk = await openBatchDesk()
    let most = 0
    let now = 0
    desk.dintero.respond = async (body, nth) => {
      now += 1
      most = Math.max(most, now)
      await new Promise((resolve) => setTimeout(resolve, 20))
      now -= 1
      return yes(body, nth)
    }
    await desk.release(rows(2, 30), { pace: { inFlight: 4, perSecond: 100, declinesAllowed: 100 } })
    expect(await desk.runToEnd()).toMatchObject({ state: 'done' })
    expect(most).toBe(4)
  })

  it('lets no more leave in a second than its pace says', async () => {
    const desk = await openBatchDesk()
    const times: number[] = []
    desk.dintero.respond = (body, nth) => {
      times.push(desk.now)
      return yes(body, nth)
    }
    await desk.release(rows(2, 30), { pace: { inFlight: 10, perSecond: 2, declinesAllowed: 100 } })
    await desk.runToEnd()
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(499)
  })

  it('is not started before the time to call it off is over, and can be called off until then', async () => {
    const desk = await openBatchDesk()
    await desk.release(rows(2, 4), { startsAt: start + 60_000 })
    await expect(desk.runs.start(batchId)).rejects.toMatchObject({ code: 'batch_early' })
    expect(await desk.runs.cancel(batchId)).toMatchObject({ state: 'cancelled' })
    desk.now += 60_000
    await expect(desk.runs.start(batchId)).rejects.toMatchObject({ code: 'batch_ended' })
    expect(desk.sent()).toEqual([])
  })

  it('cannot be called off once something has left, only stopped, and then nothing more leaves', async () => {
    const desk = await openBatchDesk()
    const gate = held<Answer>()
    desk.dintero.respond = (body, nth) =>
      nth === 1 ? gate.promise.then(() => yes(body, nth)) : yes(body, nth)
    await desk.release(rows(2, 20), { pace: { inFlight: 1, perSecond: 100, declinesAllowed: 100 } })
    await desk.runs.start(batchId)
    await expect.poll(() => desk.sent()).toHaveLength(1)
    await expect(desk.runs.cancel(batchId)).rejects.toMatchObject({ code: 'batch_begun' })
    const stopped = desk.runs.stopForGood(batchId)
    gate.give(noAnswer)
    expect(await stopped).toMatchObject({ state: 'stopped' })
    expect(desk.sent()).toEqual(['row-2'])
    expect((await desk.states())[2]).toBe('succeeded')
    await expect(desk.runs.start(batchId)).rejects.toMatchObject({ code: 'batch_ended' })
  })

  it('runs once, however often it is started', async () => {
    const desk = await openBatchDesk()
    await desk.release(rows(2, 13))
    const starts = await Promise.allSettled([1, 2, 3].map(() => desk.runs.start(batchId)))
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await desk.runs.ended(batchId)
    expect(desk.sent()).toHaveLength(12)
  })
})

describe('the first charges', () => {
  it('go alone, one by one, and the rest waits until somebody has looked', async () => {
    const desk = await openBatchDesk()
    let most = 0
    let now = 0
    desk.dintero.respond = async (body, nth) => {
      now += 1
      most = Math.max(most, now)
      await new Promise((resolve) => setTimeout(resolve, 1))
      now -= 1
      return yes(body, nth)
    }
    await desk.release(rows(2, 13), { firstCharges: 3 })
    await expect(desk.runs.start(batchId, true)).rejects.toMatchObject({ code: 'batch_unseen' })
    expect(await desk.runToEnd()).toMatchObject({ state: 'looking', lookedAtBy: null })
    expect(desk.sent()).toEqual(['row-2', 'row-3', 'row-4'])
    expect(most).toBe(1)
    await expect(desk.runs.start(batchId)).rejects.toMatchObject({ code: 'batch_unseen' })
    expect(await desk.runToEnd(true)).toMatchObject({ state: 'done', lookedAtBy: 'Kari' })
    expect(desk.sent()).toHaveLength(12)
  })

  it('are still three when the program was ended after two of them', async () => {
    const desk = await openBatchDesk()
    desk.dintero.respond = async (body, nth) => {
      if (nth === 2) void desk.runs.pause(batchId)
      return yes(body, nth)
    }
    await desk.release(rows(2, 13), { firstCharges: 3 })
    expect(await desk.runToEnd()).toMatchObject({ state: 'paused' })
    expect(desk.sent()).toHaveLength(2)
    // The third was begun and taken back; it is one of the three.
    expect(await desk.runToEnd()).toMatchObject({ state: 'looking' })
    expect(desk.sent()).toHaveLength(3)
  })

  it('are the whole batch where it has no more', async () => {
    const desk = await openBatchDesk()
    await desk.release(rows(2, 3), { firstCharges: 3 })
    expect(await desk.runToEnd()).toMatchObject({ state: 'done' })
  })
})

describe('a start', () => {
  /** A batch whose first request is on its way and waits for `gate`. */
  async function flying() {
    const desk = await openBatchDesk()
    const gate = held<null>()
    desk.dintero.respond = async (body, nth) => {
      if (nth === 1) await gate.promise
      return yes(body, nth)
    }
    await desk.release(rows(2, 6), { pace: { inFlight: 1, perSecond: 100, declinesAllowed: 100 } })
    await desk.runs.start(batchId)
    await expect.poll(() => desk.sent()).toHaveLength(1)
    return { desk, gate }
  }

  it('of a batch that is stopping waits for what is on its way, and then charges the rest', async () => {
    const { desk, gate } = await flying()
    await desk.runs.pause(batchId)
    const [one, other] = [desk.runs.start(batchId), desk.runs.start(batchId)]
    gate.give(null)
    const both = await Promise.allSettled([one, other])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await desk.runs.ended(batchId)
    expect(await desk.batch()).toMatchObject({ state: 'done' })
    expect(desk.sent().toSorted()).toEqual(['row-2', 'row-3', 'row-4', 'row-5', 'row-6'])
  })

  it.each(['pause', 'stopAll', 'close', 'stopForGood'] as const)(
    'that waits is taken back by the last word, %s',
    async (last) => {
      const { desk, gate } = await flying()
      await desk.runs.pause(batchId)
      const waiting = desk.runs.start(batchId).catch((error: unknown) => error)
      await new Promise((resolve) => setImmediate(resolve))
      const said = desk.runs[last](batchId)
      gate.give(null)
      await said
      await waiting
      await desk.runs.ended(batchId)
      expect(desk.runs.isBusy).toBe(false)
      expect((await desk.batch()).state).toBe(last === 'stopForGood' ? 'stopped' : 'paused')
      expect(desk.sent()).toEqual(['row-2'])
    }
  )

  it.each(['pause', 'stopAll', 'close'] as const)('just begun is ended by %s', async (last) => {
    const desk = await openBatchDesk()
    await desk.release(rows(2, 30))
    const starting = desk.runs.start(batchId)
    await Promise.resolve()
    await desk.runs[last](batchId)
    await starting
    await desk.runs.ended(batchId)
    expect(await desk.batch()).toMatchObject({ state: 'paused' })
    expect(desk.sent().length).toBeLessThan(29)
  })

  it('begins nothing any more when the program is closing', async () => {
    const desk = await openBatchDesk()
    await desk.release(rows(2, 3))
    await desk.runs.close()
    await expect(desk.runs.start(batchId)).rejects.toMatchObject({ code: 'batch_busy' })
    // Whoever decided to stay goes on.
    const stays = await openBatchDesk()
    await stays.release(rows(2, 3))
    await stays.runs.stopAll()
    expect(await stays.runToEnd()).toMatchObject({ state: 'done' })
  })

  it('waits until what a crash left is sorted out, is told when that fails, and goes once it is done', async () => {
    const desk = await openBatchDesk()
    await desk.release(rows(2, 3))
    const runs = desk.newRuns()
    const waiting = runs.start(batchId)
    const sorted = held<null>()
    const recovering = runs.recover(sorted.promise.then(() => Promise.reject(new Error('no disk'))))
    await new Promise((resolve) => setImmediate(resolve))
    expect(desk.sent()).toEqual([])
    sorted.give(null)
    await expect(recovering).rejects.toThrow('no disk')
    await expect(waiting).rejects.toThrow('no disk')
    await expect(runs.start(batchId)).rejects.toThrow('no disk')
    await runs.recover()
    await runs.start(batchId)
    await runs.ended(batchId)
    expect(await desk.batch()).toMatchObject({ state: 'done' })
  })
})

describe('a pause', () => {
  it('lets nothing more leave, keeps what is on its way, and goes on where it was', async () => {
    const desk = await openBatchDesk()
    const gates = Array.from({ length: 20 }, () => held<null>())
    desk.dintero.respond = (body, nth) =>
      nth <= 5 ? (gates[nth]?.promise ?? Promise.resolve(null)).then(() => yes(body, nth)) : yes(body, nth)
    await desk.release(rows(2, 30))
    await desk.runs.start(batchId)
    await expect.poll(() => desk.sent()).toHaveLength(5)
    await desk.runs.pause(batchId)
    expect(await desk.batch()).toMatchObject({ state: 'paused', reason: 'person' })
    for (const gate of gates) gate.give(null)
    await desk.runs.ended(batchId)
    expect(desk.sent()).toHaveLength(5)
    const states = Object.values(await desk.states())
    expect(states.filter((state) => state === 'succeeded')).toHaveLength(5)
    expect(states.every((state) => state === 'succeeded' || state === 'not_sent')).toBe(true)
    expect(await desk.runToEnd()).toMatchObject({ state: 'done' })
    expect(desk.sent().toSorted()).toEqual(
      rows(2, 30)
        .map(({ draft }) => draft.merchantReference)
        .toSorted()
    )
  })

  it('is what a crash leaves: another program sees where it stood, and charges only what is left', async () => {
    const desk = await openBatchDesk()
    const never = held<null>()
    desk.dintero.respond = (body, nth) =>
      nth > 7 ? never.promise.then(() => yes(body, nth)) : yes(body, nth)
    await desk.release(rows(2, 20), { pace: { inFlight: 3, perSecond: 100, declinesAllowed: 100 } })
    await desk.runs.start(batchId)
    await expect.poll(() => desk.sent()).toHaveLength(10)
    // The program is gone: nobody hears of its answers.
    const next = await desk.restart()
    expect(await desk.batch()).toMatchObject({ state: 'paused', reason: 'interrupted' })
    await next.recover()
    expect(await desk.batch()).toMatchObject({ state: 'paused', reason: 'interrupted' })
    desk.dintero.respond = yes
    await next.start(batchId)
    await next.ended(batchId)
    expect(await desk.batch()).toMatchObject({ state: 'done' })
    const counts = new Map<string, number>()
    for (const reference of desk.sent()) counts.set(reference, (counts.get(reference) ?? 0) + 1)
    expect([...counts.values()].every((count) => count === 1)).toBe(true)
    expect(counts.size).toBe(19)
    expect(desk.setAside()).toEqual([])
    never.give(null)
    await desk.runs.ended(batchId)
  })
})

describe('a batch stops by itself', () => {
  const stops: readonly (readonly [string, Respond, string, number])[] = [
    ['at once when access is refused (401)', () => httpError(401, 'no'), 'access_refused', 1],
    ['at once when access is refused (403)', () => httpError(403, 'no'), 'access_refused', 1],
    [
      'at once when the account is given no access token',
      () => ({ ...notConnected, code: 'credentials_refused' }),
      'access_refused',
      1
    ],
    [
      'at once when the keychain keeps the client secret to itself',
      () => ({ ...notConnected, code: 'keychain_locked' }),
      'keychain',
      1
    ],
    [
      'after three that get no access token for the network',
      () => ({ ...notConnected, code: 'network_timeout' }),
      'no_connection',
      3
    ],
    ['after three requests that reach nobody', () => notConnected, 'no_connection', 3],
    ['after five answers that say nothing', () => noAnswer, 'technical_errors', 5],
    [
      'after three references that are taken',
      () => httpError(400, 'duplicate merchant_reference'),
      'charged_before',
      3
    ],
    ['when half of twenty and more are declined', declined, 'many_declines', 20]
  ]

  it.each(stops)('%s', async (_when, respond, reason, most) => {
    const desk = await openBatchDesk()
    desk.dintero.respond = respond
    await desk.release(rows(2, 50), { pace: { inFlight: 1, perSecond: 100, declinesAllowed: 50 } })
    expect(await desk.runToEnd()).toMatchObject({ state: 'paused', reason })
    expect(desk.sent()).toHaveLength(most)
    expect(desk.errors).toEqual([])
  })

  it('and slows down when Dintero is too busy, waits as told, and sends the same again', async () => {
    const desk = await openBatchDesk()
    const times: number[] = []
    // The next one is ready to leave when it is told to wait.
    const nextIsReady = async (): Promise<void> => {
      while ((await desk.states())[5] === undefined) await new Promise((resolve) => setImmediate(resolve))
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    }
    desk.dintero.respond = async (body, nth) => {
      times.push(desk.now)
      if (nth !== 3) return yes(body, nth)
      await nextIsReady()
      return httpError(429, 'slow down', { retryAfter: 40_000 })
    }
    await desk.release(rows(2, 7), { pace: { inFlight: 1, perSecond: 100, declinesAllowed: 50 } })
    expect(await desk.runToEnd()).toMatchObject({ state: 'done' })
    expect((times[3] ?? 0) - (times[2] ?? 0)).toBeGreaterThanOrEqual(40_000)
    expect(desk.sent().filter((reference) => reference === 'row-4')).toHaveLength(2)
    expect(new Set(Object.values(await desk.states()))).toEqual(new Set(['succeeded']))
  })

  it('when all else is done and Dintero has asked again and again to wait: nothing is given up in silence', async () => {
    const desk = await openBatchDesk()
    desk.dintero.respond = (body, nth) =>
      body.session.order.merchant_reference === 'row-4'
        ? httpError(429, 'slow down', { retryAfter: 1_000 })
        : yes(body, nth)
    await desk.release(rows(2, 7), { pace: { inFlight: 1, perSecond: 100, declinesAllowed: 50 } })
    expect(await desk.runToEnd()).toMatchObject({
      state: 'paused',
      reason: 'not_taken',
      details: { charges: 1 }
    })
    expect(desk.sent().filter((reference) => reference === 'row-4')).toHaveLength(4)
    expect(await desk.states()).toMatchObject({ 4: 'not_sent', 7: 'succeeded' })
    desk.dintero.respond = yes
    expect(await desk.runToEnd()).toMatchObject({ state: 'done' })
    expect(desk.sent().filter((reference) => reference === 'row-4')).toHaveLength(5)
    expect(await desk.states()).toMatchObject({ 4: 'succeeded' })
  })

  it('at the limit of the day, and goes on the next day', async () => {
    const desk = await openBatchDesk()
    desk.perDay = 5_000
    await desk.release(rows(2, 10))
    expect(await desk.runToEnd()).toMatchObject({ state: 'paused', reason: 'day_limit' })
    expect(desk.sent()).toHaveLength(4)
    desk.perDay = 500_000
    expect(await desk.runToEnd()).toMatchObject({ state: 'done' })
    expect(desk.sent()).toHaveLength(9)
  })

  it('when its file is not the one that was released', async () => {
    const desk = await openBatchDesk()
    await desk.release(rows(2, 10), { planHash: 'c'.repeat(64) })
    expect(await desk.runToEnd()).toMatchObject({ state: 'paused', reason: 'plan_changed' })
    expect(desk.sent()).toEqual([])
  })

  const withheld = (code: ErrorCode): Answer => ({ kind: 'not_connected', reason: code, code })

  it.each<readonly [string, Answer, string]>([
    ['the keychain is still locked', withheld('keychain_locked'), 'keychain'],
    ['the client secret is gone', withheld('secret_missing'), 'keychain'],
    ['access is still refused', withheld('credentials_refused'), 'access_refused'],
    ['access is refused by now', httpError(401, 'no'), 'access_refused']
  ])('at once when it goes on and %s', async (_why, answer, reason) => {
    const desk = await openBatchDesk()
    // Several have begun, and none has got through.
    desk.dintero.respond = () => notConnected
    await desk.release(rows(2, 50), { pace: { inFlight: 1, perSecond: 100, declinesAllowed: 50 } })
    expect(await desk.runToEnd()).toMatchObject({ state: 'paused', reason: 'no_connection' })
    const before = desk.sent().length
    expect(before).toBe(3)
    desk.dintero.respond = () => answer
    expect(await desk.runToEnd()).toMatchObject({ state: 'paused', reason })
    expect(desk.sent()).toHaveLength(before + 1)
    desk.dintero.respond = yes
    expect(await desk.runToEnd()).toMatchObject({ state: 'done' })
  })

  it('when a token cannot be opened for want of the keychain, with nothing sent', async () => {
    const { KeychainError } = await import('../../../electron/secrets/secret-store')
    const desk = await openBatchDesk({
      openToken: () => Promise.reject(new KeychainError('locked', 'the keychain is locked'))
    })
    await desk.release(rows(2, 10))
    expect(await desk.runToEnd()).toMatchObject({ state: 'paused', reason: 'keychain' })
    expect(desk.sent()).toEqual([])
    expect(new Set(Object.values(await desk.states()))).toEqual(new Set(['not_sent']))
  })
})

describe('a row that breaks a rule when its turn comes', () => {
  it('is set aside with the rule, and the others go on', async () => {
    const desk = await openBatchDesk()
    await desk.release([
      aRow(2),
      aRow(3, { draft: aRow(3, { draft: { ...aRow(3).draft, amount: 6_000_000 } }).draft }),
      aRow(4, { draft: { ...aRow(4).draft, cardId: 'no-such-card' } }),
      aRow(5, { draft: { ...aRow(5).draft, merchantReference: 'row-2' } }),
      aRow(6)
    ])
    expect(await desk.runToEnd()).toMatchObject({ state: 'done' })
    expect(desk.sent()).toEqual(['row-2', 'row-6'])
    expect(desk.setAside().map(({ row, code }) => [row, code])).toEqual([
      [3, 'over_limit'],
      [4, 'not_found'],
      [5, 'reference_used']
    ])
  })

  it('that repeats another row is charged only when somebody has said why', async () => {
    const desk = await openBatchDesk()
    const same = { ...aRow(2).draft, amount: 5_000 }
    await desk.release([
      aRow(2, { draft: same }),
      aRow(3, { draft: { ...same, merchantReference: 'row-3' } }),
      aRow(4, {
        draft: { ...same, merchantReference: 'row-4' },
        explained: { reason: 'two months', earlier: [], alike: true }
      })
    ])
    expect(await desk.runToEnd()).toMatchObject({ state: 'done' })
    expect(desk.sent()).toEqual(['row-2', 'row-4'])
    expect(desk.setAside()).toMatchObject([{ row: 3, code: 'review_unconfirmed' }])
    const owner = await desk.ledger.charges.ownerOf('T12345678', 'row-4')
    expect(owner?.duplicateReason).toBe('two months')
  })

  it('that repeats a row nobody knows the end of is set aside, and has its turn when that is known', async () => {
    const desk = await openBatchDesk()
    const same = { ...aRow(2).draft, amount: 5_000 }
    const explained = { reason: 'two months', earlier: [], alike: true }
    desk.dintero.respond = (body, nth) => (nth === 1 ? noAnswer : yes(body, nth))
    await desk.release(
      [
        aRow(2, { draft: same }),
        ...rows(3, 12),
        aRow(13, { draft: { ...same, merchantReference: 'row-13' }, explained })
      ],
      { pace: { inFlight: 1, perSecond: 100, declinesAllowed: 50 } }
    )
    const open = { state: 'paused', reason: 'outcome_open', details: { rows: 1 } }
    expect(await desk.runToEnd()).toMatchObject(open)
    expect(desk.sent()).not.toContain('row-13')
    expect(desk.setAside()).toMatchObject([{ row: 13, code: 'duplicate_open' }])
    // Nothing is known yet: going on changes nothing.
    expect(await desk.runToEnd()).toMatchObject(open)
    expect(desk.sent()).not.toContain('row-13')
    desk.dintero.transactions = [aTransaction({ merchantReference: 'row-2', amount: 5_000, card: null })]
    const twin = await desk.ledger.charges.ownerOf('T12345678', 'row-2')
    expect(await desk.service.ask(twin?.id ?? '')).toMatchObject({ state: 'succeeded' })
    expect(await desk.runToEnd()).toMatchObject({ state: 'done' })
    expect(await desk.states()).toMatchObject({ 2: 'succeeded', 13: 'succeeded' })
    expect(desk.sent().filter((reference) => reference === 'row-13')).toHaveLength(1)
  })
})

describe('a charge that was begun and never left', () => {
  const same = { ...aRow(2).draft, amount: 5_000 }

  it('is sent when its turn comes again, also beside a row that says the same and is explained', async () => {
    const desk = await openBatchDesk()
    await desk.release([
      aRow(2, { draft: same }),
      aRow(3, {
        draft: { ...same, merchantReference: 'row-3' },
        explained: { reason: 'two months', earlier: [], alike: true }
      })
    ])
    await beginAndDie(desk, [2, 3])
    const next = await desk.restart()
    await next.start(batchId)
    await next.ended(batchId)
    expect(await desk.batch()).toMatchObject({ state: 'done' })
    expect(await desk.states()).toEqual({ 2: 'succeeded', 3: 'succeeded' })
    expect(desk.setAside()).toEqual([])
  })

  it('is set aside with the rule that keeps it from being sent again', async () => {
    const desk = await openBatchDesk()
    await desk.release(rows(2, 3))
    await beginAndDie(desk, [2, 3])
    desk.perCharge = 1_002
    const next = await desk.restart()
    await next.start(batchId)
    await next.ended(batchId)
    expect(await desk.states()).toEqual({ 2: 'succeeded', 3: 'not_sent' })
    expect(desk.setAside()).toMatchObject([{ row: 3, code: 'over_limit' }])
  })

  it('waits for the next day where the limit of the day is reached, and so does its batch', async () => {
    const desk = await openBatchDesk()
    await desk.release(rows(2, 4))
    await beginAndDie(desk, [2, 3, 4])
    desk.perDay = 2_500
    const next = await desk.restart()
    await next.start(batchId)
    await next.ended(batchId)
    expect(await desk.batch()).toMatchObject({ state: 'paused', reason: 'day_limit' })
    desk.perDay = 500_000
    await next.start(batchId)
    await next.ended(batchId)
    expect(await desk.batch()).toMatchObject({ state: 'done' })
    expect(new Set(Object.values(await desk.states()))).toEqual(new Set(['succeeded']))
  })
})

describe('two programs on one ledger', () => {
  it('never charge a row twice: the earlier one has nothing more to say', async () => {
    const desk = await openBatchDesk()
    const first = held<null>()
    desk.dintero.respond = (body, nth) =>
      nth === 1 ? first.promise.then(() => yes(body, nth)) : yes(body, nth)
    await desk.release(rows(2, 20), { pace: { inFlight: 1, perSecond: 100, declinesAllowed: 50 } })
    await desk.runs.start(batchId)
    await expect.poll(() => desk.sent()).toHaveLength(1)
    const other = await desk.restart()
    await other.start(batchId)
    await other.ended(batchId)
    first.give(null)
    await desk.runs.ended(batchId)
    const counts = new Map<string, number>()
    for (const reference of desk.sent()) counts.set(reference, (counts.get(reference) ?? 0) + 1)
    expect(Math.max(...counts.values())).toBe(1)
    expect(counts.size).toBe(19)
    expect(await desk.batch()).toMatchObject({ state: 'done' })
  })

  it('let nothing leave that was begun before the other took over', async () => {
    const desk = await openBatchDesk()
    await desk.release(rows(2, 5))
    const { life } = await desk.ledger.batches.takeUp(await desk.batch(), desk.now)
    const [begun] = await desk.engine.beginRows(
      { batchId, life },
      { accountId: 'T12345678', source: 'batch', policy: allTogether },
      [{ ...aRow(2), evidence: { onCard: null, referenceChecked: false } }]
    )
    if (begun?.kind !== 'intent') throw new Error('the row was refused')
    await desk.ledger.batches.takeUp(await desk.batch(), desk.now)
    await expect(desk.engine.departRow(begun.intent)).rejects.toMatchObject({
      code: 'batch_taken_over',
      nothingSent: true
    })
    expect(desk.sent()).toEqual([])
    expect(await desk.states()).toEqual({ 2: 'intent' })
  })
})
