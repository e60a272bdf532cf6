import type { ChargeRow } from '../../shared/charge'
import type { EventPayload } from '../../shared/ipc'
import type { EventName } from '../../shared/ipc-names'

/** Events about one thing are sent at most so often, ms: ten a second, whatever happens inside. */
const apart = 100
/** Rows sent in one message at most; the rest follow in the next. */
const mostRows = 1_000

export interface PageEventsParts {
  readonly send: <N extends EventName>(name: N, payload: EventPayload<N>) => void
  /** Calls back once after so many ms. */
  readonly later: (work: () => void, ms: number) => void
  /** What could not be told, for the log. */
  readonly onError: (error: unknown) => void
}

/**
 * Gathers what happens inside into few messages to the page: the first at once, then at most one in a while, with the
 * latest word on each thing. A page that is told fifty times a second of a batch has no time left to show it.
 */
export class PageEvents {
  readonly #parts: PageEventsParts
  /** What is to be sent of each thing when its rest is over. */
  readonly #waiting = new Map<string, () => Promise<void>>()
  readonly #resting = new Set<string>()
  readonly #rows = new Map<string, ChargeRow>()

  constructor(parts: PageEventsParts) {
    this.#parts = parts
  }

  /** A charge has changed; of one that changes often only its latest row is told. */
  chargeChanged(row: ChargeRow): void {
    this.#rows.delete(row.id)
    this.#rows.set(row.id, row)
    this.#gather('chargesChanged', () => this.#sendRows())
  }

  /**
   * Something the page knows as a whole has changed. What was to be told before is out of date.
   * @param make what to tell, asked for when it is told and not before; null for nothing after all
   * @param of which of several things of that name it is about
   */
  tell<N extends Exclude<EventName, 'chargesChanged'>>(
    name: N,
    make: () => EventPayload<N> | null | Promise<EventPayload<N> | null>,
    of = ''
  ): void {
    this.#gather(`${name} ${of}`, async () => {
      const payload = await make()
      if (payload !== null) this.#parts.send(name, payload)
    })
  }

  async #sendRows(): Promise<void> {
    const rows = [...this.#rows.values()].slice(0, mostRows)
    for (const { id } of rows) this.#rows.delete(id)
    this.#parts.send('chargesChanged', { rows })
    if (this.#rows.size > 0) this.#waiting.set('chargesChanged', () => this.#sendRows())
  }

  #gather(thing: string, send: () => Promise<void>): void {
    this.#waiting.set(thing, send)
    if (!this.#resting.has(thing)) void this.#flush(thing)
  }

  async #flush(thing: string): Promise<void> {
    const send = this.#waiting.get(thing)
    if (send === undefined) return
    this.#waiting.delete(thing)
    this.#resting.add(thing)
    await send().catch(this.#parts.onError)
    this.#parts.later(() => {
      this.#resting.delete(thing)
      void this.#flush(thing)
    }, apart)
  }
}
