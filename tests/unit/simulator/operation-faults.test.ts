import { describe, expect, it } from 'vitest'
import { openDesk } from './support'
import type { AnswerBody, Desk } from './support'
import type { OperationFaultInput } from '../../../electron/simulator/operations/faults'

const amount = 29_990
const body = { amount, capture_reference: 'cap-1', metadata: { ext_trekk_id: 'c-1' } }

/** A capture whose answer may never come. */
function send(desk: Desk, id: string): Promise<string> {
  return desk
    .fetch(`/v1/transactions/${id}/capture`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body)
    })
    .then((response) => response.text())
}

/** Waits until the capture has arrived. */
async function arrived(desk: Desk, id: string): Promise<void> {
  const path = `/v1/transactions/${id}/capture`
  await expect.poll(() => desk.simulator.journal.to('POST', path)).toHaveLength(1)
}

async function look(desk: Desk, id: string): Promise<AnswerBody> {
  return (await desk.get(`/v1/transactions/${id}`)).body
}

describe('an operation whose answer is lost', () => {
  it.each([
    ['dropped before', { kind: 'drop_before' }, 0],
    ['dropped after', { kind: 'drop_after' }, 1],
    ['half a body', { kind: 'half_body' }, 1]
  ] satisfies [string, OperationFaultInput, number][])('%s', async (_name, fault, captures) => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    desk.simulator.faults.operation(id, fault)
    await expect(send(desk, id)).rejects.toThrow(TypeError)
    expect(desk.simulator.money(id).captures).toBe(captures)
    expect(desk.simulator.operations('cap-1')).toBe(captures)
  })

  it.each([
    [true, 1],
    [false, 0]
  ])('hangs for ever, done: %s', async (done, captures) => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    desk.simulator.faults.operation(null, { kind: 'hang', done })
    const outcome = send(desk, id).catch((error: unknown) => error)
    await arrived(desk, id)
    expect(desk.simulator.money(id).captures).toBe(captures)
    await desk.simulator.stop()
    expect(await outcome).toBeInstanceOf(TypeError)
  })

  it.each([
    ['late', 'first', 1],
    ['late', 'last', 0],
    ['held', 'first', 1],
    ['held', 'last', 0]
  ] as const)('is %s, done %s', async (kind, done, meanwhile) => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    desk.simulator.faults.operation(id, kind === 'late' ? { kind, ms: 60, done } : { kind, done })
    const answer = desk.operate(id, 'capture', body)
    await arrived(desk, id)
    expect(desk.simulator.journal.to('POST', `/v1/transactions/${id}/capture`)[0]?.status).toBeNull()
    expect(desk.simulator.money(id).captures).toBe(meanwhile)
    if (kind === 'held') desk.simulator.faults.release()
    expect((await answer).body.status).toBe('CAPTURED')
    expect(desk.simulator.money(id).captures).toBe(1)
  })
})

describe('an operation answered with an error', () => {
  it.each([
    ['500 before', { kind: 'error_before' }, 500, 0],
    ['503 before', { kind: 'error_before', status: 503 }, 503, 0],
    ['500 after', { kind: 'error_after' }, 500, 1],
    ['too many', { kind: 'too_many', retryAfterSeconds: 7 }, 429, 0],
    ['unauthorised', { kind: 'unauthorised' }, 401, 0],
    ['forbidden', { kind: 'forbidden' }, 403, 0],
    ['a page before', { kind: 'answer', status: 404, body: '{}', done: false }, 404, 0],
    ['a page after', { kind: 'answer', status: 409, body: '{}', done: true }, 409, 1]
  ] satisfies [string, OperationFaultInput, number, number][])(
    '%s',
    async (_name, fault, status, captures) => {
      const desk = await openDesk()
      const id = await desk.reserve('order-1')
      desk.simulator.faults.operation('order-1', fault)
      const answer = await desk.operate(id, 'capture', body)
      expect(answer.status).toBe(status)
      expect(answer.headers.get('retry-after')).toBe(fault.kind === 'too_many' ? '7' : null)
      expect(desk.simulator.money(id).captures).toBe(captures)
      expect((await desk.operate(id, 'capture', body)).status).toBe(captures === 1 ? 400 : 200)
    }
  )

  it('garbage after', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    desk.simulator.faults.operation(id, { kind: 'garbage' })
    expect(await send(desk, id)).toBe('<html>Bad gateway</html>')
    expect(desk.simulator.money(id).captures).toBe(1)
  })
})

