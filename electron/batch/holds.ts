import type { HeldStart } from '../../shared/batch-view'
import { TrekkError, type ErrorCode } from '../../shared/result'
import type { BatchRuns } from './batch-runs'

export interface HoldsParts {
  readonly runs: Pick<BatchRuns, 'start'>
  /** Calls back once after so many ms; the returned function cancels. */
  readonly timer: (work: () => void, ms: number) => () => void
  /** ms since 1970 UTC */
  readonly clock: () => number
  /** Something about a file has changed. */
  readonly onProgress: (batchId: string) => void
  readonly onError: (error: unknown) => void
}

/** Timers of the system know no month: one that is to wait for longer looks again after a day, ms. */
const longestTimer = 86_400_000
/** So often it is looked whether another file is done that is in the way of one whose time has come, ms. */
const whileBusy = 2_000

/** Released files whose time to call them off is not over: each starts by itself when it is. */
export class Holds {
  readonly #parts: HoldsParts
  readonly #starts = new Map<string, () => void>()
  /** What the start of a file was refused for. */
  readonly #refused = new Map<string, ErrorCode>()
  #isClosed = false

  constructor(parts: HoldsParts) {
    this.#parts = parts
  }

  /** Lets a file go when its hold is over. A clock that was set back meanwhile makes it wait for its time. @param wait ms */
  startLater(batchId: string, wait: number): void {
    if (this.#isClosed) return
    const work = (): void => void this.#start(batchId)
    this.#starts.set(batchId, this.#parts.timer(work, Math.min(wait, longestTimer)))
  }

  /** It does not start by itself any more: it was called off, or somebody has started it. */
  forget(batchId: string): void {
    this.#starts.get(batchId)?.()
    this.#starts.delete(batchId)
    this.#refused.delete(batchId)
  }

  /** How a held file stands to its start. Nobody here waits for the time of one that an earlier run of Trekk has released. */
  startOf(batchId: string): HeldStart {
    const byItself = this.#starts.has(batchId)
    return { byItself, kept: this.#refused.get(batchId) ?? (byItself ? null : 'closed') }
  }

  /** None starts by itself any more, now or later. */
  close(): void {
    this.#isClosed = true
    for (const batchId of this.#starts.keys()) this.forget(batchId)
  }

  async #start(batchId: string): Promise<void> {
    if (!this.#starts.has(batchId)) return
    const { runs, clock, onError, onProgress } = this.#parts
    try {
      await runs.start(batchId)
      this.forget(batchId)
    } catch (error) {
      // Called off meanwhile, or started by somebody: what they may pause must not go on by itself.
      if (!this.#starts.delete(batchId)) return
      const wait = waitAfter(error, clock())
      if (wait === null) onError(error)
      else this.startLater(batchId, wait)
      const code = error instanceof TrekkError ? error.code : 'internal'
      if (code === 'batch_early') this.#refused.delete(batchId)
      else this.#refused.set(batchId, code)
      onProgress(batchId)
    }
  }
}

/** How long a file waits whose start was refused, ms; null where waiting changes nothing. */
function waitAfter(error: unknown, now: number): number | null {
  if (!(error instanceof TrekkError)) return null
  if (error.code === 'batch_busy') return whileBusy
  const startsAt = error.details?.['startsAt']
  return error.code === 'batch_early' && typeof startsAt === 'number' ? Math.max(1, startsAt - now) : null
}
