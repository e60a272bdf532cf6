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
  /** Whether the work of an alarm is under way that nobody waits for. */
  #isAtWork = false

  constructor(now: number) {
    this.now = now
  }

  readonly clock = (): number => this.now

  readonly timer: Timer = (work, ms) => {
    const alarm = { at: this.now + ms, work }
    this.#alarm = alarm
    this.#isAtWork = false
    this.#planned()
    return () => {
      if (this.#alarm === alarm) this.#alarm = null
    }
  }

  /** Jumps to the next alarm and resolves when its work is done, which is when the next one is set. */
  async tick(): Promise<void> {
    if (this.#alarm === null && this.#isAtWork) await this.#nextPlan()
    const alarm = this.#alarm
    if (alarm === null) throw new Error('the reconciler has planned nothing')
    this.#alarm = null
    this.now = Math.max(this.now, alarm.at)
    const planned = this.#nextPlan()
    alarm.work()
    await planned
  }

  /** Lets so many ms pass while other work goes on. An alarm that rings meanwhile has its work done beside it. */
  async pass(ms: number): Promise<void> {
    this.now += Math.ceil(ms)
    const alarm = this.#alarm
    if (alarm !== null && alarm.at <= this.now) {
      this.#alarm = null
      this.#isAtWork = true
      alarm.work()
    }
    await new Promise((resolve) => setImmediate(resolve))
  }

  #nextPlan(): Promise<void> {
    return new Promise((resolve) => {
      this.#planned = resolve
    })
  }
}
