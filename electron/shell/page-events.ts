import type { ChargeRow } from '../../shared/charge'
import type { EventPayload } from '../../shared/ipc'
import type { EventName } from '../../shared/ipc-names'
import type { LinkRow } from '../../shared/link'
import type { ModificationRow } from '../../shared/modification'

/** Events about one thing are sent at most so often, ms: ten a second, whatever happens inside. */
const apart = 100
/** Rows sent in one message at most; the rest follow in the next. */
const mostRows = 1_000

/** Events that tell rows, each once. */
type RowsEvent = 'chargesChanged' | 'linksChanged' | 'modificationsChanged'
type RowOf<N extends RowsEvent> = EventPayload<N>['rows'][number]

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
  readonly #charges = new Map<string, ChargeRow>()
  readonly #links = new Map<string, LinkRow>()
  readonly #modifications = new Map<string, ModificationRow>()

  constructor(parts: PageEventsParts) {
    this.#parts = parts
  }

  /** A charge has changed; of one that changes often only its latest row is told. */
  chargeChanged(row: ChargeRow): void {
    this.#changed('chargesChanged', this.#charges, row)
  }

  /** A payment link has changed; as `chargeChanged`. */
  linkChanged(row: LinkRow): void {
    this.#changed('linksChanged', this.#links, row)
  }

  /** A capture, void or refund has changed; as `chargeChanged`. */
  modificationChanged(row: ModificationRow): void {
    this.#changed('modificationsChanged', this.#modifications, row)
  }

  /**
   * Something the page knows as a whole has changed. What was to be told before is out of date.
   * @param make what to tell, asked for when it is told and not before; null for nothing after all
   * @param of which of several things of that name it is about
   */
  tell<N extends Exclude<EventName, RowsEvent>>(
    name: N,
    make: () => EventPayload<N> | null | Promise<EventPayload<N> | null>,
    of = ''
  ): void {
    this.#gather(`${name} ${of}`, async () => {
      const payload = await make()
      if (payload !== null) this.#parts.send(name, payload)
    })
  }

  #changed<N extends RowsEvent>(name: N, rows: Map<string, RowOf<N>>, row: RowOf<N>): void {
    rows.delete(row.id)
    rows.set(row.id, row)
    this.#gather(name, () => this.#sendRows(name, rows))
  }

  async #sendRows<N extends RowsEvent>(name: N, waiting: Map<string, RowOf<N>>): Promise<void> {
    const rows = [...waiting.values()].slice(0, mostRows)
    for (const { id } of rows) waiting.delete(id)
    this.#parts.send(name, { rows } as EventPayload<N>)
    if (waiting.size > 0) this.#waiting.set(name, () => this.#sendRows(name, waiting))
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
