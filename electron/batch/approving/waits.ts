import type { ApproverRecord } from '../../ledger/approvals'

const minute = 60_000

/** So many PINs may be wrong in a row before anybody has to wait. */
export const freeTries = 5

/** How long is waited after the fifth wrong PIN, and after each that follows; the last for all others. */
const waits = [5 * minute, 15 * minute, 60 * minute, 4 * 60 * minute, 24 * 60 * minute] as const

/** How long after so many wrong PINs in a row nobody looks at another, ms. */
export function waitAfter(failures: number): number {
  if (failures < freeTries) return 0
  return waits[Math.min(failures - freeTries, waits.length - 1)] ?? 0
}

/** A wrong PIN as this program has come to know of it. */
interface Seen {
  readonly failures: number
  readonly failedAt: number
  /** Of the clock that nobody can set, ms. */
  readonly at: number
  /** It was typed while this program ran. */
  readonly isOwn: boolean
}

type Failures = Pick<ApproverRecord, 'id' | 'failures' | 'failedAt'>

/**
 * Until when no PIN of somebody is looked at. The ledger knows it, so that it outlives a restart. The computer's clock
 * can be set, so a wait that began while this program ran is measured by one that cannot. An older one is measured by
 * both, so that a clock that was put back makes it begin anew at most, and not last for ever.
 */
export class Waits {
  readonly #clock: () => number
  readonly #uptime: () => number
  readonly #seen = new Map<string, Seen>()

  /**
   * @param clock ms since 1970 UTC
   * @param uptime ms since any moment, of a clock that only goes forward
   */
  constructor(clock: () => number, uptime: () => number) {
    this.#clock = clock
    this.#uptime = uptime
  }

  /** @returns ms since 1970 UTC; null when a PIN may be tried now */
  until({ id, failures, failedAt }: Failures): number | null {
    const wait = waitAfter(failures)
    if (wait === 0 || failedAt === null) return null
    const seen = this.#see(id, failures, failedAt, false)
    const now = this.#clock()
    const here = this.#uptime() - seen.at
    const passed = seen.isOwn ? here : Math.max(here, now - failedAt)
    return passed >= wait ? null : now + wait - passed
  }

  /** A PIN is tried now, and counted as wrong. */
  begin(id: string, failures: number, failedAt: number): void {
    this.#seen.delete(id)
    this.#see(id, failures, failedAt, true)
  }

  #see(id: string, failures: number, failedAt: number, isOwn: boolean): Seen {
    const known = this.#seen.get(id)
    if (known?.failures === failures && known.failedAt === failedAt) return known
    const seen = { failures, failedAt, at: this.#uptime(), isOwn }
    this.#seen.set(id, seen)
    return seen
  }
}
