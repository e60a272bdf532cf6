import type { Timer } from '../../electron/charging/reconciler'

interface Alarm {
  /** ms since 1970 UTC */
  readonly at: number
  readonly work: () => void
}

/** A clock that jumps to the reconciler's next alarm, so that days of patience pass in milliseconds. */
export class VirtualTime {
  now: number
  #alarm: Alarm | null = null
  #planned: () => void = () => undefined

  constructor(now: number) {
    this.now = now
  }

  readonly clock = (): number => this.now

  readonly timer: Timer = (work, ms) => {
    const alarm = { at: this.now + ms, work }
    this.#alarm = alarm
    this.#planned()
    return () => {
      if (this.#alarm === alarm) this.#alarm = null
    }
  }

  /** Jumps to the next alarm and resolves when its work is done, which is when the next one is set. */
  async tick(): Promise<void> {
    const alarm = this.#alarm
    if (alarm === null) throw new Error('the reconciler has planned nothing')
    this.#alarm = null
    this.now = Math.max(this.now, alarm.at)
    const planned = new Promise<void>((resolve) => {
      this.#planned = resolve
    })
    alarm.work()
    await planned
  }
}
