import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freeTries, waitAfter, Waits } from '../../../../electron/batch/approving/waits'

const minute = 60_000
const day = 24 * 60 * minute

/** The world as somebody meets it who has no PIN: time passes, the clock is set, the program is started again. */
class World {
  real = 0
  private set = 1_700_000_000_000
  private waits: Waits
  private startedAt = 0
  failures = 0
  failedAt: number | null = null
  /** Of every PIN that was looked at: when it was, by real time, and after how many wrong ones. */
  readonly looked: { at: number; failures: number }[] = []
  /** The clock was put forward, and the program started anew, in whatever order, since the last wrong PIN. */
  private put = false
  private restarted = false
  outrun = false

  constructor() {
    this.waits = this.open()
  }

  get now(): number {
    return this.set + this.real
  }

  until(): number | null {
    return this.waits.until({ id: 'ola', failures: this.failures, failedAt: this.failedAt })
  }

  tryWrong(): void {
    if (this.until() !== null) return
    this.looked.push({ at: this.real, failures: this.failures })
    this.failures += 1
    this.failedAt = this.now
    this.waits.begin('ola', this.failures, this.failedAt)
    this.put = false
    this.restarted = false
    this.outrun = false
  }

  pass(ms: number): void {
    this.real += ms
  }

  setClock(by: number): void {
    this.set += by
    if (by > 0) this.put = true
    this.outrun ||= this.put && this.restarted
  }

  restart(): void {
    this.startedAt = this.real
    this.waits = this.open()
    this.restarted = true
    this.outrun ||= this.put
  }

  private open(): Waits {
    return new Waits(
      () => this.now,
      () => this.real - this.startedAt
    )
  }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: 'try' as const, ms: 0 }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: day }) })
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('set' as const),
      ms: fc.integer({ min: -400 * day, max: 400 * day })
    })
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const, ms: 0 }) }
)

function walk(
  world: World,
  steps: readonly { kind: 'try' | 'pass' | 'set' | 'restart'; ms: number }[]
): void {
  for (const { kind, ms } of steps) {
    if (kind === 'try') world.tryWrong()
    else if (kind === 'pass') world.pass(ms)
    else if (kind === 'set') world.setClock(ms)
    else world.restart()
  }
}

describe('the wait after wrong PINs', () => {
  it('begins with the fifth, grows, and stays a day', () => {
    const minutes = Array.from({ length: 12 }, (_, failures) => waitAfter(failures) / minute)
    expect(minutes).toEqual([0, 0, 0, 0, 0, 5, 15, 60, 240, 1_440, 1_440, 1_440])
  })

  it('is as long in real time, whatever the clock is set to, unless the program is started anew as well', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const world = new World()
        for (const each of steps) {
          const before = world.looked.length
          const excused = world.outrun
          walk(world, [each])
          const [last, latest] = world.looked.slice(-2)
          if (world.looked.length === before || last === undefined || latest === undefined || excused)
            continue
          expect(latest.at - last.at).toBeGreaterThanOrEqual(waitAfter(latest.failures))
        }
      }),
      { numRuns: 500 }
    )
  })

  it('never lasts longer than it is, once the clock is left alone: also where it was put back by years', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const world = new World()
        walk(world, steps)
        const { failures } = world
        world.until()
        world.pass(waitAfter(failures))
        expect(world.until()).toBeNull()
      }),
      { numRuns: 500 }
    )
  })

  it.each([false, true])(
    'is no longer for a clock that was put back by less than it, restarted %s',
    (isRestarted) => {
      const world = new World()
      for (let count = 0; count < 5; count++) world.tryWrong()
      world.setClock(-minute)
      if (isRestarted) world.restart()
      world.until()
      world.pass(5 * minute - 1)
      expect(world.until()).not.toBeNull()
      world.pass(1)
      expect(world.until()).toBeNull()
    }
  )

  it('gives nobody more than five tries at once, and one after each wait', () => {
    const world = new World()
    for (let count = 0; count < 50; count++) world.tryWrong()
    expect(world.looked).toHaveLength(freeTries)
    world.restart()
    for (let count = 0; count < 50; count++) world.tryWrong()
    expect(world.looked).toHaveLength(freeTries)
    world.pass(5 * minute - 1)
    world.tryWrong()
    expect(world.looked).toHaveLength(freeTries)
    world.pass(1)
    for (let count = 0; count < 50; count++) world.tryWrong()
    expect(world.looked).toHaveLength(freeTries + 1)
  })

  it('outlives a clock that is put forward and back while the program runs', () => {
    const world = new World()
    for (let count = 0; count < 5; count++) world.tryWrong()
    world.setClock(400 * day)
    expect(world.until()).toBe(world.now + 5 * minute)
    world.setClock(-800 * day)
    expect(world.until()).toBe(world.now + 5 * minute)
    world.pass(5 * minute)
    expect(world.until()).toBeNull()
  })
})
