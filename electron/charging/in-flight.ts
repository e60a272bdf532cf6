import { TrekkError } from '../../shared/result'

interface Running {
  readonly kind: string | null
  readonly done: Promise<unknown>
}

/**
 * At most one piece of work per charge at a time: while a request or a lookup is on its way, no other may start.
 * Lives as long as the process, which the profile lock makes the only one.
 */
export class InFlight {
  readonly #running = new Map<string, Running>()
  readonly #onChange: (count: number) => void

  /** @param onChange called with how many pieces of work are under way, whenever that changes */
  constructor(onChange: (count: number) => void = () => undefined) {
    this.#onChange = onChange
  }

  has(chargeId: string): boolean {
    return this.#running.has(chargeId)
  }

  get size(): number {
    return this.#running.size
  }

  /** @throws TrekkError `charge_in_flight` when the charge is busy; `work` is then not called */
  run<T>(chargeId: string, work: () => Promise<T>): Promise<T> {
    return this.#start(chargeId, null, work)
  }

  /** As `run`, but joins work of the same kind that is already under way. */
  async share(chargeId: string, kind: string, work: () => Promise<void>): Promise<void> {
    const running = this.#running.get(chargeId)
    if (running?.kind === kind) await running.done
    else await this.#start(chargeId, kind, work)
  }

  /** Resolves when nothing is on its way; what is started while waiting is waited for too. */
  async idle(): Promise<void> {
    while (this.#running.size > 0)
      await Promise.allSettled([...this.#running.values()].map(({ done }) => done))
  }

  async #start<T>(chargeId: string, kind: string | null, work: () => Promise<T>): Promise<T> {
    if (this.#running.has(chargeId)) {
      throw new TrekkError('charge_in_flight', 'the charge is on its way', { details: { chargeId } })
    }
    const done = work().finally(() => {
      this.#running.delete(chargeId)
      this.#onChange(this.#running.size)
    })
    this.#running.set(chargeId, { kind, done })
    this.#onChange(this.#running.size)
    return done
  }
}
