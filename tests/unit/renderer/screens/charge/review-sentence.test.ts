import { describe, expect, it } from 'vitest'
import { sentenceFacts, sentenceKey } from '../../../../../renderer/screens/charge/review-sentence'
import { card, linkReview, review } from './samples'

describe('the sentence', () => {
  it('depends on capture and on whether there is a name', () => {
    const sentenceOf = (change: Partial<typeof review>) =>
      sentenceKey(sentenceFacts({ kind: 'charge', review: { ...review, ...change } }))
    expect(sentenceOf({})).toBe('review.sentence.now')
    expect(sentenceOf({ autoCapture: false })).toBe('review.sentence.later')
    expect(sentenceOf({ card: { ...card, customerName: '' } })).toBe('review.sentenceNoName.now')
  })

  it('of a link depends on the card that is filled in and on whether there is a name', () => {
    const sentenceOf = (change: Partial<typeof linkReview>) =>
      sentenceKey(sentenceFacts({ kind: 'link', review: { ...linkReview, ...change } }))
    expect(sentenceOf({})).toBe('review.linkSentence.filled')
    expect(sentenceOf({ filled: false })).toBe('review.linkSentence.open')
    expect(sentenceOf({ card: { ...card, customerName: '' } })).toBe('review.linkSentenceNoName.filled')
  })
})
