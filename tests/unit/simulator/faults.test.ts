import { describe, expect, it } from 'vitest'
import { openDesk, payBody } from './support'
import type { Desk } from './support'

const strict = 'strict-merchant-reference'

function send(desk: Desk, reference: string, init: RequestInit = {}): Promise<Response> {
  return desk.fetch('/v1/sessions/pay', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payBody(reference)),
    ...init
  })
}

/** What a request failed with, or null when it did not. */
function failureOf(answer: Promise<Response>): Promise<unknown> {
  return answer.then(
    () => null,
    (error: unknown) => error
  )
}

describe('a charge whose answer is lost', () => {
  it.each([
    ['dropped before the decision', { kind: 'drop_before' } as const, 0],
    ['dropped after the decision', { kind: 'drop_after' } as const, 1],
    ['half a body', { kind: 'half_body' } as const, 1]
  ])('%s', async (_name, fault, authorised) => {
    const desk = await openDesk()
    desk.simulator.faults.next(fault)
    await expect(send(desk, 'order-1').then((response) => response.text())).rejects.toThrow(TypeError)
    expect(desk.simulator.authorisations('order-1')).toBe(authorised)
    expect(await desk.list('?merchant_reference=order-1')).toHaveLength(authorised)
    const again = await desk.pay(payBody('order-1'), strict)
    expect(again.status).toBe(authorised === 1 ? 400 : 200)
    expect(desk.simulator.authorisations('order-1')).toBe(1)
  })

  it.each([
    [true, 1],
    [false, 0]
  ])('hangs for ever, charged: %s', async (charge, authorised) => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'hang', charge })
    const outcome = failureOf(send(desk, 'order-1'))
    await expect.poll(() => desk.simulator.journal.to('POST', '/v1/sessions/pay')).toHaveLength(1)
    expect(desk.simulator.authorisations('order-1')).toBe(authorised)
    await desk.simulator.stop()
    expect(await outcome).toBeInstanceOf(TypeError)
  })

  it('charges nothing more once it was stopped', async () => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'late', ms: 60_000, charge: 'last' })
    const outcome = failureOf(send(desk, 'order-1'))
    await expect.poll(() => desk.simulator.journal.to('POST', '/v1/sessions/pay')).toHaveLength(1)
    await desk.simulator.stop()
    expect(await outcome).toBeInstanceOf(TypeError)
    expect(desk.simulator.authorisations('order-1')).toBe(0)
  })
})

describe('a charge answered late', () => {
  it.each([
    ['first', 1],
    ['last', 0]
  ] as const)('is made %s', async (charge, meanwhile) => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'late', ms: 60, charge })
    const answer = desk.pay(payBody('order-1'))
    await expect.poll(() => desk.simulator.journal.to('POST', '/v1/sessions/pay')).toHaveLength(1)
    expect(desk.simulator.journal.to('POST', '/v1/sessions/pay')[0]?.status).toBeNull()
    expect(desk.simulator.authorisations('order-1')).toBe(meanwhile)
    expect((await answer).body.status).toBe('AUTHORIZED')
    expect(desk.simulator.authorisations('order-1')).toBe(1)
  })
})

describe('a charge whose answer is held', () => {
  it.each([
    ['first', 1],
    ['last', 0]
  ] as const)('is made %s, and answered when it is released', async (charge, meanwhile) => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'held', charge })
    const answer = desk.pay(payBody('order-1'))
    await expect.poll(() => desk.simulator.journal.to('POST', '/v1/sessions/pay')).toHaveLength(1)
    expect(desk.simulator.authorisations('order-1')).toBe(meanwhile)
    expect(desk.simulator.journal.to('POST', '/v1/sessions/pay')[0]?.status).toBeNull()
    desk.simulator.faults.release()
    expect((await answer).body.status).toBe('AUTHORIZED')
    expect(desk.simulator.authorisations('order-1')).toBe(1)
  })
})

