import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  answerProblem,
  answersFor,
  draftOf,
  emptyForm,
  noAnswers,
  type Target
} from '../../../../../renderer/components/payment/modification-form'
import { formatAmount } from '../../../../../shared/money'

const refund: Target = { kind: 'refund', transactionId: 'T12345678.a', currency: 'NOK', most: 50_000 }
const capture: Target = { ...refund, kind: 'capture' }
const release: Target = { ...refund, kind: 'void' }

describe('the draft of a form', () => {
  it('is for all that is left, unless a part is asked for', () => {
    expect(draftOf(emptyForm, capture)).toEqual({
      draft: { transactionId: 'T12345678.a', kind: 'capture', amount: 50_000, currency: 'NOK', reason: '' }
    })
    expect(draftOf({ ...emptyForm, extent: 'part', amount: '120,50' }, capture)).toMatchObject({
      draft: { amount: 12_050 }
    })
  })

  it('does not take an amount that was typed for a part once all is asked for', () => {
    expect(draftOf({ extent: 'all', amount: '1', reason: '' }, capture)).toMatchObject({
      draft: { amount: 50_000 }
    })
  })

  it('has no amount for a void, whatever was typed', () => {
    expect(draftOf({ extent: 'part', amount: 'nonsense', reason: '' }, release)).toMatchObject({
      draft: { amount: null }
    })
  })

  it.each([
    ['', 'empty'],
    ['1.299', 'ambiguous'],
    ['500,01', 'too_large'],
    ['abc', 'malformed']
  ])('says of a part of "%s" that it is %s, and moves nothing', (amount, problem) => {
    const read = draftOf({ extent: 'part', amount, reason: 'Returned' }, refund)
    expect(read).toEqual({ problems: { amount: problem } })
  })

  it.each(['0', '-5', '1e3', '12,345,6'])('moves nothing by a part of "%s"', (amount) => {
    const read = draftOf({ extent: 'part', amount, reason: 'Returned' }, refund)
    expect(read).toHaveProperty('problems.amount')
    expect(read).not.toHaveProperty('draft')
  })

  it('never asks for more than what is left, or for nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 200_000 }),
        (most, typed) => {
          const form = {
            extent: 'part' as const,
            amount: formatAmount(typed, 'NOK', 'nb'),
            reason: 'Returned'
          }
          const expected = typed > most ? { problems: { amount: 'too_large' } } : { draft: { amount: typed } }
          expect(draftOf(form, { ...refund, most })).toMatchObject(expected)
        }
      )
    )
  })

  it('needs a reason for a refund only, and keeps no card number of any', () => {
    expect(draftOf(emptyForm, refund)).toEqual({ problems: { reason: 'missing' } })
    expect(draftOf({ ...emptyForm, reason: '  ' }, refund)).toEqual({ problems: { reason: 'missing' } })
    expect(draftOf({ ...emptyForm, reason: '4925 0000 0000 0004' }, capture)).toEqual({
      problems: { reason: 'card_number' }
    })
    expect(draftOf({ ...emptyForm, reason: '4925 0000 0000 0004' }, release)).toEqual({
      problems: { reason: 'card_number' }
    })
  })
})

describe('the answers to a review', () => {
  const review = {
    reviewId: 'review-1',
    amount: 129_900,
    currency: 'NOK',
    confirmations: [
      { kind: 'type_amount' as const },
      { kind: 'repeats' as const, at: 1 },
      { kind: 'real_money' as const }
    ]
  }
  const right = { typedAmount: '1299', repeatReason: 'Two were returned', realMoney: true }

  it('are complete only with every one of them', () => {
    expect(answersFor(review, right)).toEqual({
      reviewId: 'review-1',
      typedAmount: 129_900,
      realMoney: true,
      repeatReason: 'Two were returned'
    })
    expect(answersFor(review, noAnswers)).toBeNull()
    for (const change of [{ typedAmount: '129' }, { repeatReason: '' }, { realMoney: false }])
      expect(answersFor(review, { ...right, ...change })).toBeNull()
  })

  it('say nothing that was not asked', () => {
    const plain = { ...review, confirmations: [] }
    expect(answersFor(plain, right)).toEqual({
      reviewId: 'review-1',
      typedAmount: null,
      realMoney: false,
      repeatReason: ''
    })
  })

  it('take an amount as it is shown, and no other', () => {
    const typed = (typedAmount: string) =>
      answerProblem({ kind: 'type_amount' }, review, { ...right, typedAmount })
    expect(typed('1.299')).toBeNull()
    expect(typed('1 299,00')).toBeNull()
    expect(typed('1299,01')).toBe('mismatch')
    expect(typed('2.299')).toBe('mismatch')
  })
})
