/** How far back answers count, ms. */
const lately = 10_000
/** Fewer say nothing. */
const fewest = 5

/** How many answers come in a second. */
export class Rate {
  #times: number[] = []

  /** @param now ms since 1970 UTC */
  count(now: number): void {
    this.#times.push(now)
    // A clock that was set back must not leave times ahead of it for ever.
    if (this.#times.length % 100 === 0) this.#forget(now)
  }

  /** @returns null while there are too few to say */
  perSecond(now: number): number | null {
    this.#forget(now)
    const [first] = this.#times
    if (first === undefined || this.#times.length < fewest) return null
    return (this.#times.length * 1_000) / Math.max(1_000, now - first)
  }

  #forget(now: number): void {
    this.#times = this.#times.filter((time) => time > now - lately && time <= now)
  }
}
