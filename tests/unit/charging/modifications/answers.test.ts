import { describe, expect, it } from 'vitest'
import { modificationKinds, type ModificationState } from '../../../../shared/modification'
import type { TrekkError } from '../../../../shared/result'
import type { OperationFaultInput } from '../../../../electron/simulator/operations/faults'
import { minute } from '../desk'
import { modifyingDesk } from './support'

/** What goes wrong, what is said at once, what is said once the transaction was read, and whether it was done. */
const faults: readonly (readonly [
  string,
  ModificationState,
  ModificationState,
  0 | 1,
  OperationFaultInput[]
])[] = [
  ['nothing', 'succeeded', 'succeeded', 1, []],
  ['an answer that never comes', 'unknown', 'succeeded', 1, [{ kind: 'hang' }]],
  ['a request that hangs before it is done', 'unknown', 'unknown', 0, [{ kind: 'hang', done: false }]],
  ['a connection lost before it is done', 'unknown', 'unknown', 0, [{ kind: 'drop_before' }]],
  ['a connection lost after it is done', 'unknown', 'succeeded', 1, [{ kind: 'drop_after' }]],
  ['500 before it is done', 'unknown', 'unknown', 0, [{ kind: 'error_before' }]],
  ['500 after it is done', 'unknown', 'succeeded', 1, [{ kind: 'error_after' }]],
  ['503 after it is done', 'unknown', 'succeeded', 1, [{ kind: 'error_after', status: 503 }]],
  ['garbage', 'unknown', 'succeeded', 1, [{ kind: 'garbage' }]],
  [
    'a transaction of nothing',
    'unknown',
    'succeeded',
    1,
    [{ kind: 'garbage', body: '{"id":"x","status":"CAPTURED"}' }]
  ],
  ['half an answer', 'unknown', 'succeeded', 1, [{ kind: 'half_body' }]],
  ['429', 'not_sent', 'not_sent', 0, [{ kind: 'too_many', retryAfterSeconds: 7 }]],
  ['forbidden', 'refused', 'refused', 0, [{ kind: 'forbidden' }]],
  [
    'a gateway page with 400 before it is done',
    'unknown',
    'unknown',
    0,
    [{ kind: 'answer', status: 400, done: false }]
  ],
  [
    'a gateway page with 502 after it is done',
    'unknown',
    'succeeded',
    1,
    [{ kind: 'answer', status: 502, done: true }]
  ],
  ['202, then done', 'pending', 'succeeded', 1, [{ kind: 'async', polls: 1 }]],
  ['202, then failed', 'pending', 'failed', 0, [{ kind: 'async', polls: 1, succeeds: false }]],
  [
    '202 without a body, then done',
    'pending',
    'succeeded',
    1,
    [
      { kind: 'async', polls: 1 },
      { kind: 'answer', status: 202, body: '', done: true }
    ]
  ],
  ['200 with an event that failed', 'failed', 'failed', 0, [{ kind: 'fails' }]],
  ['200 with an event that is not marked', 'unknown', 'unknown', 1, [{ kind: 'unmarked' }]]
]

