import { createStore, type StoreApi } from 'zustand/vanilla'
import type { CardView } from '../../../shared/card'
import type { ChargeDetail, ChargeDraft, ChargeReview, ChargeRow } from '../../../shared/charge'
import type { Api } from '../../../shared/ipc'
import type { AppError } from '../../../shared/result'
import { answersFor, noAnswers, type AnswerForm } from './answers'
import {
  emptyForm,
  formForRetry,
  formOfCharge,
  isUntouched,
  readForm,
  withCard,
  withoutCard,
  type ChargeForm,
  type FormDefaults,
  type FormRead
} from './draft'
import { followEvery, landed, type FlightCalls } from './follow-flight'
import { problemsOf, type Problems } from '../../field-problems'
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
  readonly merchantReference: string
  readonly step: 'saving' | 'sent'
  /** What is on its way, where main had to tell: the page was loaded anew, or the account put aside meanwhile. */
  readonly charge: ChargeDetail | null
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
  /** What the account says about a new charge. */
  readonly defaults: FormDefaults
  readonly form: ChargeForm
  /** Counts forms, so that an answer about one that was put away is dropped, and nothing of it stays on screen. */
  readonly formId: number
  /** Grows when the focus is to go to where the form goes on: the card, or the amount when a card is chosen. */
  readonly focusTurn: number
  /** What was half typed when another form was begun, until it is restored or something is charged. */
  readonly putAway: ChargeForm | null
  /** What the main process found wrong; a field's entry goes when the field is edited. */
  readonly serverProblems: Problems
  /** Fields that have been left, whose problems are therefore shown. */
  readonly touched: ReadonlySet<string>
  readonly review: ReviewPhase
  readonly answers: AnswerForm
  readonly flight: Flight | null
  readonly failure: SubmitFailure | null
  readonly result: ChargeDetail | null
  /** False until the result has been on screen: it may come while another screen is. */
  readonly resultSeen: boolean
  /** Why a new attempt could not be prepared, or a card not be found. */
  readonly startError: AppError | null
}

export interface ChargeActions {
  /** Makes the form belong to an account. While it is the same one, only an untouched form takes on new defaults. */
  readonly openAccount: (accountId: string, defaults: FormDefaults) => void
  readonly edit: (change: Partial<ChargeForm>) => void
  readonly chooseCard: (card: CardView) => void
  /** Puts the chosen card back, with all that was about its owner. */
  readonly clearCard: () => void
  readonly touch: (field: string) => void
  readonly touchAll: () => void
  readonly proposeReference: () => Promise<void>
  readonly answer: (change: Partial<AnswerForm>) => void
  /** Asks for the review again, after a failure that has nothing to do with what was typed. */
  readonly checkAgain: () => void
  /** Charges the review that the person pressed for, once. Does nothing unless it stands and all is confirmed. */
  readonly charge: (reviewId: string) => Promise<void>
  /** Begins an empty form. What was half typed can be restored; a charge in flight stays. */
  readonly newCharge: () => void
  /** Puts what was half typed back into the form, to be reviewed anew. */
  readonly restoreDraft: () => void
  readonly startWithCard: (cardId: string) => Promise<void>
  readonly startRetry: (chargeId: string) => Promise<void>
  readonly sawResult: () => void
  /** The result was asked about, sent again or linked; or an event changed it. */
  readonly showResult: (detail: ChargeDetail) => void
  /** What main tells about any charge. */
  readonly chargeChanged: (row: ChargeRow) => Promise<void>
}

export type ChargeStore = ChargeData & ChargeActions
export type StoreCalls = SubmitApi &
  FlightCalls &
  Pick<Api, 'reviewCharge' | 'proposeReference' | 'getCard' | 'on'>

const incomplete: ReviewPhase = { phase: 'incomplete' }

const beforeAnyAccount: FormDefaults = { currency: 'NOK', autoCapture: true, country: 'NO', locale: 'en-GB' }

function freshForm(form: ChargeForm) {
  return {
    form,
    serverProblems: {},
    touched: new Set(),
    review: incomplete,
    answers: noAnswers,
    flight: null,
    failure: null,
    result: null,
    resultSeen: false,
    startError: null
  } satisfies Partial<ChargeData>
}

