import { describe, expect, it } from 'vitest'
import { account, changed, openDesk, otherAccount, payBody, seedBody, tokens } from './support'
import type { AnswerBody, Desk } from './support'

const amount = 29_990
const providers = [
  ['payex', tokens.payexPayment],
  ['bambora', tokens.bambora],
  ['dintero_psp', tokens.dinteroPsp]
] as const

async function captured(desk: Desk, of: number = amount, token = tokens.dinteroPsp): Promise<string> {
  const id = await desk.reserve('order-1', { token })
  await desk.operate(id, 'capture', { amount: of })
  return id
}

/** What an answer says of its last event. */
function lastEvent({ events }: AnswerBody): NonNullable<AnswerBody['events']>[number] | undefined {
  return events?.at(-1)
}

describe('a capture', () => {
  it('takes all of it, and says who asked and with which reference', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    const metadata = { ext_trekk_id: 'c-1' }
    const answer = await desk.operate(id, 'capture', { amount, capture_reference: 'cap-1', metadata })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ id, status: 'CAPTURED', amount })
    expect(lastEvent(answer.body)).toMatchObject({
      event: 'CAPTURE',
      transaction_status: 'CAPTURED',
      success: true,
      amount,
      created_by: 'client',
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      event_reference: 'cap-1',
      metadata
    })
    expect(lastEvent(answer.body)).not.toHaveProperty('correlation_request_id')
    expect((await desk.get(`/v1/transactions/${id}`)).body).toEqual(answer.body)
    expect(desk.simulator.money(id)).toEqual({
      authorised: amount,
      captured: amount,
      refunded: 0,
      voided: 0,
      captures: 1,
      refunds: 0,
      voids: 0
    })
    expect(desk.simulator.operations('cap-1')).toBe(1)
  })

  it('takes parts until nothing is left, and no more', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    const statuses = []
    for (const part of [10_000, 19_989, 1]) {
      statuses.push((await desk.operate(id, 'capture', { amount: part })).body.status)
    }
    expect(statuses).toEqual(['PARTIALLY_CAPTURED', 'PARTIALLY_CAPTURED', 'CAPTURED'])
    expect((await desk.operate(id, 'capture', { amount: 1 })).status).toBe(400)
    expect(desk.simulator.money(id)).toMatchObject({ captured: amount, captures: 3 })
  })

  it('takes the same part twice when it is asked for twice: no reference guards it', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    const body = { amount: 10_000, capture_reference: 'cap-1' }
    const answers = await Promise.all([desk.operate(id, 'capture', body), desk.operate(id, 'capture', body)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(desk.simulator.operations('cap-1')).toBe(2)
    expect(desk.simulator.operations()).toEqual(new Map([['cap-1', 2]]))
  })

  it('never takes more than there is, also for two at once', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    expect((await desk.operate(id, 'capture', { amount: amount + 1 })).status).toBe(400)
    const answers = await Promise.all([
      desk.operate(id, 'capture', { amount: 20_000 }),
      desk.operate(id, 'capture', { amount: 20_000 })
    ])
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 400])
    expect(desk.simulator.money(id)).toMatchObject({ captured: 20_000, captures: 1 })
  })

  it.each(['FAILED', 'AUTHORIZATION_VOIDED', 'ON_HOLD', 'UNKNOWN', 'REFUNDED'] as const)(
    'is refused of what is %s',
    async (status) => {
      const desk = await openDesk()
      const id = await desk.reserve('order-1')
      desk.simulator.setStatus(id, status)
      expect((await desk.operate(id, 'capture', { amount: 1 })).status).toBe(400)
      expect(desk.simulator.money(id).captures).toBe(0)
    }
  )

  it('is refused of a decline', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1', { amount: 900_361 })
    expect((await desk.operate(id, 'capture', { amount: 1 })).status).toBe(400)
    desk.simulator.setStatus(id, 'ON_HOLD')
    expect(desk.simulator.money(id).authorised).toBe(0)
  })

  it('stops the automatic one', async () => {
    const desk = await openDesk({ captureAfterPolls: 1 })
    const id = await desk.reserve('order-1', { autoCapture: true })
    expect((await desk.operate(id, 'capture', { amount: 10_000 })).body.status).toBe('PARTIALLY_CAPTURED')
    for (let look = 0; look < 3; look += 1) {
      expect((await desk.get(`/v1/transactions/${id}`)).body.status).toBe('PARTIALLY_CAPTURED')
    }
    expect(desk.simulator.money(id)).toMatchObject({ captured: 10_000, captures: 1 })
  })

  it('has lines that add up and that the order has', async () => {
    const desk = await openDesk()
    const line = { line_id: '1', amount, vat_amount: 5_998, vat: 25 }
    const id = (await desk.pay(changed(payBody('order-1'), 'session/order/items', [line]))).body.id ?? ''
    const half = { line_id: '1', amount: 10_000 }
    expect((await desk.operate(id, 'capture', { amount: 9_999, items: [half] })).status).toBe(400)
    const strange = await desk.operate(id, 'capture', { amount: 10_000, items: [{ ...half, line_id: '2' }] })
    expect(strange.body.error?.message).toBe('items: the order has no line 2')
    const response = await desk.fetch(`/v1/transactions/${id}/capture`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ amount: 10_000, items: [half] })
    })
    expect(await response.json()).toMatchObject({ events: [{}, {}, { event: 'CAPTURE', items: [half] }] })
    // One that names no lines says none.
    const plain = await desk.operate(id, 'capture', { amount: 1 })
    expect(plain.body.events?.map(({ items }) => items?.length)).toEqual([1, 1, 1, undefined])
  })

  it('fails for one training card, whose charge goes well', async () => {
    const desk = await openDesk()
    const token = { ...tokens.bambora, token: 'fails', maskedPan: '515623******1124' }
    desk.simulator.addToken(token)
    const id = await desk.reserve('order-1', { token })
    const answer = await desk.operate(id, 'capture', { amount })
    expect([answer.status, answer.body.status]).toEqual([200, 'AUTHORIZED'])
    expect(lastEvent(answer.body)).toMatchObject({ event: 'CAPTURE', success: false, amount })
    expect(desk.simulator.money(id).captures).toBe(0)
  })
})

