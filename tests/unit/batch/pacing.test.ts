import { describe, expect, it } from 'vitest'
import { Pacing } from '../../../electron/batch/pacing'

function pacing(wanted = { inFlight: 8, perSecond: 10 }) {
  const world = { now: 1_000_000, wanted }
  return Object.assign(world, { pacing: new Pacing({ wanted: () => world.wanted, clock: () => world.now }) })
}

describe('the pace of a batch', () => {
  it('spaces requests evenly, and owes nothing for the time nobody asked', () => {
    const world = pacing()
    expect([world.pacing.take(), world.pacing.take(), world.pacing.take()]).toEqual([0, 100, 200])
    world.now += 60_000
    expect([world.pacing.take(), world.pacing.take()]).toEqual([0, 100])
  })

  it('is not held up by a clock that is set back', () => {
    const world = pacing()
    world.pacing.take()
    world.now -= 3_600_000
    expect(world.pacing.take()).toBe(0)
  })

  it('follows what the person wants at once', () => {
    const world = pacing()
    world.wanted = { inFlight: 2, perSecond: 1 }
    expect(world.pacing.inFlight).toBe(2)
    world.pacing.take()
    expect(world.pacing.take()).toBe(1_000)
  })

  it('waits as Dintero told, goes at half and comes back one by one', () => {
    const world = pacing()
    world.pacing.slowDown(30_000)
    expect(world.pacing.waitsUntil).toBe(world.now + 30_000)
    expect(world.pacing.take()).toBe(30_000)
    expect(world.pacing.inFlight).toBe(4)
    world.pacing.slowDown(null)
    expect(world.pacing.inFlight).toBe(2)
    for (let good = 0; good < 19; good++) world.pacing.good()
    expect(world.pacing.inFlight).toBe(2)
    world.pacing.good()
    expect(world.pacing.inFlight).toBe(3)
    for (let good = 0; good < 100; good++) world.pacing.good()
    expect(world.pacing.inFlight).toBe(8)
    world.now += 30_000
    expect(world.pacing.waitsUntil).toBeNull()
  })

  it('keeps one on its way however often it is slowed', () => {
    const world = pacing()
    for (let times = 0; times < 10; times++) world.pacing.slowDown(0)
    expect(world.pacing.inFlight).toBe(1)
  })
})
