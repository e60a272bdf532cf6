import { describe, expect, it } from 'vitest'
import { openDesk, tokens } from './support'

const amount = 29_990

describe('what somebody did in Backoffice', () => {
  it('is in the events as somebody else’s, without a reference', async () => {
    const desk = await openDesk({ captureAfterPolls: 1 })
    const id = await desk.reserve('order-1', { autoCapture: true })
    desk.simulator.captureOutside(id, 10_000)
    desk.simulator.refundOutside(id, 4_000)
    const { body } = await desk.get(`/v1/transactions/${id}`)
    expect(body.status).toBe('PARTIALLY_CAPTURED_REFUNDED')
    const [, , capture, refund] = body.events ?? []
    expect(capture).toMatchObject({ event: 'CAPTURE', amount: 10_000, success: true })
    expect(refund).toMatchObject({ event: 'REFUND', amount: 4_000, success: true })
    for (const event of [capture, refund]) {
      expect(event?.created_by).not.toBe('client')
      expect(event?.created_by).toBeTruthy()
      expect(event).not.toHaveProperty('event_reference')
    }
    expect(desk.simulator.money(id)).toMatchObject({ captured: 10_000, refunded: 4_000 })
    expect(desk.simulator.operations()).toEqual(new Map())
  })

  it('leaves less for us, and cannot do what there is no money for', async () => {
    const desk = await openDesk()
    const id = await desk.reserve('order-1', { token: tokens.payexPayment })
    desk.simulator.captureOutside(id, 10_000)
    expect((await desk.operate(id, 'capture', { amount: 19_991 })).status).toBe(400)
    expect(() => desk.simulator.captureOutside(id, 19_991)).toThrow('more than the 19990')
    expect(() => desk.simulator.refundOutside(id, 10_001)).toThrow('more than the 10000')
    desk.simulator.voidOutside(id)
    expect(() => desk.simulator.voidOutside(id)).toThrow('nothing left to void')
    expect(() => desk.simulator.voidOutside('none')).toThrow('no transaction none')
    expect(() => desk.simulator.money('none')).toThrow('no transaction none')
    expect(desk.simulator.money(id)).toMatchObject({ captured: 10_000, voided: 19_990 })
  })
})

it('keeps the status of a test’s own hand in step with the money', async () => {
  const desk = await openDesk()
  const id = await desk.reserve('order-1')
  desk.simulator.setStatus(id, 'PARTIALLY_CAPTURED', 10_000)
  desk.simulator.setStatus(id, 'CAPTURED')
  expect(desk.simulator.money(id)).toMatchObject({ captured: amount, captures: 2 })
  desk.simulator.setStatus(id, 'PARTIALLY_REFUNDED', 1)
  desk.simulator.setStatus(id, 'REFUNDED')
  expect(desk.simulator.money(id)).toMatchObject({ refunded: amount, refunds: 2 })
})
