import { describe, expect, it } from 'vitest'
import {
  possessive,
  sentenceFacts,
  sentenceKey
} from '../../../../../renderer/screens/charge/review-sentence'
import { card, review } from './samples'

describe('whose card it is', () => {
  it.each([
    ['Kari Nordmann', 'nb', 'Kari Nordmanns'],
    ['Jonas', 'nb', 'Jonas’'],
    ['Max', 'nb', 'Max’'],
    ['Kari Nordmann', 'en', 'Kari Nordmann’s'],
    ['Max', 'en', 'Max’s'],
    ['James', 'en', 'James’']
  ] as const)('%s in %s', (name, language, owner) => expect(possessive(name, language)).toBe(owner))
})

describe('the sentence', () => {
  it('depends on capture and on whether there is a name', () => {
    const sentenceOf = (change: Partial<typeof review>) =>
      sentenceKey(sentenceFacts({ ...review, ...change }))
    expect(sentenceOf({})).toBe('review.sentence.now')
    expect(sentenceOf({ autoCapture: false })).toBe('review.sentence.later')
    expect(sentenceOf({ card: { ...card, customerName: '' } })).toBe('review.sentenceNoName.now')
  })
})
