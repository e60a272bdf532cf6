import { Turns } from '../turns'
import type { FileDesk } from './file-desk'

/** What a batch asks of its file while it is charged: of its plan alone, which never changes then, and never in a queue. */
const atOnce: ReadonlySet<string> = new Set(['planHash', 'planned', 'plannedOf', 'setAside', 'outcomes'])

/**
 * The calls of a file desk. Those about one file are done one after another, in the order in which they were made: many
 * of them ask the ledger in their middle, and nobody is to see, or to change, what is half done.
 */
export class FileCalls {
  readonly #desk: FileDesk
  readonly #turns = new Turns()

  constructor(desk: FileDesk) {
    this.#desk = desk
  }

  /** @param given of which the first is the batch's id */
  call(name: string, given: readonly unknown[]): Promise<unknown> {
    const method: unknown = Reflect.get(this.#desk, name)
    if (typeof method !== 'function') throw new TypeError(`a file desk has no ${name}`)
    const work = (): unknown => Reflect.apply(method, this.#desk, given)
    return atOnce.has(name) ? Promise.resolve().then(work) : this.#turns.take(String(given[0]), work)
  }
}
