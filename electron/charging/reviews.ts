import type { ChargeDraft, ChargeReview } from '../../shared/charge'
import { TrekkError } from '../../shared/result'
import type { Transaction } from '../../shared/transaction'

/** A review as main holds it: what the page was shown, and what it may not know. */
export interface HeldReview {
  readonly review: ChargeReview
  readonly accountId: string
  readonly draft: ChargeDraft
  /** The id the charge will have, so that a second submit can be told which charge the first one made. */
  readonly chargeId: string
  readonly madeAt: number
  /** What Dintero listed of the card; null when it could not be asked. */
  readonly onCard: readonly Transaction[] | null
  /** See `NewCharge.ownReference`. */
  readonly ownReference: boolean
  /** Why the charge is not the same as earlier ones, and which ones staff were shown. */
  readonly explained: { readonly reason: string; readonly earlier: readonly string[] } | null
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

  hold(held: HeldReview): void {
    for (const [id, { madeAt }] of this.#held) {
      if (this.#held.size < most && this.#clock() - madeAt < validFor) break
      this.#held.delete(id)
    }
    this.#held.set(held.review.reviewId, held)
  }

  /** @throws TrekkError `review_unknown` | `review_used` with `details.chargeId` | `review_expired` */
  require(reviewId: string): HeldReview {
    const held = this.#held.get(reviewId)
    if (held === undefined) throw new TrekkError('review_unknown', `no review ${reviewId}`)
    if (held.used) {
      throw new TrekkError('review_used', 'the review was submitted before', {
        details: { chargeId: held.chargeId }
      })
    }
    if (this.#clock() - held.madeAt >= validFor)
      throw new TrekkError('review_expired', 'the review is too old')
    return held
  }

  /** Keeps what changed about a review that is held. @throws as `require` */
  change(reviewId: string, change: Partial<HeldReview>): HeldReview {
    const changed = { ...this.require(reviewId), ...change }
    this.#held.set(reviewId, changed)
    return changed
  }

  /** Takes a review for submitting; from this moment no other call can. @throws as `require` */
  take(reviewId: string): HeldReview {
    const held = this.require(reviewId)
    this.#held.set(reviewId, { ...held, used: true })
    return held
  }

  /** Gives back a review whose charge was never written, so that it can be submitted again. */
  giveBack(held: HeldReview): void {
    if (this.#held.has(held.review.reviewId)) this.#held.set(held.review.reviewId, { ...held, used: false })
  }
}
