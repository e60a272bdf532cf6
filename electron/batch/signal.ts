/** Lets several wait until something has changed, and look for themselves what. */
export class Signal {
  #waiting: (() => void)[] = []

  /** Resolves at the next `ring`. */
  wait(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  ring(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const go of waiting) go()
  }
}
