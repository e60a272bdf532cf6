interface Looked<T> {
  /** ms since 1970 UTC */
  readonly at: number
  readonly version: string
  readonly value: T
}

/** So long what became of rows counts as known while they are charged, ms: a page asks many times a second. */
export const lookedFor = 1_000

/** What was found out lately of each batch: it holds for as long as nothing has changed, and a moment while much does. */
export class Lately<T> {
  readonly #clock: () => number
  readonly #looked = new Map<string, Looked<T>>()

  constructor(clock: () => number) {
    this.#clock = clock
  }

  /**
   * @param version another one whenever something has changed
   * @param isRunning whether it changes all the time, so that what is `lookedFor` old will do
   * @param look finds it out
   */
  async of(batchId: string, version: string, isRunning: boolean, look: () => Promise<T>): Promise<T> {
    const now = this.#clock()
    const looked = this.#looked.get(batchId)
    if (looked?.version === version) return looked.value
    // A clock that was set back says nothing of how long ago it was.
    if (looked !== undefined && isRunning && now >= looked.at && now - looked.at < lookedFor)
      return looked.value
    const value = await look()
    this.#looked.set(batchId, { at: now, version, value })
    return value
  }

  forget(batchId: string): void {
    this.#looked.delete(batchId)
  }
}
