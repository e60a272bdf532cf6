import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CardView } from '../../../shared/card'
import type { ChargeDetail, ChargeDraft, ChargeReview, ChargeRow } from '../../../shared/charge'
import type { Api } from '../../../shared/ipc'
import type { AppError } from '../../../shared/result'
import { answersFor, noAnswers, type AnswerForm } from './answers'
import { emptyForm, formForRetry, readForm, withCard, type ChargeForm, type FormDefaults } from './draft'
import { problemsOf, type Problems } from './problems'
import { settled } from './settled'
import { submitReview, type SubmitApi } from './submit'

/** How long typing rests before the main process is asked for a review, ms. */
export const reviewDelay = 150

/** Whether what is shown may be charged. Only `ready` may; any edit leaves it at once. */
export type ReviewPhase =
  | { readonly phase: 'incomplete' }
  | { readonly phase: 'checking' }
  | { readonly phase: 'ready'; readonly review: ChargeReview }
  | { readonly phase: 'refused'; readonly error: AppError }

/** The life of a charge between the press of the button and the answer. */
export interface Flight {
  readonly review: ChargeReview
  readonly step: 'saving' | 'sent'
}

/** Why the last press of the button did not become a charge. */
export interface SubmitFailure {
  readonly error: AppError
  /** True when it is certain that nothing left this computer. */
  readonly nothingSent: boolean
}

export interface ChargeData {
  /** The account the form belongs to; another account starts an empty one. */
  readonly accountId: string | null
  readonly form: ChargeForm
  /** What the main process found wrong; a field's entry goes when the field is edited. */
  readonly serverProblems: Problems
  /** Fields that have been left, whose problems are therefore shown. */
  readonly touched: ReadonlySet<string>
  readonly review: ReviewPhase
  readonly answers: AnswerForm
  readonly flight: Flight | null
  readonly failure: SubmitFailure | null
  readonly result: ChargeDetail | null
  /** Why a new attempt could not be prepared, or a card not be found. */
  readonly startError: AppError | null
}

export interface ChargeActions {
  /** Makes the form belong to an account. While it is the same one, only an untouched form takes on new defaults. */
  readonly openAccount: (accountId: string, defaults: FormDefaults) => void
  readonly edit: (change: Partial<ChargeForm>) => void
  readonly chooseCard: (card: CardView) => void
  readonly touch: (field: string) => void
  readonly touchAll: () => void
  readonly proposeReference: () => Promise<void>
  readonly answer: (change: Partial<AnswerForm>) => void
  /** Asks for the review again, after a failure that has nothing to do with what was typed. */
  readonly checkAgain: () => void
  /** Charges what is shown, once. Does nothing unless the review stands and its confirmations are answered. */
  readonly charge: () => Promise<void>
  readonly newCharge: () => void
  readonly startWithCard: (cardId: string) => Promise<void>
  readonly startRetry: (chargeId: string, locale: string) => Promise<void>
  /** The result was asked about, sent again or linked; or an event changed it. */
  readonly showResult: (detail: ChargeDetail) => void
  /** What main tells about any charge. */
  readonly chargeChanged: (row: ChargeRow) => Promise<void>
}

export type ChargeStore = ChargeData & ChargeActions
export type StoreCalls = SubmitApi & Pick<Api, 'reviewCharge' | 'proposeReference' | 'getCard' | 'on'>

const incomplete: ReviewPhase = { phase: 'incomplete' }

function freshData(accountId: string | null, defaults: FormDefaults): ChargeData {
  return {
    accountId,
    form: emptyForm(defaults),
    serverProblems: {},
    touched: new Set(),
    review: incomplete,
    answers: noAnswers,
    flight: null,
    failure: null,
    result: null,
    startError: null
  }
}

/**
 * The state of the charge screen. It outlives the screen, so that a half-typed charge and one in flight are still
 * there after a look at another screen. The rule it keeps: what is submitted is the review that is shown, once.
 */