describe('a charge answered with an error', () => {
  it.each([
    ['500 before', { kind: 'error_before' } as const, 500, false, 0],
    [
      '500 before, with a session left behind',
      { kind: 'error_before', session: true } as const,
      500,
      true,
      0
    ],
    ['500 after', { kind: 'error_after' } as const, 500, false, 1],
    ['500 after, naming the session', { kind: 'error_after', session: true } as const, 500, true, 1],
    ['duplicate without one', { kind: 'duplicate' } as const, 400, false, 0],
    ['too many', { kind: 'too_many', retryAfterSeconds: 7 } as const, 429, false, 0]
  ])('%s', async (_name, fault, status, named, authorised) => {
    const desk = await openDesk()
    desk.simulator.faults.next(fault)
    const answer = await desk.pay(payBody('order-1'), strict)
    expect(answer.status).toBe(status)
    expect(answer.body.success).toBe(false)
    expect(answer.body.session_id !== undefined).toBe(named)
    expect(answer.headers.get('retry-after')).toBe(status === 429 ? '7' : null)
    expect(desk.simulator.authorisations('order-1')).toBe(authorised)
  })

  it.each([
    ['unauthorised', 401],
    ['forbidden', 403]
  ] as const)('%s', async (kind, status) => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind })
    const answer = await desk.pay(payBody('order-1'))
    expect(answer.status).toBe(status)
    expect(answer.body.success).toBeUndefined()
    expect(desk.simulator.authorisations('order-1')).toBe(0)
  })

  it('leaves a session without a transaction, which blocks the reference', async () => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'error_before', session: true })
    const { body } = await desk.pay(payBody('order-1'), strict)
    expect((await desk.get(`/v1/sessions/${body.session_id}`)).body.transaction_id).toBeUndefined()
    expect((await desk.pay(payBody('order-1'), strict)).status).toBe(400)
    expect(await desk.list('?merchant_reference=order-1')).toEqual([])
  })

  it('words a duplicate as it is told', async () => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'duplicate', code: 'CONFLICT', message: 'Seen before' })
    const { body } = await desk.pay(payBody('order-1'))
    expect(body.error).toEqual({ code: 'CONFLICT', message: 'Seen before' })
  })
})

describe('a charge with an answer nobody can use', () => {
  it.each([
    ['garbage', { kind: 'garbage', body: '{"status":"AUTH' } as const, 200, '{"status":"AUTH'],
    ['202 without a body', { kind: 'empty_202' } as const, 202, '']
  ])('%s', async (_name, fault, status, text) => {
    const desk = await openDesk()
    desk.simulator.faults.next(fault)
    const response = await send(desk, 'order-1')
    expect([response.status, await response.text()]).toEqual([status, text])
    expect(desk.simulator.authorisations('order-1')).toBe(1)
  })

  it('tells of other money than was charged', async () => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'wrong_money', amount: 1, currency: 'SEK' })
    const { body } = await desk.pay(payBody('order-1'))
    expect(body).toMatchObject({ amount: 1, currency: 'SEK', status: 'AUTHORIZED' })
    expect((await desk.get(`/v1/transactions/${body.id}`)).body).toMatchObject({
      amount: 29_990,
      currency: 'NOK'
    })
  })
})

describe('a charge that is decided later', () => {
  it.each([
    ['INITIATED', 'AUTHORIZED', 1],
    ['ON_HOLD', 'AUTHORIZED', 1],
    ['UNKNOWN', 'AUTHORIZED', 1],
    ['INITIATED', 'FAILED', 0],
    ['ON_HOLD', 'FAILED', 0]
  ] as const)('%s becomes %s', async (as, becomes, authorised) => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'undecided', as, polls: 2, becomes, cause: 'insufficient_funds' })
    const { body } = await desk.pay(payBody('order-1'))
    expect(body).toMatchObject({ status: as, success: false })
    const path = `/v1/transactions/${body.id}`
    expect((await desk.get(path)).body.status).toBe(as)
    expect((await desk.list('?merchant_reference=order-1'))[0]?.status).toBe(as)
    expect(desk.simulator.authorisations('order-1')).toBe(0)
    const concluded = await desk.get(path)
    expect(concluded.body.status).toBe(becomes)
    expect(desk.simulator.authorisations('order-1')).toBe(authorised)
    const errors = concluded.body.events?.flatMap(({ error }) => error?.['type'] ?? [])
    expect(errors).toEqual(becomes === 'FAILED' ? ['INSUFFICIENT_FUNDS'] : [])
  })

  it('captures what it should when it is decided', async () => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'undecided', as: 'ON_HOLD', polls: 0, becomes: 'AUTHORIZED' })
    const { body } = await desk.pay(payBody('order-1', { autoCapture: true }))
    expect((await desk.get(`/v1/sessions/${body.session_id}`)).body.transaction_id).toBe(body.id)
    expect((await desk.get(`/v1/transactions/${body.id}`)).body.status).toBe('CAPTURED')
  })
})

