import type { ChargeReview, Confirmation, ReviewAnswers } from '../../../shared/review'
import { reasonProblem } from '../../../shared/fields'
import { fieldText } from '../../../shared/text'
import type { Problem } from '../../field-problems'
import { typedAgainProblem } from '../../typed-amount'

/** The answers to a review's confirmations, as typed. */
export interface AnswerForm {
  readonly typedAmount: string
  readonly reason: string
  readonly realMoney: boolean
}

export const noAnswers: AnswerForm = { typedAmount: '', reason: '', realMoney: false }

/** What the answers are held to, of a charge's review or a link's. */
export type Answered = Pick<ChargeReview, 'reviewId' | 'amount' | 'currency' | 'confirmations'>

/** What is still wrong with the answer to one confirmation; null when it is given. `mismatch`: another amount. */
export function answerProblem(
  confirmation: Confirmation,
  review: Answered,
  answers: AnswerForm
): Problem | 'mismatch' | null {
  switch (confirmation.kind) {
    case 'type_amount':
      return typedAgainProblem(answers.typedAmount, review.amount, review.currency)
    case 'duplicate_reason':
      return reasonProblem(fieldText(answers.reason))
    case 'real_money':
      return answers.realMoney ? null : 'missing'
  }
}

/** The answers as the main process wants them, or null while one is missing or wrong. */
export function answersFor(review: Answered, answers: AnswerForm): ReviewAnswers | null {
  if (review.confirmations.some((each) => answerProblem(each, review, answers) !== null)) return null
  const kinds = new Set(review.confirmations.map(({ kind }) => kind))
  return {
    reviewId: review.reviewId,
    typedAmount: kinds.has('type_amount') ? review.amount : null,
    reason: kinds.has('duplicate_reason') ? fieldText(answers.reason) : '',
    realMoney: kinds.has('real_money') && answers.realMoney
  }
}
