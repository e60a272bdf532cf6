import { describe, expect, it } from 'vitest'
import { answerProblem, answersFor, noAnswers } from '../../../../../renderer/screens/charge/answers'
import type { ChargeReview } from '../../../../../shared/review'
import { charge, review } from './samples'

const all: ChargeReview = {
  ...review,
  confirmations: [
    { kind: 'type_amount' },
    { kind: 'duplicate_reason', earlier: [charge], paidByLink: [], elsewhere: [] },
    { kind: 'real_money' }
  ]
}

describe('the answers to a review', () => {
  it('are complete when nothing is asked', () => {
    expect(answersFor(review, noAnswers)).toEqual({
      reviewId: 'review-1',
      typedAmount: null,
      reason: '',
      realMoney: false
    })
  })

  it('are complete only when each is given', () => {
    const given = { typedAmount: '1299,90', reason: 'Second month', realMoney: true }
    expect(answersFor(all, given)).toEqual({
      reviewId: 'review-1',
      typedAmount: 129_990,
      reason: 'Second month',
      realMoney: true
    })
    expect(answersFor(all, { ...given, typedAmount: '' })).toBeNull()
    expect(answersFor(all, { ...given, reason: '  ' })).toBeNull()
    expect(answersFor(all, { ...given, realMoney: false })).toBeNull()
  })

  it.each([
    ['1299,91', 'mismatch'],
    ['129990', 'mismatch'],
    ['12', 'mismatch'],
    ['', 'empty'],
    ['abc', 'malformed'],
    ['kr 1 299,90', null]
  ])('read the amount typed again: %s is %s', (typedAmount, problem) => {
    expect(answerProblem({ kind: 'type_amount' }, review, { ...noAnswers, typedAmount })).toBe(problem)
  })

  it('never hold a card number', () => {
    const reason = 'because of 4111 1111 1111 1111'
    expect(
      answerProblem({ kind: 'duplicate_reason', earlier: [charge], paidByLink: [], elsewhere: [] }, review, {
        ...noAnswers,
        reason
      })
    ).toBe('card_number')
  })
})
