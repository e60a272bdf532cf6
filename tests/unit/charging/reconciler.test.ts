import { describe, expect, it } from 'vitest'
import type { Follower } from '../../../electron/charging/follower'
import { Reconciler } from '../../../electron/charging/reconciler'
import { start } from './desk'

/** A kind of what is followed, whose lookups the test sees. */
class Kind implements Follower {
  readonly asked: string[] = []
  open: string[] = []
  due: string[] = []
  nextDue: number | null = null
  unwritten: string[] = []
  recovers = 0
  fails: (id: string) => boolean = () => false
  readonly #told: string[]

  constructor(told: string[] = []) {
    this.#told = told
  }

  recover(): Promise<void> {
    this.recovers += 1
    return this.fails('recover') ? Promise.reject(new Error('recover')) : Promise.resolve()
  }

  openIds(): Promise<string[]> {
    return Promise.resolve(this.open)
  }

  dueIds(_now: number, limit: number, except: readonly string[]): Promise<string[]> {
    return Promise.resolve(this.due.filter((id) => !except.includes(id)).slice(0, limit))
  }

  nextDueAt(): Promise<number | null> {
    return Promise.resolve(this.nextDue)
  }

  askQuietly(id: string): Promise<void> {
    this.asked.push(id)
    this.#told.push(id)
    return this.fails(id) ? Promise.reject(new Error(id)) : Promise.resolve()
  }
}

function reconcilerOf(followers: readonly Follower[]) {
  const errors: unknown[] = []
  const waits: number[] = []
  const world = { now: start }
  const reconciler = new Reconciler({
    followers,
    clock: () => world.now,
    ids: () => 'round',
    timer: (_work, ms) => {
      waits.push(ms)
      return () => undefined
    },
    under: (_id, work) => work(),
    onError: (error) => errors.push(error)
  })
  return Object.assign(world, { reconciler, errors, waits })
}

describe('several kinds of what is followed', () => {
  it('are each sorted out after a crash, whatever befalls another', async () => {
    const [one, other] = [new Kind(), new Kind()]
    one.fails = () => true
    const { reconciler, errors } = reconcilerOf([one, other])
    await reconciler.start()
    expect([one.recovers, other.recovers]).toEqual([1, 1])
    expect(errors).toHaveLength(1)
  })

  it('are asked about in turn: a backlog of one keeps no other waiting', async () => {
    const told: string[] = []
    const [one, other] = [new Kind(told), new Kind(told)]
    one.open = ['a1', 'a2', 'a3', 'a4']
    other.open = ['b1']
    const { reconciler } = reconcilerOf([one, other])
    await reconciler.start()
    expect(told).toEqual(['a1', 'b1', 'a2', 'a3', 'a4'])
  })

  it('are asked about once in a round, for whatever reason', async () => {
    const kind = new Kind()
    kind.open = ['a', 'b']
    kind.due = ['b', 'c']
    kind.unwritten = ['c']
    const { reconciler } = reconcilerOf([kind])
    await reconciler.start()
    expect(kind.asked).toEqual(['c', 'a', 'b'])
  })

  it('rest by themselves, also where two have the same id', async () => {
    const [one, other] = [new Kind(), new Kind()]
    one.due = ['x']
    other.due = ['x']
    one.fails = (id) => id === 'x'
    const { reconciler } = reconcilerOf([one, other])
    await reconciler.start()
    await reconciler.runAll()
    expect(one.asked).toEqual(['x'])
    expect(other.asked).toEqual(['x', 'x'])
  })

  it('are planned for by the soonest of all', async () => {
    const [one, other] = [new Kind(), new Kind()]
    one.nextDue = start + 40_000
    other.nextDue = start + 2_000
    const { reconciler, waits } = reconcilerOf([one, other])
    await reconciler.start()
    expect(waits.at(-1)).toBe(2_000)
    other.nextDue = null
    other.unwritten = ['late']
    reconciler.poke()
    await new Promise((resolve) => setImmediate(resolve))
    expect(waits.at(-1)).toBe(5_000)
  })
})
