/** So long after a key that was not taken others are not taken either: they are the rest of what somebody typed, ms. */
const typedOn = 400

/**
 * Keys that are typed while the next problem is looked for are meant for the row where it is, and must not fall on the one
 * before. They are not taken, nor is the rest of what is typed in one go: half an amount would be another amount.
 */
export class KeyGuard {
  #looking = 0
  #lostAt = -Infinity

  /** Keys are not taken until the work is over. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#looking += 1
    try {
      return await work()
    } finally {
      this.#looking -= 1
    }
  }

  /** Whether a key is taken. @param at when it was pressed, ms of a clock that only goes forward */
  takes(at: number): boolean {
    if (this.#looking === 0 && at - this.#lostAt > typedOn) return true
    this.#lostAt = at
    return false
  }
}