describe('an operation that is accepted and not decided', () => {
  it.each(['capture', 'refund', 'void'] as const)('%s: 202, and done in the end', async (kind) => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    if (kind === 'refund') desk.simulator.captureOutside(id, amount)
    const before = await look(desk, id)
    desk.simulator.faults.operation(id, { kind: 'async', polls: 1 })
    const asked = kind === 'void' ? null : { amount, [`${kind}_reference`]: 'ref-1' }
    const answer = await desk.operate(id, kind, asked)
    const requestId = answer.headers.get('event-request-id') ?? 'none'
    expect(answer.status).toBe(202)
    expect(answer.body.status).toBe(before.status)
    expect(answer.body.events?.at(-1)).toMatchObject({
      event: `INITIATE_${kind.toUpperCase()}`,
      success: true,
      amount,
      request_id: requestId,
      ...(kind !== 'void' && { event_reference: 'ref-1' })
    })
    // The amount is taken, though nothing has happened yet.
    expect((await desk.operate(id, kind, kind === 'void' ? null : { amount: 1 })).status).toBe(400)
    expect((await look(desk, id)).status).toBe(before.status)
    expect(desk.simulator.operations('ref-1')).toBe(0)
    const after = await look(desk, id)
    expect(after.events?.at(-1)).toMatchObject({
      event: kind.toUpperCase(),
      success: true,
      amount,
      correlation_request_id: requestId,
      created_by: 'client'
    })
    expect(after.events?.at(-1)?.request_id).not.toBe(requestId)
    expect(after.status).toBe({ capture: 'CAPTURED', refund: 'REFUNDED', void: 'AUTHORIZATION_VOIDED' }[kind])
    expect(desk.simulator.money(id)[`${kind}s`]).toBe(1)
    expect((await look(desk, id)).events).toEqual(after.events)
  })

  it('fails in the end, and the money is free again', async () => {
    const desk = await openDesk({ captureAfterPolls: 1 })
    const id = await desk.reserve('order-1', { autoCapture: true })
    desk.simulator.faults.operation(id, {
      kind: 'async',
      polls: 0,
      succeeds: false,
      error: { message: 'No' }
    })
    const answer = await desk.operate(id, 'capture', body)
    const after = await look(desk, id)
    expect(after.status).toBe('AUTHORIZED')
    expect(after.events?.at(-1)).toMatchObject({
      event: 'CAPTURE',
      success: false,
      error: { message: 'No' },
      event_reference: 'cap-1',
      correlation_request_id: answer.headers.get('event-request-id')
    })
    // It stopped the automatic capture all the same.
    expect((await look(desk, id)).status).toBe('AUTHORIZED')
    expect((await desk.operate(id, 'capture', body)).body.status).toBe('CAPTURED')
    expect(desk.simulator.operations('cap-1')).toBe(1)
  })

  it('leaves the other part to be captured meanwhile, but not to be voided where a rest cannot be', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    desk.simulator.faults.operation(id, { kind: 'async', polls: 5 })
    await desk.operate(id, 'capture', { amount: 10_000 })
    expect((await desk.operate(id, 'void')).status).toBe(400)
    expect((await desk.operate(id, 'capture', { amount: 19_991 })).status).toBe(400)
    expect((await desk.operate(id, 'capture', { amount: 19_990 })).body.status).toBe('PARTIALLY_CAPTURED')
  })

  it('is decided by a look at a list or at the session too', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    desk.simulator.faults.operation(id, { kind: 'async', polls: 1 })
    const { body: accepted } = await desk.operate(id, 'capture', body)
    expect((await desk.list())[0]?.status).toBe('AUTHORIZED')
    await desk.get(`/v1/sessions/${accepted.session_id}`)
    expect(desk.simulator.money(id).captures).toBe(1)
  })
})

