import { environmentOf } from '../../shared/account'
import type { ChargeReview } from '../../shared/review'
import { vatOf, type PreparedCharge } from './preparing'

/** A prepared charge as the page sees it, under the id by which it is held. */
export function shownReview(reviewId: string, prepared: PreparedCharge): ChargeReview {
  const { draft, authority, card, budget, duplicates, evidence, unanswered } = prepared
  const { cardId: _cardId, ...shown } = draft
  return {
    ...shown,
    reviewId,
    card,
    environment: environmentOf(authority.accountId),
    vatAmount: vatOf(draft),
    budget,
    open: [...duplicates.open],
    referenceChecked: evidence.referenceChecked,
    confirmations: [...unanswered]
  }
}
