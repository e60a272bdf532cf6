import { describe, expect, it } from 'vitest'
import { account, openDesk, payBody, type Desk } from './support'

const strict = 'strict-merchant-reference'
const vipps = { accountId: account, merchantReference: 'order-1', amount: 29_990, productType: 'vipps' }

/** What a charge became, as a lookup tells it. */
async function statusOf(desk: Desk, id = ''): Promise<string | undefined> {
  return (await desk.get(`/v1/transactions/${id}`)).body.status
}

describe('a payment somebody else made', () => {
  it('is listed, is no authorisation of ours, and holds its reference', async () => {
    const desk = await openDesk()
    const id = desk.simulator.plant(vipps)
    expect(await desk.list('?merchant_reference=order-1')).toMatchObject([{ id, status: 'CAPTURED' }])
    expect(desk.simulator.authorisations('order-1')).toBe(0)
    expect((await desk.pay(payBody('order-1'), strict)).status).toBe(400)
    expect(desk.simulator.authorisations('order-1')).toBe(0)
  })

  it.each(['before', 'after'] as const)('arrives %s ours', async (when) => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'foreign', when, productType: 'payex.swish', ageMs: 1_000 })
    const answer = await desk.pay(payBody('order-1'), strict)
    expect(answer.status).toBe(when === 'before' ? 400 : 200)
    expect(desk.simulator.authorisations('order-1')).toBe(when === 'before' ? 0 : 1)
    expect(desk.simulator.transactions('order-1')).toHaveLength(when === 'before' ? 1 : 2)
  })
})

describe('what a transaction becomes later', () => {
  it.each(['AUTHORIZATION_VOIDED', 'REFUNDED', 'PARTIALLY_CAPTURED', 'FAILED', 'UNKNOWN'] as const)(
    '%s, by hand and after so many looks',
    async (status) => {
      const desk = await openDesk()
      desk.simulator.faults.next({ kind: 'later', polls: 1, status })
      const later = await desk.pay(payBody('order-1'))
      expect(await statusOf(desk, later.body.id)).toBe('AUTHORIZED')
      expect(await statusOf(desk, later.body.id)).toBe(status)
      const now = await desk.pay(payBody('order-2'))
      desk.simulator.setStatus(now.body.id ?? '', status)
      expect(await statusOf(desk, now.body.id)).toBe(status)
    }
  )
})

describe('a gateway between', () => {
  it.each([
    [true, 1],
    [false, 0]
  ])('answers with a page, charged: %s', async (charge, authorised) => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'answer', status: 401, body: '{"page": true}', charge })
    expect((await desk.pay(payBody('order-1'), strict)).status).toBe(401)
    expect(desk.simulator.authorisations('order-1')).toBe(authorised)
  })

  it('charges twice', async () => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'twice' })
    await desk.pay(payBody('order-1'), strict)
    expect(desk.simulator.authorisations('order-1')).toBe(2)
    expect(await desk.list('?merchant_reference=order-1')).toHaveLength(2)
  })

  it('passes a reference by the strict toggle once', async () => {
    const desk = await openDesk()
    await desk.pay(payBody('order-1'), strict)
    desk.simulator.faults.next({ kind: 'lax' })
    expect((await desk.pay(payBody('order-1'), strict)).status).toBe(200)
    expect((await desk.pay(payBody('order-1'), strict)).status).toBe(400)
    expect(desk.simulator.authorisations('order-1')).toBe(2)
  })

  it('asks to come back at no time there is', async () => {
    const desk = await openDesk()
    desk.simulator.faults.next({ kind: 'too_many', retryAfter: 'soon' })
    const answer = await desk.pay(payBody('order-1'))
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, 'soon'])
  })

  it('nests an answer deeper than any stack', async () => {
    const desk = await openDesk()
    desk.simulator.faults.onCall('lookup', { kind: 'nested' })
    const text = await (await desk.fetch('/v1/transactions?merchant_reference=order-1')).text()
    expect(text.length).toBeGreaterThanOrEqual(200_000)
    expect(() => JSON.stringify(JSON.parse(text))).toThrow(RangeError)
  })
})

describe('lists', () => {
  it('do not heed their filter', async () => {
    const desk = await openDesk()
    await desk.pay(payBody('order-1'))
    desk.simulator.setLists({ ignoreFilters: true, padding: 3 })
    const rows = await desk.list('?merchant_reference=order-1')
    expect(rows).toHaveLength(4)
    expect(rows.at(-1)).toMatchObject({ merchant_reference: 'order-1' })
    desk.simulator.setLists({})
    expect(await desk.list('?merchant_reference=order-1')).toHaveLength(1)
  })

  it('begin again for ever', async () => {
    const desk = await openDesk()
    const { body } = await desk.pay(payBody('order-1'))
    const after = `?merchant_reference=order-1&starting_after=${body.id}`
    expect(await desk.list(after)).toHaveLength(0)
    desk.simulator.setLists({ endless: true })
    expect(await desk.list(after)).toHaveLength(1)
  })
})

describe('cancelling a session', () => {
  it('voids what was only reserved, and not what was captured', async () => {
    const desk = await openDesk()
    const reserved = (await desk.pay(payBody('order-1'))).body
    const captured = (await desk.pay(payBody('order-2', { autoCapture: true }))).body
    expect((await desk.post(`/v1/sessions/${reserved.session_id}/cancel`, {})).status).toBe(200)
    expect(await statusOf(desk, reserved.id)).toBe('AUTHORIZATION_VOIDED')
    expect((await desk.post(`/v1/sessions/${captured.session_id}/cancel`, {})).status).toBe(409)
    expect(await statusOf(desk, captured.id)).toBe('CAPTURED')
    expect((await desk.post('/v1/sessions/none/cancel', {})).status).toBe(404)
  })
})

it('tells its own time, in every answer and in every transaction', async () => {
  const desk = await openDesk()
  desk.simulator.setClockSkew(86_400_000)
  await desk.signIn()
  const { headers } = await desk.pay(payBody('order-1'))
  const told = [headers.get('date'), desk.simulator.transactions('order-1')[0]?.createdAt]
  expect(told).toEqual([new Date(desk.now + 86_400_000).toUTCString(), desk.now + 86_400_000])
})