describe('an operation that fails', () => {
  it('is 200 with a failed event, and the status it had', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    desk.simulator.faults.operation('cap-1', { kind: 'fails' })
    const answer = await desk.operate(id, 'capture', body)
    expect([answer.status, answer.body.status]).toEqual([200, 'AUTHORIZED'])
    expect(answer.body.events?.at(-1)).toMatchObject({
      event: 'CAPTURE',
      success: false,
      amount,
      event_reference: 'cap-1',
      error: { message: 'The gateway did not carry out the capture', type: ['ISSUER_ERROR'] }
    })
    expect(desk.simulator.money(id).captures).toBe(0)
    expect(desk.simulator.operations('cap-1')).toBe(0)
    expect((await desk.operate(id, 'capture', body)).body.status).toBe('CAPTURED')
  })

  it('says at first that it was done', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    desk.simulator.faults.operation(id, { kind: 'fails_after', polls: 1, error: { message: 'Never came' } })
    expect((await desk.operate(id, 'capture', body)).body.status).toBe('CAPTURED')
    expect((await look(desk, id)).status).toBe('CAPTURED')
    const after = await look(desk, id)
    expect(after.status).toBe('AUTHORIZED')
    expect(after.events?.slice(-2)).toMatchObject([
      { event: 'CAPTURE', success: true, event_reference: 'cap-1' },
      { event: 'CAPTURE', success: false, event_reference: 'cap-1', error: { message: 'Never came' } }
    ])
    expect(desk.simulator.money(id)).toMatchObject({ captured: 0, captures: 0 })
    expect(desk.simulator.operations('cap-1')).toBe(0)
    expect((await desk.operate(id, 'void')).body.status).toBe('AUTHORIZATION_VOIDED')
  })

  it('counts once against what is left, while it still says that it was done', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    desk.simulator.faults.operation(id, { kind: 'fails_after', polls: 9 })
    await desk.operate(id, 'capture', { amount: 10_000 })
    expect((await desk.operate(id, 'capture', { amount: 19_990 })).body.status).toBe('CAPTURED')
  })

  it('or does more than is left, as the books would never', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    desk.simulator.faults.operation(id, { kind: 'lax' })
    expect((await desk.operate(id, 'capture', { amount: amount + 1 })).status).toBe(200)
    expect(desk.simulator.money(id)).toMatchObject({ captured: amount + 1, captures: 1 })
    expect((await desk.operate(id, 'capture', { amount: 1 })).status).toBe(400)
  })

  it('or is done, and does not say for whom', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    desk.simulator.faults.operation(id, { kind: 'unmarked' }, { kind: 'error_after' })
    expect((await desk.operate(id, 'capture', body)).status).toBe(500)
    const event = (await look(desk, id)).events?.at(-1)
    expect(event).toMatchObject({ event: 'CAPTURE', success: true, amount })
    expect(event).not.toHaveProperty('event_reference')
    expect(event).not.toHaveProperty('metadata')
    expect(desk.simulator.operations('cap-1')).toBe(1)
  })
})

it('takes a fault of its own before the next one, and each once', async () => {
  const desk = await openDesk()
  const [first, second] = [await desk.reserve('order-1'), await desk.reserve('order-2')]
  desk.simulator.faults.operation(null, { kind: 'error_before', status: 503 })
  desk.simulator.faults.operation('order-2', { kind: 'forbidden' })
  desk.simulator.faults.operation(second, { kind: 'too_many' })
  const seen = []
  for (const id of [second, second, second, first])
    seen.push((await desk.operate(id, 'capture', { amount: 1 })).status)
  expect(seen).toEqual([429, 403, 503, 200])
  desk.simulator.faults.operation(first, { kind: 'forbidden' })
  desk.simulator.faults.operation(null, { kind: 'forbidden' })
  desk.simulator.faults.clear()
  expect((await desk.operate(first, 'capture', { amount: 1 })).status).toBe(200)
  // What fits nothing takes no fault away, and no fault of a charge is one of an operation.
  desk.simulator.faults.operation(null, { kind: 'forbidden' })
  expect((await desk.operate(first, 'capture', { amount: 0 })).status).toBe(400)
  expect((await desk.operate('none', 'void')).status).toBe(404)
  await desk.reserve('order-3')
  expect((await desk.operate(first, 'void')).status).toBe(403)
})
