import { longest, reasonProblem, textProblem } from '../../../shared/fields'
import type {
  ModificationAnswers,
  ModificationConfirmation,
  ModificationDraft,
  ModificationKind,
  ModificationReview
} from '../../../shared/modification'
import { parseAmount } from '../../../shared/money'
import { fieldText } from '../../../shared/text'
import type { Problem, Problems } from '../../field-problems'
import { typedAgainProblem } from '../../typed-amount'

/** What a capture, void or refund is asked for with, as typed. */
export interface ModificationForm {
  /** All that is left, or a part of it. */
  readonly extent: 'all' | 'part'
  readonly amount: string
  readonly reason: string
}

export const emptyForm: ModificationForm = { extent: 'all', amount: '', reason: '' }

/** What is to be done to which payment. */
export interface Target {
  readonly kind: ModificationKind
  readonly transactionId: string
  readonly currency: string
  /** What is left of it, minor units. */
  readonly most: number
}

/** The draft that a form stands for, or what is wrong with it by field. The amount is held to what is left. */
export function draftOf(
  form: ModificationForm,
  { kind, transactionId, currency, most }: Target
): { readonly draft: ModificationDraft } | { readonly problems: Problems } {
  const reason = fieldText(form.reason)
  const amount = amountOf(form, kind, currency, most)
  // Only a refund needs one; whatever is written is held to the same.
  const ofReason = kind === 'refund' ? reasonProblem(reason) : textProblem(reason, longest.reason)
  const problems = {
    ...(typeof amount === 'string' && { amount }),
    ...(ofReason !== null && { reason: ofReason })
  }
  if (typeof amount === 'string' || ofReason !== null) return { problems }
  return { draft: { transactionId, kind, amount, currency, reason } }
}

/** @returns minor units, null for a void, or what is wrong */
function amountOf(
  { extent, amount: typed }: ModificationForm,
  kind: ModificationKind,
  currency: string,
  most: number
): number | null | Problem {
  if (kind === 'void') return null
  if (extent === 'all') return most
  const read = parseAmount(typed, currency)
  if (!read.ok) return read.problem
  return read.amount > most ? 'too_large' : read.amount
}

/** The answers to a review's confirmations, as typed. */
export interface ModificationAnswerForm {
  readonly typedAmount: string
  readonly repeatReason: string
  readonly realMoney: boolean
}

export const noAnswers: ModificationAnswerForm = { typedAmount: '', repeatReason: '', realMoney: false }

type Reviewed = Pick<ModificationReview, 'reviewId' | 'amount' | 'currency' | 'confirmations'>

/** What is still wrong with the answer to one confirmation; null when it is given. `mismatch`: another amount. */
export function answerProblem(
  confirmation: ModificationConfirmation,
  { amount, currency }: Reviewed,
  answers: ModificationAnswerForm
): Problem | 'mismatch' | null {
  switch (confirmation.kind) {
    case 'type_amount':
      return amount === null ? null : typedAgainProblem(answers.typedAmount, amount, currency)
    case 'repeats':
      return reasonProblem(fieldText(answers.repeatReason))
    case 'real_money':
      return answers.realMoney ? null : 'missing'
  }
}

/** The answers as the main process wants them, or null while one is missing or wrong. */
export function answersFor(review: Reviewed, answers: ModificationAnswerForm): ModificationAnswers | null {
  if (review.confirmations.some((each) => answerProblem(each, review, answers) !== null)) return null
  const kinds = new Set(review.confirmations.map(({ kind }) => kind))
  return {
    reviewId: review.reviewId,
    typedAmount: kinds.has('type_amount') ? review.amount : null,
    realMoney: kinds.has('real_money') && answers.realMoney,
    repeatReason: kinds.has('repeats') ? fieldText(answers.repeatReason) : ''
  }
}