describe('a refund', () => {
  it('gives back what was captured, in parts, and no more', async () => {
    const desk = await openDesk()
    const id = await captured(desk)
    const first = await desk.operate(id, 'refund', {
      amount: 10_000,
      reason: 'late',
      refund_reference: 'r-1'
    })
    expect(first.body.status).toBe('PARTIALLY_REFUNDED')
    expect(lastEvent(first.body)).toMatchObject({ event: 'REFUND', amount: 10_000, event_reference: 'r-1' })
    expect((await desk.operate(id, 'refund', { amount: 19_991 })).status).toBe(400)
    expect((await desk.operate(id, 'refund', { amount: 19_990 })).body.status).toBe('REFUNDED')
    expect((await desk.operate(id, 'refund', { amount: 1 })).status).toBe(400)
    expect(desk.simulator.money(id)).toMatchObject({ captured: amount, refunded: amount, refunds: 2 })
    expect(desk.simulator.operations('r-1')).toBe(1)
  })

  it('is refused of what is only reserved', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    expect((await desk.operate(id, 'refund', { amount: 1 })).status).toBe(400)
  })

  it('of a partial capture leaves the rest to capture', async () => {
    const desk = await openDesk()
    const id = await captured(desk, 10_000)
    const say = async (kind: 'capture' | 'refund', part: number): Promise<string | undefined> =>
      (await desk.operate(id, kind, { amount: part })).body.status
    expect(await say('refund', 4_000)).toBe('PARTIALLY_CAPTURED_REFUNDED')
    expect(await say('refund', 6_000)).toBe('PARTIALLY_CAPTURED_REFUNDED')
    expect(await say('capture', 9_990)).toBe('PARTIALLY_CAPTURED_REFUNDED')
    expect(await say('capture', 10_000)).toBe('PARTIALLY_REFUNDED')
    expect(await say('refund', 19_990)).toBe('REFUNDED')
  })

  it('is possible of a charge that was captured automatically, and of a planted one', async () => {
    const desk = await openDesk()
    const { body } = await desk.pay(payBody('order-1', { autoCapture: true }))
    expect((await desk.operate(body.id ?? '', 'refund', { amount })).body.status).toBe('REFUNDED')
    const planted = { accountId: account, merchantReference: 'order-2', amount: 500, productType: 'vipps' }
    const id = desk.simulator.plant(planted)
    expect((await desk.operate(id, 'refund', { amount: 501 })).status).toBe(400)
    expect((await desk.operate(id, 'refund', { amount: 500 })).body.status).toBe('REFUNDED')
  })
})

