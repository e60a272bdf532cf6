import { powerSaveBlocker } from 'electron'

/** Keeps the machine awake while a charge is under way. */
export class SleepGuard {
  #blocker: number | null = null

  /** @param inFlight how many requests and lookups are on their way */
  update(inFlight: number): void {
    if (inFlight > 0 && this.#blocker === null)
      this.#blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (inFlight === 0 && this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker)
      this.#blocker = null
    }
  }
}
