import type { ChargeReview, ChargeRow } from '../../../shared/charge'

/** What the sentence about a charge is made of, be it reviewed or on its way. */
export type SentenceFacts = Pick<
  ChargeRow,
  'customerName' | 'brand' | 'lastFour' | 'amount' | 'currency' | 'operation' | 'merchantReference'
> &
  Pick<ChargeReview, 'autoCapture'>

/** A review's part of the sentence about it. */
export function sentenceFacts({ card, ...review }: ChargeReview): SentenceFacts {
  const { amount, currency, operation, merchantReference, autoCapture } = review
  const { customerName, brand, lastFour } = card
  return { customerName, brand, lastFour, amount, currency, operation, merchantReference, autoCapture }
}

/** Which sentence says what a charge does: with or without a name, captured at once or later. */
export function sentenceKey({ customerName, autoCapture }: SentenceFacts) {
  const when = autoCapture ? 'now' : 'later'
  return customerName === ''
    ? (`review.sentenceNoName.${when}` as const)
    : (`review.sentence.${when}` as const)
}
