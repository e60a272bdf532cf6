import type { ChargeState } from '../../shared/charge'
import type { LinkState } from '../../shared/link-state'
import { isModificationOpen, type ModificationState } from '../../shared/modification'

/** How something nobody knew the end of can end; `done` and `not_done` are of captures, voids and refunds. */
export const knownEnds = ['charged', 'not_charged', 'done', 'not_done'] as const
export type KnownEnd = (typeof knownEnds)[number]

/** How much nobody knew the end of that now is known, by its end. */
export type Known = Readonly<Record<KnownEnd, number>>

const nothing: Known = { charged: 0, not_charged: 0, done: 0, not_done: 0 }

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
  stands(id: string, isUnknown: boolean, end: KnownEnd | null): void {
    if (isUnknown) {
      this.#unknown.add(id)
      return
    }
    if (end === null || !this.#unknown.delete(id)) return
    if (this.#waiting === null) this.#parts.later(() => this.#tell(), together)
    const known = this.#waiting ?? nothing
    this.#waiting = { ...known, [end]: known[end] + 1 }
  }

  #tell(): void {
    const known = this.#waiting
    this.#waiting = null
    if (known !== null && !this.#parts.isWatched()) this.#parts.notify(known)
  }
}

/** How a charge in a state has ended for the customer's money; null while it has not. */
export function endOf(state: ChargeState): KnownEnd | null {
  if (state === 'succeeded') return 'charged'
  return state === 'declined' ? 'not_charged' : null
}

/** The same of a payment link. */
export function endOfLink(state: LinkState): KnownEnd | null {
  if (state === 'paid') return 'charged'
  return state === 'declined' || state === 'expired' || state === 'cancelled' ? 'not_charged' : null
}

/** The same of a capture, a void or a refund. Who closes one sees it, and knows no more than before. */
export function endOfModification(state: ModificationState): KnownEnd | null {
  if (isModificationOpen(state) || state === 'closed') return null
  return state === 'succeeded' ? 'done' : 'not_done'
}
