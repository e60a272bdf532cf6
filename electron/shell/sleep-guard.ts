import { powerSaveBlocker } from 'electron'

/** Keeps the machine awake while a charge is under way, and from the first to the last charge of a file. */
export class SleepGuard {
  #blocker: number | null = null
  #inFlight = 0
  #isFileCharged = false

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
    if (isNeeded && this.#blocker === null) this.#blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!isNeeded && this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker)
      this.#blocker = null
    }
  }
}
