import type { Ledger } from '../ledger/ledger'
import type { ChargeEngine } from './engine'

/** Lookups under way at once: enough to clear a backlog, few enough to leave the line to a charge. */
const atOnce = 3
/** Looks at what is due at least this often, ms, so that no missed wake-up can strand a charge. */
const slowest = 60_000
const soonest = 250
/** What the disk would not take is tried again this often, ms. */
const writeAgain = 5_000
/** Charges taken from the ledger at a time. */
const batch = 50
/** What fails in a way nobody foresaw is left alone for so long, ms: twice as long after each time, to an hour. */
const firstRest = 5_000
const longestRest = 3_600_000

/** A charge whose lookup failed without even the next one being planned. */
interface Resting {
  readonly failures: number
  /** ms since 1970 UTC */
  readonly until: number
}

/** Calls back once after so many ms; the returned function cancels. */
export type Timer = (work: () => void, ms: number) => () => void

export interface ReconcilerParts {
  readonly engine: Pick<ChargeEngine, 'recover' | 'askQuietly' | 'unwritten'>
  readonly ledger: Pick<Ledger, 'charges'>
  readonly clock: () => number
  readonly ids: () => string
  readonly timer: Timer
  /** Runs work under a name of its own, by which the audit trail knows a round of the reconciler. */
  readonly under: <T>(requestId: string, work: () => T) => T
  /** Something nobody foresaw, for the log. The reconciler goes on. */
  readonly onError: (error: unknown) => void
}

/**
 * Asks Dintero about every charge that has not ended, until it has: at start, when the line is back, on request, and
 * whenever a charge's own time has come. It only asks; it never sends a charge.
 */
export class Reconciler {
  readonly #parts: ReconcilerParts
  #cancel: (() => void) | null = null
  #running: Promise<void> | null = null
  #again: 'due' | 'all' | null = null
  #stopped = true
  readonly #resting = new Map<string, Resting>()

  constructor(parts: ReconcilerParts) {
    this.#parts = parts
  }

  /** Sorts out what a crash left, then looks up everything open. Resolves when that first round is done. */
  async start(): Promise<void> {
    this.#stopped = false
    const { engine, ids, under, onError } = this.#parts
    await under(`recovery-${ids()}`, () => engine.recover()).catch(onError)
    await this.runAll()
  }

  /** Looks up everything open now, whatever its time: on request, and when the line is back. */
  async runAll(): Promise<void> {
    await this.#run('all')
  }

  /** Something changed: plan anew. Cheap, to be called after every change of a charge. */
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
    const { ledger, clock, ids, engine, under } = this.#parts
    const open = which === 'all' ? await ledger.charges.inStates(['sent', 'pending', 'unknown']) : []
    const due = await ledger.charges.due(clock(), batch, this.#atRest())
    const queue = [...new Set([...engine.unwritten, ...open.map(({ id }) => id), ...due])]
    const requestId = `reconciler-${ids()}`
    const work = async (): Promise<void> => {
      for (let id = queue.shift(); id !== undefined && !this.#stopped; id = queue.shift()) {
        try {
          await engine.askQuietly(id)
          this.#resting.delete(id)
        } catch (error) {
          this.#parts.onError(error)
          this.#rest(id)
        }
      }
    }
    await under(requestId, () => Promise.all(Array.from({ length: atOnce }, work)))
  }

  async #plan(): Promise<void> {
    const { clock, timer, engine } = this.#parts
    const next = await this.#nextDue()
    if (this.#stopped) return
    this.#cancel?.()
    const latest = engine.unwritten.length > 0 ? writeAgain : slowest
    const wait = next === null ? latest : Math.min(latest, Math.max(soonest, next - clock()))
    this.#cancel = timer(() => {
      this.#run('due').catch(this.#parts.onError)
    }, wait)
  }

  async #nextDue(): Promise<number | null> {
    const resting = this.#atRest()
    const next = await this.#parts.ledger.charges.nextDue(resting)
    const times = resting.flatMap((id) => this.#resting.get(id)?.until ?? [])
    return next === null && times.length === 0 ? null : Math.min(next ?? Infinity, ...times)
  }

  #atRest(): string[] {
    const now = this.#parts.clock()
    return [...this.#resting].flatMap(([id, { until }]) => (until > now ? [id] : []))
  }

  #rest(id: string): void {
    const failures = (this.#resting.get(id)?.failures ?? 0) + 1
    const rest = Math.min(longestRest, firstRest * 2 ** (failures - 1))
    this.#resting.set(id, { failures, until: this.#parts.clock() + rest })
  }
}
