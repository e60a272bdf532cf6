/** After a 429 without a time to wait, ms. */
const usualWait = 5_000
const longestWait = 15 * 60_000
/** Decided charges after which one more may be in flight again. */
const recoversAfter = 20

/** What the pace of a batch is made of. */
export interface PacingParts {
  /** Requests on their way at once, and leaving in a second, as the person has it now. */
  readonly wanted: () => { readonly inFlight: number; readonly perSecond: number }
  /** ms since 1970 UTC */
  readonly clock: () => number
}

/**
 * When the next request may leave, and how many may be on their way: what the person wants, and less for a while once
 * Dintero has said that it is too busy.
 */
export class Pacing {
  readonly #parts: PacingParts
  #next = 0
  #notBefore = 0
  /** At most so many at once; null while nothing has slowed it down. */
  #slowed: number | null = null
  #goodAnswers = 0

  constructor(parts: PacingParts) {
    this.#parts = parts
  }

  /** Requests that may be on their way at once, now. */
  get inFlight(): number {
    const wanted = this.#parts.wanted().inFlight
    return this.#slowed === null ? wanted : Math.min(this.#slowed, wanted)
  }

  /** Until when Dintero asked to wait, ms since 1970 UTC; null when it did not, or that is over. */
  get waitsUntil(): number | null {
    const wait = this.#notBefore - this.#parts.clock()
    // Nobody is asked to wait for longer: then the clock was set back meanwhile.
    return wait > 0 && wait <= longestWait ? this.#notBefore : null
  }

  /** Takes the next place in line. @returns how long to wait before the request leaves, ms */
  take(): number {
    const now = this.#parts.clock()
    // A clock that was set back must not leave a place far ahead in line.
    const spacing = 1_000 / this.#parts.wanted().perSecond
    const line = this.#next > now + 2_000 ? now : this.#next
    const at = Math.max(now, line, this.waitsUntil ?? now)
    this.#next = at + spacing
    return at - now
  }

  /** Dintero was too busy. @param retryAfter how long it asked to wait, ms; null where it did not say */
  slowDown(retryAfter: number | null): void {
    const wait = Math.min(longestWait, retryAfter ?? usualWait)
    this.#notBefore = Math.max(this.waitsUntil ?? 0, this.#parts.clock() + wait)
    this.#slowed = Math.max(1, Math.floor(this.inFlight / 2))
    this.#goodAnswers = 0
  }

  /** Dintero has answered a charge as it should: after some of these the pace comes back. */
  good(): void {
    if (this.#slowed === null) return
    this.#goodAnswers += 1
    if (this.#goodAnswers < recoversAfter) return
    this.#goodAnswers = 0
    this.#slowed += 1
    if (this.#slowed >= this.#parts.wanted().inFlight) this.#slowed = null
  }
}
