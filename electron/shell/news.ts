import type { ChargeState } from '../../shared/charge'
import type { LinkState } from '../../shared/link-state'

/** What nobody knew the end of, and now is known. */
export interface Known {
  readonly charged: number
  readonly notCharged: number
}

export interface NewsParts {
  /** Whether the window is in front of the person, who then sees it there. */
  readonly isWatched: () => boolean
  readonly notify: (known: Known) => void
  /** Calls back once after so many ms. */
  readonly later: (work: () => void, ms: number) => void
}

/** What becomes known together is told together, ms. */
const together = 2_000

/**
 * Tells a person who is looking elsewhere that something nobody knew the end of is known now. How many, and whether money
 * was taken: no name, no amount and no reference, as a notification is seen by whoever stands by.
 */
export class News {
  readonly #parts: NewsParts
  readonly #unknown = new Set<string>()
  #waiting: Known | null = null

  constructor(parts: NewsParts) {
    this.#parts = parts
  }

  /** Something stands so. @param end null while nobody knows its end, or it has not been doubted */
  stands(id: string, isUnknown: boolean, end: 'charged' | 'not_charged' | null): void {
    if (isUnknown) {
      this.#unknown.add(id)
      return
    }
    if (end === null || !this.#unknown.delete(id)) return
    const { charged, notCharged } = this.#waiting ?? { charged: 0, notCharged: 0 }
    if (this.#waiting === null) this.#parts.later(() => this.#tell(), together)
    this.#waiting = {
      charged: charged + (end === 'charged' ? 1 : 0),
      notCharged: notCharged + (end === 'not_charged' ? 1 : 0)
    }
  }

  #tell(): void {
    const known = this.#waiting
    this.#waiting = null
    if (known !== null && !this.#parts.isWatched()) this.#parts.notify(known)
  }
}

/** How a charge in a state has ended for the customer's money; null while it has not. */
export function endOf(state: ChargeState): 'charged' | 'not_charged' | null {
  if (state === 'succeeded') return 'charged'
  return state === 'declined' ? 'not_charged' : null
}

/** The same of a payment link. */
export function endOfLink(state: LinkState): 'charged' | 'not_charged' | null {
  if (state === 'paid') return 'charged'
  return state === 'declined' || state === 'expired' || state === 'cancelled' ? 'not_charged' : null
}
