import { onTestFinished, describe, expect, it } from 'vitest'
import type { ChargeState } from '../../../shared/charge'
import { DinteroClient } from '../../../electron/dintero/client'
import type { ChargeFaultInput } from '../../../electron/simulator/faults'
import { createSimulator, type Simulator } from '../../../electron/simulator/simulator'
import { accountId, minute, openDesk, start, type Desk } from './desk'

const token = 'token-of-card-1'

/** A desk whose Dintero is the simulator, reached by the product's own client. */
async function simulatedDesk(captureAfterPolls = 0): Promise<{ desk: Desk; simulator: Simulator }> {
  const simulator = createSimulator({ clock: () => start, seed: 'desk', captureAfterPolls })
  simulator.addClient({ accountId, clientId: 'client', clientSecret: 'secret' })
  simulator.addToken({
    accountId,
    provider: 'dintero_psp',
    tokenKind: 'payment_token',
    token,
    brand: 'visa',
    maskedPan: '476173******0416',
    expiry: '12/2029'
  })
  const { url } = await simulator.start()
  onTestFinished(() => simulator.stop())
  const client = new DinteroClient({
    accountId,
    baseUrls: { checkout: `${url}/v1`, api: `${url}/v1` },
    credentials: () => Promise.resolve({ clientId: 'client', clientSecret: 'secret' }),
    clock: () => start,
    version: 'test',
    timeouts: { charge: 300, retryDelay: 1 }
  })
  return { desk: await openDesk({ parts: { dinteroFor: () => Promise.resolve(client) } }), simulator }
}

const faults: readonly (readonly [string, ChargeState, ChargeState, 0 | 1, ChargeFaultInput])[] = [
  ['an answer that never comes', 'unknown', 'succeeded', 1, { kind: 'hang' }],
  ['a request that hangs before it is charged', 'unknown', 'unknown', 0, { kind: 'hang', charge: false }],
  ['a connection lost before charging', 'unknown', 'unknown', 0, { kind: 'drop_before' }],
  ['a connection lost after charging', 'unknown', 'succeeded', 1, { kind: 'drop_after' }],
  ['500 before charging', 'unknown', 'unknown', 0, { kind: 'error_before' }],
  ['500 before charging, with a session', 'unknown', 'unknown', 0, { kind: 'error_before', session: true }],
  ['500 after charging', 'unknown', 'succeeded', 1, { kind: 'error_after' }],
  ['500 after charging, with a session', 'unknown', 'succeeded', 1, { kind: 'error_after', session: true }],
  ['429', 'not_sent', 'not_sent', 0, { kind: 'too_many', retryAfterSeconds: 1 }],
  ['garbage', 'pending', 'succeeded', 1, { kind: 'garbage' }],
  ['half an answer', 'unknown', 'succeeded', 1, { kind: 'half_body' }],
  ['202 without a body', 'pending', 'succeeded', 1, { kind: 'empty_202' }],
  [
    'INITIATED, then paid',
    'pending',
    'succeeded',
    1,
    { kind: 'undecided', as: 'INITIATED', polls: 1, becomes: 'AUTHORIZED' }
  ],
  [
    'ON_HOLD, then declined',
    'pending',
    'declined',
    0,
    { kind: 'undecided', as: 'ON_HOLD', polls: 1, becomes: 'FAILED' }
  ],
  ['a decline', 'declined', 'declined', 0, { kind: 'decline', cause: 'insufficient_funds' }],
  ['a duplicate refusal out of nowhere', 'unknown', 'unknown', 0, { kind: 'duplicate' }],
  ['other money than was asked for', 'unknown', 'succeeded', 1, { kind: 'wrong_money', amount: 1 }],
  ['forbidden', 'refused', 'refused', 0, { kind: 'forbidden' }]
]

describe('against a strict Dintero', () => {
  it.each(faults)('%s: %s, and after asking %s', async (_, atFirst, inTheEnd, authorised, fault) => {
    const { desk, simulator } = await simulatedDesk()
    simulator.faults.forReference('order-17', fault)
    const { id, state } = await desk.charge()
    expect(state).toBe(atFirst)
    for (let n = 0; n < 3; n += 1) {
      await desk.service.ask(id)
      desk.now += minute
    }
    expect((await desk.service.detail(id)).state).toBe(inTheEnd)
    expect(simulator.authorisations('order-17')).toBe(authorised)
  })

  it.each(faults.filter(([, , inTheEnd]) => inTheEnd === 'unknown' || inTheEnd === 'not_sent'))(
    '%s: sending again charges at most once',
    async (_, __, ___, ____, fault) => {
      const { desk, simulator } = await simulatedDesk()
      simulator.faults.forReference('order-17', fault)
      const { id } = await desk.charge()
      for (let n = 0; n < 4; n += 1) {
        await desk.service.ask(id)
        desk.now += minute
      }
      const sentAgain = await desk.service.resend(id)
      // A session that was left behind makes Dintero refuse the reference for good; then it stays unknown.
      expect(sentAgain.state).toBe(simulator.authorisations('order-17') === 1 ? 'succeeded' : 'unknown')
      await expect(desk.service.resend(id)).rejects.toMatchObject({ code: 'resend_not_allowed' })
      expect(simulator.authorisations('order-17')).toBeLessThanOrEqual(1)
    }
  )

  it('a list that lags is not taken for nothing', async () => {
    const { desk, simulator } = await simulatedDesk()
    simulator.faults.forReference('order-17', { kind: 'drop_after' }, { kind: 'list_lag', calls: 2 })
    const { id } = await desk.charge()
    for (const expected of ['unknown', 'unknown', 'succeeded']) {
      expect((await desk.service.ask(id)).state).toBe(expected)
    }
    expect(simulator.authorisations('order-17')).toBe(1)
  })

  it('even a lag longer than our patience cannot charge twice', async () => {
    const { desk, simulator } = await simulatedDesk()
    simulator.faults.forReference('order-17', { kind: 'drop_after' }, { kind: 'list_lag', calls: 5 })
    const { id } = await desk.charge()
    for (let n = 0; n < 3; n += 1) {
      await desk.service.ask(id)
      desk.now += minute
    }
    expect((await desk.service.resend(id)).state).toBe('unknown')
    for (let n = 0; n < 4; n += 1) await desk.service.ask(id)
    expect((await desk.service.detail(id)).state).toBe('succeeded')
    expect(simulator.authorisations('order-17')).toBe(1)
  })

  it('an automatic capture is followed until it is done', async () => {
    const { desk } = await simulatedDesk(2)
    const { id, transactionStatus } = await desk.charge()
    expect(transactionStatus).toBe('AUTHORIZED')
    await desk.service.ask(id)
    await desk.service.ask(id)
    expect(await desk.service.detail(id)).toMatchObject({
      state: 'succeeded',
      transactionStatus: 'CAPTURED',
      nextLookupAt: desk.now + 24 * 60 * minute
    })
  })
})
