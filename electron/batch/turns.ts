/** Work on things of which each may be worked on by one at a time: whoever comes first goes first. */
export class Turns {
  /** What the next one waits for; it never rejects. */
  readonly #last = new Map<string, Promise<void>>()

  /** Does work on a thing when all that was asked before has ended. What it throws is the asker's alone. */
  async take<T>(id: string, work: () => T | Promise<T>): Promise<T> {
    const before = this.#last.get(id)
    const result = before === undefined ? Promise.resolve().then(work) : before.then(work)
    const ended = result.then(nothing, nothing)
    this.#last.set(id, ended)
    try {
      return await result
    } finally {
      if (this.#last.get(id) === ended) this.#last.delete(id)
    }
  }
}

function nothing(): void {}