describe.each(modificationKinds)('a %s against a strict Dintero', (kind) => {
  it.each(faults)('%s: %s, and after asking %s', async (_name, atFirst, inTheEnd, done, given) => {
    const isHanging = given.some((fault) => fault.kind === 'hang')
    const desk = await modifyingDesk({}, isHanging ? 300 : 10_000)
    const transactionId = kind === 'refund' ? await desk.charged() : await desk.reserve()
    if (given.length > 0) desk.simulator.faults.operation(transactionId, ...given)
    const { id, state, reference } = await desk.modify(kind, transactionId)
    const said = [state]
    for (let n = 0; n < 3; n += 1) {
      desk.now += minute
      said.push((await desk.modifications.ask(id)).state)
    }
    // A void has no mark: whoever voids, the reservation is gone.
    const isUnmarkedVoid = kind === 'void' && given.some((fault) => fault.kind === 'unmarked')
    const expected = isUnmarkedVoid ? ['succeeded', 'succeeded'] : [atFirst, inTheEnd]
    expect([said[0], said.at(-1)]).toEqual(expected)
    const money = desk.simulator.money(transactionId)
    const moved = { capture: money.captured, refund: money.refunded, void: money.voided }[kind]
    expect(moved).toBe(done * (kind === 'void' ? 129_990 : 40_000))
    expect(money.captures + money.refunds + money.voids).toBe(done + (kind === 'refund' ? 1 : 0))
    expect(desk.simulator.operations(reference)).toBe(kind === 'void' ? 0 : done)
    const next = await desk
      .typed({ kind: kind === 'refund' ? 'refund' : 'capture', transactionId, amount: 1 })
      .then(
        () => 'offered',
        ({ code }: TrekkError) => code
      )
    const isReleased = kind === 'void' && done === 1
    expect(next).toBe(
      said.at(-1) === 'unknown' ? 'modification_open' : isReleased ? 'modification_not_possible' : 'offered'
    )
  })
})

describe('against a strict Dintero', () => {
  it('says why one failed, in the words of a decline', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.reserve()
    desk.simulator.faults.operation(transactionId, { kind: 'fails' })
    const detail = await desk.modify('capture', transactionId)
    expect(detail).toMatchObject({
      state: 'failed',
      declineReason: 'issuer_unavailable',
      problem: expect.stringContaining('The gateway did not carry out the capture')
    })
    expect(detail.timeline.at(-1)?.state).toBe('failed')
    expect((await desk.modify('capture', transactionId)).state).toBe('succeeded')
  })

  it('says how long to wait after 429', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    desk.simulator.faults.operation(transactionId, { kind: 'too_many', retryAfterSeconds: 7 })
    expect((await desk.modify('refund', transactionId)).problem).toContain('HTTP 429')
    expect((await desk.modify('refund', transactionId)).state).toBe('succeeded')
    expect(desk.simulator.money(transactionId).refunds).toBe(1)
  })

  it('renews an access token that has ended, and does it once', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    const review = await desk.typed({ kind: 'refund', transactionId })
    desk.simulator.faults.operation(transactionId, { kind: 'unauthorised' })
    const { state } = await desk.modifications.submit({
      reviewId: review.reviewId,
      typedAmount: null,
      realMoney: false,
      repeatReason: ''
    })
    expect(state).toBe('succeeded')
    expect(desk.simulator.money(transactionId)).toMatchObject({ refunds: 1, refunded: 40_000 })
  })

  it('a 401 for good is a refusal', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.charged()
    for (let n = 0; n < 2; n += 1) desk.simulator.faults.operation(transactionId, { kind: 'unauthorised' })
    expect((await desk.modify('refund', transactionId)).state).toBe('refused')
    expect(desk.simulator.money(transactionId).refunds).toBe(0)
  })

  it('what was said to be done and is undone is an alarm, and may be done again', async () => {
    const desk = await modifyingDesk()
    const transactionId = await desk.reserve()
    desk.simulator.faults.operation(transactionId, { kind: 'fails_after', polls: 0 })
    const { id, state } = await desk.modify('capture', transactionId, 129_990)
    expect(state).toBe('succeeded')
    desk.now += 10 * minute
    const undone = await desk.modifications.ask(id)
    expect(undone.state).toBe('failed')
    expect(undone.alarms).toMatchObject([{ kind: 'modification_undone' }])
    expect(desk.simulator.money(transactionId).captured).toBe(0)
    expect((await desk.modify('capture', transactionId, 129_990)).state).toBe('succeeded')
    expect(desk.simulator.money(transactionId).captured).toBe(129_990)
    const [alarm] = (await desk.service.unresolved()).alarms
    expect(alarm).toMatchObject({ about: { kind: 'modification', modification: { id } } })
    expect((await desk.service.readAlarm(alarm?.id ?? 0)).alarmCount).toBe(0)
  })
})
