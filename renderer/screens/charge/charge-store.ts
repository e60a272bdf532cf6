import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Api } from '../../../shared/ipc'
import type { Result } from '../../../shared/result'
import { answersFor, noAnswers } from './answers'
import type { ChargeData, ChargeStore, Flight, ReviewPhase } from './charge-state'
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
  type FormRead,
  type TypedDraft
} from './draft'
import { isAbout } from './form-fields'
import { followEvery, landed, type FlightCalls } from './follow-flight'
import { formForLink, formLikeLink } from './link-forms'
import { problemsOf } from '../../field-problems'
import { reviewOf, type ReviewCalls } from './review-of'
import { isSameMade, submitReview, type SubmitApi } from './submit'

/** How long typing rests before the main process is asked for a review, ms. */
export const reviewDelay = 150

export type StoreCalls = SubmitApi &
  FlightCalls &
  ReviewCalls &
  Pick<Api, 'proposeReference' | 'getCard' | 'getLink' | 'on'>

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
      const { typed } = read()
      set({ review: typed ? { phase: 'checking' } : incomplete, answers: noAnswers, failure: null })
      if (!typed) return
      timer = setTimeout(() => void askReview(typed, mine), reviewDelay)
    }

    async function askReview(typed: TypedDraft, mine: number): Promise<void> {
      const answer = await reviewOf(api, typed)
      if (mine !== revision) return
      if (answer.ok) {
        set({ review: { phase: 'ready', ...answer.value }, serverProblems: {} })
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
      const form = formOfCharge(charge, defaults.locale)
      startForm(form, undefined, { kind: 'charge', merchantReference, step: 'sent', charge })
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
      const charge = await landed(api, chargeId)
      if (charge !== null && isFollowed(chargeId))
        set({ flight: null, result: { kind: 'charge', charge }, putAway: null })
    }

    /**
     * Begins the form that follows something that was made before, and is empty until that is read. Where it follows a
     * declined charge, its reference is named after that.
     */
    async function startFrom<Before>(
      ask: () => Promise<Result<Before>>,
      formOf: (before: Before, defaults: FormDefaults) => ChargeForm
    ): Promise<void> {
      if (get().flight) return
      startForm(emptyForm(get().defaults))
      const mine = get().formId
      const answer = await ask()
      if (mine !== get().formId) return
      if (!answer.ok) return set({ startError: answer.error })
      startForm(formOf(answer.value, get().defaults))
      await proposeFor(get().form.retryOf)
    }

    api.on('chargesChanged', ({ rows }) => rows.forEach((row) => void get().chargeChanged(row)))
    api.on('linksChanged', ({ rows }) => rows.forEach((row) => void get().linkChanged(row)))

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
        const kept = isSame ? { merchantReference: form.merchantReference, way: form.way } : {}
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

      async submit(reviewId) {
        const { review: shown, answers, flight, result } = get()
        if (flight || result || shown.phase !== 'ready' || shown.review.reviewId !== reviewId) return
        const answered = answersFor(shown.review, answers)
        if (!answered) return
        // Set before anything is awaited: a second press finds it and does nothing.
        const mine = get().formId
        const { kind } = shown
        const { merchantReference } = shown.review
        set({ flight: { kind, merchantReference, step: 'saving', charge: null }, failure: null })
        const outcome = await submitReview(api, shown, answered)
        if (mine !== get().formId) return
        if (outcome.kind === 'made') return set({ flight: null, result: outcome.made, putAway: null })
        set({ flight: null })
        // What was submitted may be used up: only a new review can be charged. In doubt, none is made by itself.
        if (outcome.nothingSent) scheduleReview()
        else set({ review: { phase: 'refused', error: outcome.error } })
        set({ answers, failure: outcome })
      },

      newForm(way) {
        if (get().flight) return
        startForm(emptyForm(get().defaults, way))
        void proposeFor(null)
      },

      restoreDraft() {
        const { putAway, flight, result } = get()
        if (flight || result || putAway === null) return
        startForm(putAway, halfTyped())
        if (putAway.merchantReference === '') void proposeFor(putAway.retryOf)
      },

      async startWithCard(cardId, way) {
        if (get().flight) return
        startForm(emptyForm(get().defaults, way))
        void proposeFor(null)
        const mine = get().formId
        const answer = await api.getCard({ cardId })
        if (mine !== get().formId) return
        if (!answer.ok) return set({ startError: answer.error })
        get().chooseCard(answer.value)
        set({ focusTurn: get().focusTurn + 1 })
      },

      startRetry: (chargeId) =>
        startFrom(
          () => api.getCharge({ chargeId }),
          (charge, { locale }) => formForRetry(charge, locale)
        ),

      startLinkFor: (chargeId) =>
        startFrom(
          () => api.getCharge({ chargeId }),
          (charge, { locale }) => formForLink(charge, locale)
        ),

      startLinkLike: (linkId) =>
        startFrom(
          () => api.getLink({ linkId }),
          (link, { autoCapture, locale }) => formLikeLink(link, autoCapture, locale)
        ),

      sawResult: () => set({ resultSeen: true }),

      showResult: (made) => {
        const { result } = get()
        if (result !== null && isSameMade(result, made)) set({ result: made })
      },

      async chargeChanged(row) {
        const { flight, result } = get()
        if (row.state === 'sent' && isOf(flight, 'charge', row)) set({ flight: { ...flight, step: 'sent' } })
        if (isFollowed(row.id)) await land(row.id)
        if (result?.kind !== 'charge' || result.charge.id !== row.id) return
        const answer = await api.getCharge({ chargeId: row.id })
        if (answer.ok) get().showResult({ kind: 'charge', charge: answer.value })
      },

      async linkChanged(row) {
        const { flight, result } = get()
        // It is on disk, and its request leaves at once.
        if (row.state === 'asking' && isOf(flight, 'link', row)) set({ flight: { ...flight, step: 'sent' } })
        if (result?.kind !== 'link' || result.link.id !== row.id) return
        const answer = await api.getLink({ linkId: row.id })
        if (answer.ok) get().showResult({ kind: 'link', link: answer.value })
      }
    }
  })
}

/** Whether an event is about what is in flight: until the answer is here, the reference is all that is known of it. */
function isOf(
  flight: Flight | null,
  kind: Flight['kind'],
  { merchantReference }: { readonly merchantReference: string }
): flight is Flight {
  return flight !== null && flight.kind === kind && flight.merchantReference === merchantReference
}
