import { Stop } from './stop'

/** Whether somebody has asked the command to end: a signal of the system, at any moment. */
export class StopRequest {
  #isAsked = false
  readonly #hear = new Set<() => void>()

  get isAsked(): boolean {
    return this.#isAsked
  }

  ask(): void {
    this.#isAsked = true
    for (const hear of this.#hear) hear()
  }

  /** Calls back when it is asked, at once when it was. @returns a function that forgets it */
  whenAsked(hear: () => void): () => void {
    this.#hear.add(hear)
    if (this.#isAsked) hear()
    return () => this.#hear.delete(hear)
  }

  /** @throws Stop `stopped` when it was asked */
  check(): void {
    if (this.#isAsked) throw new Stop('paused', 'stopped')
  }
}
