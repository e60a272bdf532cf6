import type { PowerSaveBlocker } from 'electron'

/** Keeps the machine awake while a charge is under way, and from the first to the last charge of a file. */
export class SleepGuard {
  readonly #blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>
  #blocking: number | null = null
  #inFlight = 0
  #isFileCharged = false

  constructor(blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>) {
    this.#blocker = blocker
  }

  /** @param inFlight how many requests and lookups are on their way */
  update(inFlight: number): void {
    this.#inFlight = inFlight
    this.#apply()
  }

  keepAwake(isFileCharged: boolean): void {
    this.#isFileCharged = isFileCharged
    this.#apply()
  }

  #apply(): void {
    const isNeeded = this.#inFlight > 0 || this.#isFileCharged
    if (isNeeded && this.#blocking === null) this.#blocking = this.#blocker.start('prevent-app-suspension')
    if (!isNeeded && this.#blocking !== null) {
      this.#blocker.stop(this.#blocking)
      this.#blocking = null
    }
  }
}
