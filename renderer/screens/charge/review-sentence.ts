import type { ChargeReview } from '../../../shared/charge'
import type { Language } from '../../../shared/settings'

/** `Kari Nordmann's`, `Kari Nordmanns`, `Jonas'`: whose card it is. */
export function possessive(name: string, language: Language): string {
  if (language === 'nb') return /[sxz]$/i.test(name) ? `${name}’` : `${name}s`
  return /s$/i.test(name) ? `${name}’` : `${name}’s`
}

/** Which sentence says what a review will do: with or without a name, captured at once or later. */
export function sentenceKey(review: ChargeReview) {
  const when = review.autoCapture ? 'now' : 'later'
  return review.card.customerName === ''
    ? (`review.sentenceNoName.${when}` as const)
    : (`review.sentence.${when}` as const)
}
