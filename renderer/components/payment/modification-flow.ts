import { createStore, type StoreApi } from 'zustand/vanilla'
import type {
  ModificationAnswers,
  ModificationDetail,
  ModificationDraft,
  ModificationReview
} from '../../../shared/modification'
import type { AppError, ErrorCode, Result } from '../../../shared/result'
import { problemsOf, type Problems } from '../../field-problems'
import {
  answersFor,
  draftOf,
  emptyForm,
  noAnswers,
  type ModificationAnswerForm,
  type ModificationForm,
  type Target
} from './modification-form'

/** A review must have been on the screen for so long before it can be submitted, ms: a bounce is never a decision. */
export const readFirst = 400

/** What main is asked on the way. */
export interface FlowCalls {
  readonly review: (draft: ModificationDraft) => Promise<Result<ModificationReview>>
  readonly submit: (answers: ModificationAnswers) => Promise<Result<ModificationDetail>>
  /** ms on a clock that does not run backwards */
  readonly now: () => number
}

/** Where a capture, void or refund is between the first key and its answer. */
export type Phase =
  | { readonly name: 'form' }
  | { readonly name: 'checking' }
  | { readonly name: 'review'; readonly review: ModificationReview; readonly since: number }
  | { readonly name: 'flight'; readonly review: ModificationReview }
  /** Submitted, and nobody can say whether it was sent: the payment must be looked at. */
  | { readonly name: 'doubt'; readonly review: ModificationReview }
  | { readonly name: 'done'; readonly modification: ModificationDetail }

export interface FlowState {
  readonly form: ModificationForm
  readonly answers: ModificationAnswerForm
  readonly phase: Phase
  readonly problems: Problems
  /** What failed last; nothing was sent by it. */
  readonly error: AppError | null
  readonly type: (change: Partial<ModificationForm>) => void
  readonly answer: (change: Partial<ModificationAnswerForm>) => void
  /** From the form to the review, if the form can be read. */
  readonly check: () => Promise<void>
  readonly back: () => void
  /** Does what is reviewed; nothing while an answer is missing or the review has not been seen for long enough. */
  readonly submit: () => Promise<void>
}

export type Flow = StoreApi<FlowState>

/** Codes that are about an answer to the review, which stays as it is. */
const aboutAnswers: readonly ErrorCode[] = [
  'amount_mismatch',
  'reason_missing',
  'review_unconfirmed',
  'card_number_refused',
  'invalid_input'
]

/** The way of one capture, void or refund, from the form to its answer. What was typed outlives every failure. */
export function createFlow(calls: FlowCalls, target: Target): Flow {
  return createStore<FlowState>()((set, get) => {
    const failCheck = (error: AppError): void => {
      const problems = problemsOf(error.fields)
      const isAboutFields = Object.keys(problems).some((field) => field === 'amount' || field === 'reason')
      set({ phase: { name: 'form' }, problems, error: isAboutFields ? null : error })
    }
    const failSubmit = (error: AppError, review: ModificationReview): void => {
      if (error.nothingSent !== true && error.code !== 'review_expired') {
        set({ phase: { name: 'doubt', review }, error })
        return
      }
      const stays = aboutAnswers.includes(error.code)
      const phase: Phase = stays ? { name: 'review', review, since: calls.now() } : { name: 'form' }
      set({ phase, error, problems: stays ? problemsOf(error.fields) : {} })
    }
    return {
      form: emptyForm,
      answers: noAnswers,
      phase: { name: 'form' },
      problems: {},
      error: null,
      type: (change) => {
        if (get().phase.name !== 'form') return
        set(({ form }) => ({ form: { ...form, ...change }, problems: {}, error: null }))
      },
      answer: (change) => {
        if (get().phase.name !== 'review') return
        set(({ answers }) => ({ answers: { ...answers, ...change }, problems: {}, error: null }))
      },
      check: async () => {
        const { form, phase } = get()
        if (phase.name !== 'form') return
        const read = draftOf(form, target)
        if ('problems' in read) {
          set({ problems: read.problems })
          return
        }
        set({ phase: { name: 'checking' }, answers: noAnswers, problems: {}, error: null })
        const answer = await calls.review(read.draft)
        if (answer.ok) set({ phase: { name: 'review', review: answer.value, since: calls.now() } })
        else failCheck(answer.error)
      },
      back: () => {
        if (get().phase.name === 'review') set({ phase: { name: 'form' }, problems: {}, error: null })
      },
      submit: async () => {
        const { phase, answers } = get()
        if (phase.name !== 'review' || calls.now() - phase.since < readFirst) return
        const { review } = phase
        const given = answersFor(review, answers)
        if (given === null) return
        set({ phase: { name: 'flight', review }, error: null, problems: {} })
        const answer = await calls.submit(given)
        if (answer.ok) set({ phase: { name: 'done', modification: answer.value } })
        else failSubmit(answer.error, review)
      }
    }
  })
}
