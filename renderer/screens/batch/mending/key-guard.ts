/** So long after a key that was not taken others are not taken either: they are the rest of what somebody typed, ms. */
const typedOn = 400

/**
 * What is typed while a cell is being saved, or the next problem looked for, is meant for the cell that comes next, and must
 * not fall on the one before. No cell takes it, nor the rest of what is typed in one go: half an amount would be another amount. Keys that do not
 * change rows, such as the one that pauses a file, are not asked about here.
 */
export class KeyGuard {
  #looking = 0
  #lostAt = -Infinity

  /** Cells take no key until the work is over. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#looking += 1
    try {
      return await work()
    } finally {
      this.#looking -= 1
    }
  }

  /** Whether a cell takes a key. @param at when it was pressed, ms of a clock that only goes forward */
  takes(at: number): boolean {
    if (this.#looking === 0 && at - this.#lostAt > typedOn) return true
    this.#lostAt = at
    return false
  }
}