/**
 * The state of the charge screen. It outlives the screen, so that a half-typed charge and one in flight are still
 * there after a look at another screen. The rule it keeps: what is submitted is the review that is shown, once.
 */
export function createChargeStore(api: StoreCalls): StoreApi<ChargeStore> {
  return createStore<ChargeStore>()((set, get) => {
    // Counts edits: an answer about an older form is dropped.
    let revision = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    // The reference main proposed last: not typed, so not part of what was half typed.
    let proposed = ''

    function startForm(
      form: ChargeForm,
      putAway = halfTyped() ?? get().putAway,
      flight: Flight | null = null
    ): void {
      const { formId, focusTurn } = get()
      set({ ...freshForm(form), formId: formId + 1, focusTurn: focusTurn + 1, putAway, flight })
      scheduleReview()
    }

    /** What would be lost with the form. What may have been sent is never offered again under another reference. */
    function halfTyped(): ChargeForm | null {
      const { form, defaults, flight, result, failure } = get()
      const mayBeSent = flight !== null || result !== null || failure?.nothingSent === false
      if (mayBeSent || isUntouched(form, defaults)) return null
      return form.merchantReference === proposed ? { ...form, merchantReference: '' } : form
    }

    function read(): FormRead {
      return readForm(get().form, get().defaults.country)
    }

    /** Called on every edit: the review that stood is void from this moment. What is in flight is past reviewing. */
    function scheduleReview(): void {
      const mine = ++revision
      clearTimeout(timer)
      if (get().flight) return
      const { draft } = read()
      set({ review: draft ? { phase: 'checking' } : incomplete, answers: noAnswers, failure: null })
      if (!draft) return
      timer = setTimeout(() => void askReview(draft, mine), reviewDelay)
    }

    async function askReview(draft: ChargeDraft, mine: number): Promise<void> {
      const answer = await api.reviewCharge(draft)
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
      const mine = get().formId
      const answer = await api.proposeReference({ retryOf })
      if (mine !== get().formId || get().form.retryOf !== retryOf) return
      if (answer.ok) proposed = answer.value.merchantReference
      // What a person has typed meanwhile is never overwritten.
      if (answer.ok && get().form.merchantReference === '')
        get().edit({ merchantReference: answer.value.merchantReference })
      if (!answer.ok && retryOf !== null) set({ startError: answer.error })
    }

    /** Comes back to a charge whose request is on its way though this page knows nothing of it. */
    async function resumeFlight(accountId: string): Promise<void> {
      const answer = await api.currentFlight()
      const { accountId: shown, flight, result, defaults } = get()
      if (!answer.ok || answer.value === null || shown !== accountId || flight || result) return
      const charge = answer.value
      const { merchantReference } = charge
      startForm(formOfCharge(charge, defaults.locale), undefined, { merchantReference, step: 'sent', charge })
      while (isFollowed(charge.id)) {
        await new Promise((resolve) => setTimeout(resolve, followEvery))
        await land(charge.id)
      }
    }

    function isFollowed(chargeId: string): boolean {
      return get().flight?.charge?.id === chargeId
    }

    async function land(chargeId: string): Promise<void> {
      if (!isFollowed(chargeId)) return
      const result = await landed(api, chargeId)
      if (result !== null && isFollowed(chargeId)) set({ flight: null, result, putAway: null })
    }

    api.on('chargesChanged', ({ rows }) => rows.forEach((row) => void get().chargeChanged(row)))

    return {
      ...freshForm(emptyForm(beforeAnyAccount)),
      accountId: null,
      defaults: beforeAnyAccount,
      formId: 0,
      focusTurn: 0,
      putAway: null,

      openAccount(accountId, next) {
        const { form, flight, result, defaults } = get()
        const isSame = get().accountId === accountId
        const isBegun = flight !== null || result !== null || !isUntouched(form, defaults)
        const isUnchanged = defaults.currency === next.currency && defaults.autoCapture === next.autoCapture
        set({ accountId, defaults: next })
        if (isSame && isBegun && !flight && !result && defaults.country !== next.country) scheduleReview()
        if (isSame && (isBegun || isUnchanged)) return
        // Nothing typed for one account may be charged through another.
        const kept = isSame ? { merchantReference: form.merchantReference } : {}
        startForm({ ...emptyForm(next), ...kept }, isSame ? get().putAway : null)
        if (get().form.merchantReference === '') void proposeFor(null)
        if (!isSame) void resumeFlight(accountId)
      },

      edit(change) {
        if (get().flight || get().result) return
        const serverProblems = Object.fromEntries(
          Object.entries(get().serverProblems).filter(([field]) => !isAbout(field, change))
        )
        set({ form: { ...get().form, ...change }, serverProblems })
        scheduleReview()
      },

      chooseCard(card) {
        get().edit(withCard(get().form, card))
        if (get().form.merchantReference === '') void proposeFor(get().form.retryOf)
      },

      clearCard() {
        get().edit(withoutCard(get().form))
        if (get().form.merchantReference === '') void proposeFor(null)
      },

      touch(field) {
        if (!get().touched.has(field)) set({ touched: new Set([...get().touched, field]) })
      },

      touchAll: () => set({ touched: new Set([...get().touched, ...Object.keys(read().problems)]) }),

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

      async charge(reviewId) {
        const { review: shown, answers, flight, result } = get()
        if (flight || result || shown.phase !== 'ready' || shown.review.reviewId !== reviewId) return
        const { review } = shown
        const answered = answersFor(review, answers)
        if (!answered) return
        // Set before anything is awaited: a second press finds it and does nothing.
        const mine = get().formId
        const { merchantReference } = review
        set({ flight: { merchantReference, step: 'saving', charge: null }, failure: null })
        const outcome = await submitReview(api, review, answered)
        if (mine !== get().formId) return
        if (outcome.kind === 'charge') return set({ flight: null, result: outcome.detail, putAway: null })
        set({ flight: null })
        // What was submitted may be used up: only a new review can be charged. In doubt, none is made by itself.
        if (outcome.nothingSent) scheduleReview()
        else set({ review: { phase: 'refused', error: outcome.error } })
        set({ answers, failure: outcome })
      },

      newCharge() {
        if (get().flight) return
        startForm(emptyForm(get().defaults))
        void proposeFor(null)
      },

      restoreDraft() {
        const { putAway, flight, result } = get()
        if (flight || result || putAway === null) return
        startForm(putAway, halfTyped())
        if (putAway.merchantReference === '') void proposeFor(putAway.retryOf)
      },

      async startWithCard(cardId) {
        if (get().flight) return
        startForm(emptyForm(get().defaults))
        void proposeFor(null)
        const mine = get().formId
        const answer = await api.getCard({ cardId })
        if (mine !== get().formId) return
        if (!answer.ok) return set({ startError: answer.error })
        get().chooseCard(answer.value)
        set({ focusTurn: get().focusTurn + 1 })
      },

      async startRetry(chargeId) {
        if (get().flight) return
        startForm(emptyForm(get().defaults))
        const mine = get().formId
        const answer = await api.getCharge({ chargeId })
        if (mine !== get().formId) return
        if (!answer.ok) return set({ startError: answer.error })
        startForm(formForRetry(answer.value, get().defaults.locale))
        await proposeFor(chargeId)
      },

      sawResult: () => set({ resultSeen: true }),

      showResult: (detail) => {
        if (get().result?.id === detail.id) set({ result: detail })
      },

      async chargeChanged(row) {
        const { flight, result } = get()
        if (flight && row.merchantReference === flight.merchantReference && row.state === 'sent')
          set({ flight: { ...flight, step: 'sent' } })
        if (isFollowed(row.id)) await land(row.id)
        if (result?.id !== row.id) return
        const answer = await api.getCharge({ chargeId: row.id })
        if (answer.ok) get().showResult(answer.value)
      }
    }
  })
}

/** Whether a problem at `field` is out of date once `change` was made: an edited amount also changes the lines' sum. */
function isAbout(field: string, change: Partial<ChargeForm>): boolean {
  const root = field.split('.')[0] ?? field
  if (root === 'cardId') return 'card' in change
  return root in change || (root === 'lines' && ('amount' in change || 'currency' in change))
}
