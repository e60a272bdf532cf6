import { describe, expect, it } from 'vitest'
import { sentenceFacts, sentenceKey } from '../../../../../renderer/screens/charge/review-sentence'
import { card, review } from './samples'

describe('the sentence', () => {
  it('depends on capture and on whether there is a name', () => {
    const sentenceOf = (change: Partial<typeof review>) =>
      sentenceKey(sentenceFacts({ ...review, ...change }))
    expect(sentenceOf({})).toBe('review.sentence.now')
    expect(sentenceOf({ autoCapture: false })).toBe('review.sentence.later')
    expect(sentenceOf({ card: { ...card, customerName: '' } })).toBe('review.sentenceNoName.now')
  })
})
