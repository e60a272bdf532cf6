import type { Follower } from './follower'

/** Lookups under way at once: enough to clear a backlog, few enough to leave the line to a charge. */
const atOnce = 3
/** Looks at what is due at least this often, ms, so that no missed wake-up can strand a charge. */
const slowest = 60_000
const soonest = 250
/** What the disk would not take is tried again this often, ms. */
const writeAgain = 5_000
/** Taken from the ledger at a time, of each kind. */
const batch = 50
/** What fails in a way nobody foresaw is left alone for so long, ms: twice as long after each time, to an hour. */
const firstRest = 5_000
const longestRest = 3_600_000

/** What had a lookup that failed without even the next one being planned. */
interface Resting {
  readonly failures: number
  /** ms since 1970 UTC */
  readonly until: number
}

/** One kind of what is followed, and what of it is left alone for now, by id. */
interface Followed {
  readonly follower: Follower
  readonly resting: Map<string, Resting>
}

/** Calls back once after so many ms; the returned function cancels. */
export type Timer = (work: () => void, ms: number) => () => void

export interface ReconcilerParts {
  /** Each kind of what is followed. After a crash they are sorted out in this order. */
  readonly followers: readonly Follower[]
  readonly clock: () => number
  readonly ids: () => string
  readonly timer: Timer
  /** Runs work under a name of its own, by which the audit trail knows a round of the reconciler. */
  readonly under: <T>(requestId: string, work: () => T) => T
  /** Something nobody foresaw, for the log. The reconciler goes on. */
  readonly onError: (error: unknown) => void
}

/**
 * Asks Dintero about everything that has not ended, until it has: at start, when the line is back, on request, and
 * whenever its own time has come. It only asks; it never sends anything that moves money.
 */
export class Reconciler {
  readonly #parts: ReconcilerParts
  #cancel: (() => void) | null = null
  #running: Promise<void> | null = null
  #again: 'due' | 'all' | null = null
  #stopped = true
  readonly #followed: readonly Followed[]

  constructor(parts: ReconcilerParts) {
    this.#parts = parts
    this.#followed = parts.followers.map((follower) => ({ follower, resting: new Map() }))
  }

  /** Sorts out what a crash left, then looks up everything open. Resolves when that first round is done. */
  async start(): Promise<void> {
    this.#stopped = false
    const { ids, under, onError } = this.#parts
    await under(`recovery-${ids()}`, async () => {
      for (const { follower } of this.#followed) await follower.recover().catch(onError)
    })
    await this.runAll()
  }

  /** Looks up everything open now, whatever its time: on request, and when the line is back. */
  async runAll(): Promise<void> {
    await this.#run('all')
  }

  /** Something changed: plan anew. Cheap, to be called after every change of what is followed. */
  poke(): void {
    if (this.#stopped || this.#running !== null) return
    this.#plan().catch(this.#parts.onError)
  }

  /** Plans nothing more and waits for the lookups under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel?.()
    this.#cancel = null
    await this.#running
  }

  async #run(which: 'due' | 'all'): Promise<void> {
    if (this.#stopped) return
    if (this.#running !== null) {
      if (this.#again !== 'all') this.#again = which
      await this.#running
      return
    }
    this.#running = this.#rounds(which)
    try {
      await this.#running
    } finally {
      this.#running = null
    }
    await this.#plan()
  }

  async #rounds(first: 'due' | 'all'): Promise<void> {
    for (
      let which: 'due' | 'all' | null = first;
      which !== null && !this.#stopped;
      which = this.#takeAgain()
    ) {
      try {
        await this.#round(which)
      } catch (error) {
        this.#parts.onError(error)
      }
    }
  }

  #takeAgain(): 'due' | 'all' | null {
    const again = this.#again
    this.#again = null
    return again
  }

  async #round(which: 'due' | 'all'): Promise<void> {
    const { ids, under, onError } = this.#parts
    const queues = await Promise.all(this.#followed.map((each) => this.#queueOf(each, which)))
    const queue = inTurn(queues)
    const requestId = `reconciler-${ids()}`
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined && !this.#stopped; next = queue.shift()) {
        const { followed, id } = next
        try {
          await followed.follower.askQuietly(id)
          followed.resting.delete(id)
        } catch (error) {
          onError(error)
          this.#rest(followed, id)
        }
      }
    }
    await under(requestId, () => Promise.all(Array.from({ length: atOnce }, work)))
  }

  async #queueOf(
    followed: Followed,
    which: 'due' | 'all'
  ): Promise<{ readonly followed: Followed; readonly id: string }[]> {
    const { follower } = followed
    const open = which === 'all' ? await follower.openIds() : []
    const due = await follower.dueIds(this.#parts.clock(), batch, this.#atRest(followed))
    return [...new Set([...follower.unwritten, ...open, ...due])].map((id) => ({ followed, id }))
  }

  async #plan(): Promise<void> {
    const { clock, timer } = this.#parts
    const next = Math.min(...(await Promise.all(this.#followed.map((each) => this.#nextDue(each)))))
    if (this.#stopped) return
    this.#cancel?.()
    const isUnwritten = this.#followed.some(({ follower }) => follower.unwritten.length > 0)
    const wait = Math.min(isUnwritten ? writeAgain : slowest, Math.max(soonest, next - clock()))
    this.#cancel = timer(() => {
      this.#run('due').catch(this.#parts.onError)
    }, wait)
  }

  /** ms since 1970 UTC; infinite when nothing is planned. */
  async #nextDue(followed: Followed): Promise<number> {
    const resting = this.#atRest(followed)
    const next = await followed.follower.nextDueAt(resting)
    const times = resting.flatMap((id) => followed.resting.get(id)?.until ?? [])
    return Math.min(next ?? Infinity, ...times)
  }

  #atRest({ resting }: Followed): string[] {
    const now = this.#parts.clock()
    return [...resting].flatMap(([id, { until }]) => (until > now ? [id] : []))
  }

  #rest({ resting }: Followed, id: string): void {
    const failures = (resting.get(id)?.failures ?? 0) + 1
    const rest = Math.min(longestRest, firstRest * 2 ** (failures - 1))
    resting.set(id, { failures, until: this.#parts.clock() + rest })
  }
}

/** One of each kind in turn, so that a backlog of one kind keeps no other waiting. */
function inTurn<T>(queues: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...queues.map(({ length }) => length))
  return Array.from({ length: longest }, (_, place) => queues.flatMap((queue) => queue[place] ?? [])).flat()
}