describe('a void', () => {
  it.each([null, {}])('gives up what is reserved, with the body %j', async (body) => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    const answer = await desk.operate(id, 'void', body)
    expect([answer.status, answer.body.status]).toEqual([200, 'AUTHORIZATION_VOIDED'])
    expect(lastEvent(answer.body)).toMatchObject({ event: 'VOID', success: true, amount })
    expect(desk.simulator.money(id)).toMatchObject({ voided: amount, voids: 1 })
    for (const kind of ['void', 'capture', 'refund'] as const)
      expect((await desk.operate(id, kind, kind === 'void' ? null : { amount: 1 })).status).toBe(400)
  })

  it.each(providers)('of the rest after a partial capture with %s', async (provider, token) => {
    const desk = await openDesk()
    const id = await captured(desk, 10_000, token)
    const answer = await desk.operate(id, 'void')
    expect(answer.status).toBe(provider === 'payex' ? 200 : 400)
    if (provider !== 'payex') return
    expect(answer.body.status).toBe('CAPTURED')
    expect(desk.simulator.money(id)).toMatchObject({ captured: 10_000, voided: 19_990 })
    expect((await desk.operate(id, 'capture', { amount: 1 })).status).toBe(400)
    expect((await desk.operate(id, 'refund', { amount: 10_000 })).body.status).toBe('REFUNDED')
  })

  it.each(providers)('is refused of what is captured in whole, with %s', async (_provider, token) => {
    const desk = await openDesk()
    const id = await captured(desk, amount, token)
    expect((await desk.operate(id, 'void')).status).toBe(400)
    expect(desk.simulator.money(id).voids).toBe(0)
  })
})

describe('what Dintero would refuse', () => {
  const good = { amount: 100, capture_reference: 'cap-1' }

  it.each([
    ['no amount', 'amount', undefined],
    ['an amount of nothing', 'amount', 0],
    ['a negative amount', 'amount', -100],
    ['a fraction of a minor unit', 'amount', 1.5],
    ['an amount in a string', 'amount', '100'],
    ['an amount beyond int32', 'amount', 2_147_483_648],
    ['an empty reference', 'capture_reference', ''],
    ['a reference that is no text', 'capture_reference', 7],
    ['the reference of a refund', 'refund_reference', 'r-1'],
    ['a reason', 'reason', 'late'],
    ['an unknown key', 'currency', 'NOK'],
    ['metadata without the prefix', 'metadata', { trekk_id: '1' }],
    ['metadata that is no text', 'metadata', { ext_count: 1 }],
    ['metadata with a long key', 'metadata', { [`ext_${'k'.repeat(125)}`]: '1' }],
    ['long metadata', 'metadata', { ext_text: 'v'.repeat(257) }],
    ['no lines in the list of them', 'items', []],
    ['a line without its id', 'items', [{ amount: 100 }]],
    ['a line without its amount', 'items', [{ line_id: '1' }]]
  ])('%s', async (_name, path, value) => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    const answer = await desk.operate(id, 'capture', changed(good, path, value))
    expect(answer.status).toBe(400)
    expect(answer.body.error?.code).toBe('BAD REQUEST')
    expect(desk.simulator.money(id).captures).toBe(0)
    expect((await desk.operate(id, 'capture', good)).status).toBe(200)
  })

  it('takes metadata of the longest allowed', async () => {
    const desk = await openDesk()
    const metadata = { [`ext_${'k'.repeat(124)}`]: 'v'.repeat(256) }
    const id = await desk.reserve('order-1')
    expect((await desk.operate(id, 'capture', { ...good, metadata })).status).toBe(200)
  })

  it('a void of an amount, a body that is no JSON, a query that is not documented', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    expect((await desk.operate(id, 'void', { amount: 100 })).status).toBe(400)
    const init = { method: 'POST', body: '{"amount":100}' }
    expect((await desk.fetch(`/v1/transactions/${id}/capture`, init)).status).toBe(400)
    expect(
      (await desk.fetch(`/v1/transactions/${id}/void?includes=session`, { method: 'POST' })).status
    ).toBe(400)
    expect((await desk.fetch(`/v1/transactions/${id}/void?limit=1`, { method: 'POST' })).status).toBe(400)
    const includes = '?includes=events.request_headers'
    expect((await desk.fetch(`/v1/transactions/${id}/void${includes}`, { method: 'POST' })).status).toBe(200)
  })

  it('a transaction that is not there, or another account’s', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    expect((await desk.operate(`${account}.none`, 'capture', good)).status).toBe(404)
    await desk.signIn(otherAccount)
    for (const kind of ['capture', 'refund', 'void'] as const)
      expect((await desk.operate(id, kind, kind === 'void' ? null : { amount: 1 })).status).toBe(404)
  })

  it.each([
    ['read:checkout', 403],
    ['write:checkout', 200]
  ])('a client with %s: %i', async (scope, status) => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1')
    const client = { accountId: account, clientId: 'client', clientSecret: 'secret', scopes: [scope] }
    desk.simulator.addClient(client)
    await desk.signIn()
    expect((await desk.operate(id, 'capture', good)).status).toBe(status)
  })
})

it('charges as documented, captured by hand', async () => {
  const desk = await openDesk()
  const { body } = await desk.pay(seedBody('recurring.payex.creditcard', tokens.payexRecurrence.token))
  expect((await desk.operate(body.id ?? '', 'capture', { amount })).body.status).toBe('CAPTURED')
})
