import type { ChargeReview } from '../../shared/charge'
import { environmentOf } from '../../shared/account'
import { TrekkError } from '../../shared/result'
import { vatOf, type PreparedCharge } from './preparing'

/** A prepared charge that waits for a person. */
export interface HeldReview {
  readonly id: string
  readonly prepared: PreparedCharge
  /** ms since 1970 UTC */
  readonly madeAt: number
  readonly used: boolean
}

/** A person who left for longer is better served by a fresh look. ms */
const validFor = 15 * 60_000
/** Reviews held at most; the page makes one whenever the form is complete, and the oldest are superseded by then. */
const most = 200

/** The reviews that can be submitted. In memory: after a restart nothing typed before it can be charged by accident. */
export class Reviews {
  readonly #held = new Map<string, HeldReview>()
  readonly #clock: () => number

  constructor(clock: () => number) {
    this.#clock = clock
  }

  /** @returns the review as the page sees it */
  hold(id: string, prepared: PreparedCharge): ChargeReview {
    const now = this.#clock()
    for (const [heldId, { madeAt }] of this.#held) {
      if (this.#held.size < most && now - madeAt < validFor) break
      this.#held.delete(heldId)
    }
    this.#held.set(id, { id, prepared, madeAt: now, used: false })
    return shownOf(id, prepared)
  }

  /** @throws TrekkError `review_unknown` | `review_used` with `details.chargeId` | `review_expired` */
  require(id: string): HeldReview {
    const held = this.find(id)
    if (held.used) {
      const { chargeId } = held.prepared
      throw new TrekkError('review_used', 'this review was submitted before', { details: { chargeId } })
    }
    if (this.#clock() - held.madeAt >= validFor)
      throw new TrekkError('review_expired', `review ${id} is too old`)
    return held
  }

  /** A review, used or not. @throws TrekkError `review_unknown` */
  find(id: string): HeldReview {
    const held = this.#held.get(id)
    if (held === undefined) throw new TrekkError('review_unknown', `no review ${id}`)
    return held
  }

  /** Keeps what a person has answered. @returns the review as the page sees it. @throws as `require` */
  answer(id: string, prepared: PreparedCharge): ChargeReview {
    this.#held.set(id, { ...this.require(id), prepared })
    return shownOf(id, prepared)
  }

  /** Takes a review for submitting; from this moment no other call can. @throws as `require` */
  take(id: string): HeldReview {
    const held = this.require(id)
    this.#held.set(id, { ...held, used: true })
    return held
  }

  /** Gives back a review whose charge was never written, so that it can be submitted again. */
  giveBack(held: HeldReview): void {
    if (this.#held.has(held.id)) this.#held.set(held.id, { ...held, used: false })
  }
}

function shownOf(id: string, prepared: PreparedCharge): ChargeReview {
  const { draft, authority, card, budget, duplicates, evidence, unanswered } = prepared
  const { cardId: _cardId, ...shown } = draft
  return {
    ...shown,
    reviewId: id,
    card,
    environment: environmentOf(authority.accountId),
    vatAmount: vatOf(draft),
    budget,
    open: [...duplicates.open],
    referenceChecked: evidence.referenceChecked,
    confirmations: [...unanswered]
  }
}
