import { TrekkError } from '../../shared/result'

/** Something prepared that waits for a person. */
export interface HeldReview<Prepared> {
  readonly id: string
  readonly prepared: Prepared
  /** ms since 1970 UTC */
  readonly madeAt: number
  readonly used: boolean
}

/** A person who left for longer is better served by a fresh look. ms */
const validFor = 15 * 60_000
/** Reviews held at most; the page makes one whenever the form is complete, and the oldest are superseded by then. */
const most = 200

/**
 * The reviews of one kind that can be submitted. In memory: after a restart nothing typed before it can move money by
 * accident.
 */
export class Reviews<Prepared> {
  readonly #held = new Map<string, HeldReview<Prepared>>()
  readonly #clock: () => number
  readonly #becomes: (prepared: Prepared) => Readonly<Record<string, string>>

  /** @param becomes the id of what a review becomes when it is submitted, under its name, for who submits it again */
  constructor(clock: () => number, becomes: (prepared: Prepared) => Readonly<Record<string, string>>) {
    this.#clock = clock
    this.#becomes = becomes
  }

  hold(id: string, prepared: Prepared): void {
    const now = this.#clock()
    for (const [heldId, { madeAt }] of this.#held) {
      if (this.#held.size < most && now - madeAt < validFor) break
      this.#held.delete(heldId)
    }
    this.#held.set(id, { id, prepared, madeAt: now, used: false })
  }

  /** @throws TrekkError `review_unknown` | `review_used` with the id of what it has become | `review_expired` */
  require(id: string): HeldReview<Prepared> {
    const held = this.find(id)
    if (held.used) {
      const details = { ...this.#becomes(held.prepared) }
      throw new TrekkError('review_used', 'this review was submitted before', { details })
    }
    if (this.#clock() - held.madeAt >= validFor)
      throw new TrekkError('review_expired', `review ${id} is too old`)
    return held
  }

  /** A review, used or not. @throws TrekkError `review_unknown` */
  find(id: string): HeldReview<Prepared> {
    const held = this.#held.get(id)
    if (held === undefined) throw new TrekkError('review_unknown', `no review ${id}`)
    return held
  }

  /** Keeps what a person has answered. @throws as `require` */
  answer(id: string, prepared: Prepared): void {
    this.#held.set(id, { ...this.require(id), prepared })
  }

  /** Takes a review for submitting; from this moment no other call can. @throws as `require` */
  take(id: string): HeldReview<Prepared> {
    const held = this.require(id)
    this.#held.set(id, { ...held, used: true })
    return held
  }

  /** Gives back a review of which nothing was written, so that it can be submitted again. */
  giveBack(held: HeldReview<Prepared>): void {
    if (this.#held.has(held.id)) this.#held.set(held.id, { ...held, used: false })
  }
}