describe('a decline by order', () => {
  it('has the cause, the status and the error that were chosen', async () => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'decline', cause: 'closed_account' })
    desk.simulator.faults.next({
      kind: 'decline',
      status: 'AUTHORIZATION_VOIDED',
      error: { message: 'new', type: 'X' }
    })
    const [first, second] = [await desk.pay(payBody('order-1')), await desk.pay(payBody('order-2'))]
    expect(first.body.events?.at(-1)?.error).toMatchObject({ type: ['CLOSED_ACCOUNT'] })
    expect(second.body.status).toBe('AUTHORIZATION_VOIDED')
    expect(second.body.events?.at(-1)?.error).toEqual({ message: 'new', type: 'X' })
  })

  it('counts towards the scheme limit like any other', async () => {
    const desk = await openDesk()
    for (let count = 0; count < 10; count++) {
      desk.simulator.faults.next({ kind: 'decline' })
      await desk.pay(payBody(`order-${count}`))
    }
    const { body } = await desk.pay(payBody('order-10'))
    expect(body.events?.at(-1)?.error).toMatchObject({ type: ['EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT'] })
  })
})

describe('a list that lags', () => {
  it('by calls, though the transaction itself can be read', async () => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'list_lag', calls: 2 }, { kind: 'drop_after' })
    await expect(send(desk, 'order-1')).rejects.toThrow(TypeError)
    const seen = []
    for (let call = 0; call < 3; call++) seen.push((await desk.list('?merchant_reference=order-1')).length)
    expect(seen).toEqual([0, 0, 1])
  })

  it('by time', async () => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'list_lag', ms: 5000 })
    const { body } = await desk.pay(payBody('order-1'))
    expect(await desk.list()).toEqual([])
    expect((await desk.get(`/v1/transactions/${body.id}`)).status).toBe(200)
    desk.now += 5000
    expect(await desk.list()).toHaveLength(1)
  })
})

describe('the queues', () => {
  it('use a fault once, and a reference its own before the general one', async () => {
    const desk = await openDesk()
    const { faults } = desk.simulator
    faults.next({ kind: 'forbidden' })
    faults.forReference('order-2', { kind: 'unauthorised' })
    const statuses = []
    for (const reference of ['order-2', 'order-1', 'order-2', 'order-3']) {
      statuses.push((await desk.pay(payBody(reference))).status)
    }
    expect(statuses).toEqual([401, 403, 200, 200])
  })

  it('are not used up by a request that is refused anyway', async () => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'forbidden' })
    expect((await desk.pay(payBody('order-1', { amount: 0 }))).status).toBe(400)
    expect((await desk.pay(payBody('order-1'))).status).toBe(403)
  })

  it('can be emptied', async () => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'forbidden' })
    desk.simulator.faults.clear()
    expect((await desk.pay(payBody('order-1'))).status).toBe(200)
  })
})

describe('faults of calls that move no money', () => {
  it.each([
    ['error', { kind: 'error', status: 503 } as const, 503],
    ['too many', { kind: 'too_many', retryAfterSeconds: 3 } as const, 429],
    ['late', { kind: 'late', ms: 5 } as const, 200]
  ])('%s', async (_name, fault, status) => {
    const desk = await openDesk()
    desk.simulator.faults.onCall('auth', fault)
    desk.simulator.faults.onCall('lookup', fault)
    expect((await desk.signIn()).status).toBe(status)
    expect((await desk.signIn()).status).toBe(200)
    expect((await desk.fetch('/v1/transactions')).status).toBe(status)
    expect((await desk.fetch('/v1/transactions')).status).toBe(200)
  })

  it('drop, half a body and garbage', async () => {
    const desk = await openDesk()
    await desk.pay(payBody('order-1'))
    desk.simulator.faults.onCall('lookup', { kind: 'drop' }, { kind: 'half_body' }, { kind: 'garbage' })
    const read = async (): Promise<string> => (await desk.fetch('/v1/transactions')).text()
    await expect(read()).rejects.toThrow(TypeError)
    await expect(read()).rejects.toThrow(TypeError)
    expect(await read()).toContain('<html>')
    expect(await desk.list()).toHaveLength(1)
  })
})
