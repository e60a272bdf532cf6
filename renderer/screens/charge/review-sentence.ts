import type { ChargeRow } from '../../../shared/charge'
import type { ChargeReview, LinkReview } from '../../../shared/review'
import type { Reviewed } from './submit'

type OfAny = Pick<
  ChargeRow,
  'customerName' | 'brand' | 'lastFour' | 'amount' | 'currency' | 'merchantReference'
>

/** What the sentence about a charge or a link is made of, be it reviewed or on its way. */
export type SentenceFacts =
  | (OfAny & Pick<ChargeRow, 'operation'> & Pick<ChargeReview, 'autoCapture'> & { readonly kind: 'charge' })
  | (OfAny & Pick<LinkReview, 'filled'> & { readonly kind: 'link' })

/** A review's part of the sentence about it. */
export function sentenceFacts({ kind, review }: Reviewed): SentenceFacts {
  const { amount, currency, merchantReference } = review
  const { customerName, brand, lastFour } = review.card
  const facts = { customerName, brand, lastFour, amount, currency, merchantReference }
  return kind === 'charge'
    ? { kind, ...facts, operation: review.operation, autoCapture: review.autoCapture }
    : { kind, ...facts, filled: review.filled }
}

/**
 * Which sentence says what will happen: with or without a name; of a charge captured at once or later, of a link with the
 * stored card filled in or not.
 */
export function sentenceKey(facts: SentenceFacts) {
  const isNamed = facts.customerName !== ''
  if (facts.kind === 'link') {
    const card = facts.filled ? 'filled' : 'open'
    return isNamed ? (`review.linkSentence.${card}` as const) : (`review.linkSentenceNoName.${card}` as const)
  }
  const when = facts.autoCapture ? 'now' : 'later'
  return isNamed ? (`review.sentence.${when}` as const) : (`review.sentenceNoName.${when}` as const)
}