export function createChargeStore(api: StoreCalls): StoreApi<ChargeStore> {
  return createStore<ChargeStore>()((set, get) => {
    let defaults: FormDefaults = { currency: 'NOK', autoCapture: true }
    // Counts edits: an answer about an older form is dropped.
    let revision = 0
    // Counts forms: an answer about a form that was put away is dropped.
    let generation = 0
    let timer: ReturnType<typeof setTimeout> | undefined

    function startForm(form: ChargeForm): void {
      generation++
      set({ ...freshData(get().accountId, defaults), form })
      scheduleReview()
    }

    /** Called on every edit: the review that stood is void from this moment. */
    function scheduleReview(): void {
      const mine = ++revision
      clearTimeout(timer)
      const { draft } = readForm(get().form)
      set({ review: draft ? { phase: 'checking' } : incomplete, answers: noAnswers, failure: null })
      if (!draft) return
      timer = setTimeout(() => void askReview(draft, mine), reviewDelay)
    }

    async function askReview(draft: ChargeDraft, mine: number): Promise<void> {
      const answer = await settled(api.reviewCharge(draft))
      if (mine !== revision) return
      if (answer.ok) {
        set({ review: { phase: 'ready', review: answer.value }, serverProblems: {} })
      } else {
        set({
          review: { phase: 'refused', error: answer.error },
          serverProblems: problemsOf(answer.error.fields)
        })
      }
    }

    async function proposeFor(retryOf: string | null): Promise<void> {
      const mine = generation
      const answer = await settled(api.proposeReference({ retryOf }))
      if (mine !== generation) return
      // What a person has typed meanwhile is never overwritten.
      if (answer.ok && get().form.merchantReference === '')
        get().edit({ merchantReference: answer.value.merchantReference })
      if (!answer.ok && retryOf !== null) set({ startError: answer.error })
    }

    api.on('chargeChanged', (row) => void get().chargeChanged(row))

    return {
      ...freshData(null, defaults),

      openAccount(accountId, next) {
        const { form, flight, result } = get()
        const isSame = get().accountId === accountId
        const isBegun = flight !== null || result !== null || !isEmpty(form, defaults)
        const isUnchanged = defaults.currency === next.currency && defaults.autoCapture === next.autoCapture
        defaults = next
        if (isSame && (isBegun || isUnchanged)) return
        set({ accountId })
        startForm({ ...emptyForm(defaults), ...(isSame && { merchantReference: form.merchantReference }) })
        if (get().form.merchantReference === '') void proposeFor(null)
      },

      edit(change) {
        if (get().flight || get().result) return
        const serverProblems = Object.fromEntries(
          Object.entries(get().serverProblems).filter(([field]) => !isAbout(field, change))
        )
        set({ form: { ...get().form, ...change }, serverProblems })
        scheduleReview()
      },

      chooseCard: (card) => get().edit(withCard(get().form, card)),

      touch(field) {
        if (!get().touched.has(field)) set({ touched: new Set([...get().touched, field]) })
      },

      touchAll: () =>
        set({ touched: new Set([...get().touched, ...Object.keys(readForm(get().form).problems)]) }),

      async proposeReference() {
        get().edit({ merchantReference: '' })
        await proposeFor(get().form.retryOf)
      },

      answer(change) {
        if (!get().flight) set({ answers: { ...get().answers, ...change }, failure: null })
      },

      checkAgain() {
        if (!get().flight && !get().result) scheduleReview()
      },

      async charge() {
        const { review: shown, answers, flight, result } = get()
        if (flight || result || shown.phase !== 'ready') return
        const { review } = shown
        const answered = answersFor(review, answers)
        if (!answered) return
        // Set before anything is awaited: a second press finds it and does nothing.
        const mine = generation
        set({ flight: { review, step: 'saving' }, failure: null })
        const outcome = await submitReview(api, review, answered)
        if (mine !== generation) return
        if (outcome.kind === 'charge') return set({ flight: null, result: outcome.detail })
        set({ flight: null })
        // What was submitted may be used up: only a new review can be charged. In doubt, none is made by itself.
        if (outcome.nothingSent) scheduleReview()
        else set({ review: { phase: 'refused', error: outcome.error } })
        set({ answers, failure: outcome })
      },

      newCharge() {
        if (get().flight) return
        startForm(emptyForm(defaults))
        void proposeFor(null)
      },

      async startWithCard(cardId) {
        if (get().flight) return
        startForm(emptyForm(defaults))
        void proposeFor(null)
        const mine = generation
        const answer = await settled(api.getCard({ cardId }))
        if (mine !== generation) return
        if (answer.ok) get().chooseCard(answer.value)
        else set({ startError: answer.error })
      },

      async startRetry(chargeId, locale) {
        if (get().flight) return
        startForm(emptyForm(defaults))
        const mine = generation
        const answer = await settled(api.getCharge({ chargeId }))
        if (mine !== generation) return
        if (!answer.ok) return set({ startError: answer.error })
        startForm(formForRetry(answer.value, locale))
        await proposeFor(chargeId)
      },

      showResult: (detail) => {
        if (get().result?.id === detail.id) set({ result: detail })
      },

      async chargeChanged(row) {
        const { flight, result } = get()
        if (flight && row.merchantReference === flight.review.merchantReference && row.state === 'sent')
          set({ flight: { ...flight, step: 'sent' } })
        if (result?.id !== row.id) return
        const answer = await settled(api.getCharge({ chargeId: row.id }))
        if (answer.ok) get().showResult(answer.value)
      }
    }
  })
}

/** Whether nothing was typed but a reference, which may also be the proposed one. */
function isEmpty(form: ChargeForm, defaults: FormDefaults): boolean {
  const { merchantReference } = form
  return JSON.stringify(form) === JSON.stringify({ ...emptyForm(defaults), merchantReference })
}

/** Whether a problem at `field` is out of date once `change` was made: an edited amount also changes the lines' sum. */
function isAbout(field: string, change: Partial<ChargeForm>): boolean {
  const root = field.split('.')[0] ?? field
  if (root === 'cardId') return 'card' in change
  return root in change || (root === 'lines' && ('amount' in change || 'currency' in change))
}
