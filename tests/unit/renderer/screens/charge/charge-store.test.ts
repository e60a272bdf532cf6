import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reviewDelay } from '../../../../../renderer/screens/charge/charge-store'
import type { ChargeDetail } from '../../../../../shared/charge'
import type { ChargeReview } from '../../../../../shared/review'
import type { Result } from '../../../../../shared/result'
import { appError, card, charge, review } from './samples'
import { defaults, later, press, ready, world } from './store-world'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the review', () => {
  it('is asked for when typing rests, and then stands', async () => {
    const { state, reviewCharge } = await ready()
    expect(reviewCharge).toHaveBeenCalledTimes(1)
    expect(state().review).toMatchObject({ phase: 'ready', review: { amount: 129_990 } })
  })

  it('falls at the first edit, before anything is awaited', async () => {
    const { state, submitCharge } = await ready()
    state().edit({ amount: '1 299,9' })
    expect(state().review.phase).not.toBe('ready')
    await state().submit('review-of-129990')
    expect(submitCharge).not.toHaveBeenCalled()
  })

  it('takes only the answer to what the form says now', async () => {
    const answers = [later<ChargeReview>(), later<ChargeReview>()]
    let turn = 0
    const reviewCharge = vi.fn(() => answers[turn++]?.promise ?? later<ChargeReview>().promise)
    const { state } = await ready({ reviewCharge })
    state().edit({ amount: '5,00' })
    await vi.advanceTimersByTimeAsync(reviewDelay)
    answers[1]?.answer({ ok: true, value: { ...review, amount: 500 } })
    await vi.advanceTimersByTimeAsync(0)
    answers[0]?.answer({ ok: true, value: review })
    await vi.advanceTimersByTimeAsync(0)
    expect(state().review).toMatchObject({ phase: 'ready', review: { amount: 500 } })
  })

  it('forgets the answers given to the one before', async () => {
    const { state } = await ready()
    state().answer({ realMoney: true, typedAmount: '1 299,90' })
    state().edit({ amount: '1 399,90' })
    expect(state().answers).toEqual({ typedAmount: '', reason: '', realMoney: false })
  })

  it('shows what main found wrong at the field until that field is edited', async () => {
    const error = appError('invalid_input', { fields: [{ field: 'merchantReference', problem: 'used' }] })
    const { state } = await ready({ reviewCharge: async () => ({ ok: false, error }) })
    expect(state().serverProblems).toEqual({ merchantReference: 'used' })
    state().edit({ email: 'other@example.com' })
    expect(state().serverProblems).toEqual({ merchantReference: 'used' })
    state().edit({ merchantReference: 'T-5' })
    expect(state().serverProblems).toEqual({})
  })

  it('is never asked for while something is wrong', async () => {
    const { state, reviewCharge } = world()
    state().chooseCard(card)
    state().edit({ amount: '1.300' })
    await vi.advanceTimersByTimeAsync(10 * reviewDelay)
    expect(reviewCharge).not.toHaveBeenCalled()
  })
})

describe('charging', () => {
  it('sends the review id and nothing else', async () => {
    const { state, submitCharge } = await ready()
    await press(state())
    expect(submitCharge.mock.calls).toEqual([[{ reviewId: 'review-of-129990' }]])
    expect(state().result).toEqual({ kind: 'charge', charge })
  })

  it('is of the review that was pressed for, and of no other that took its place', async () => {
    const { state, submitCharge } = await ready()
    state().edit({ amount: '5,00' })
    await vi.advanceTimersByTimeAsync(reviewDelay)
    expect(state().review).toMatchObject({ phase: 'ready', review: { reviewId: 'review-of-500' } })
    await state().submit('review-of-129990')
    expect(submitCharge).not.toHaveBeenCalled()
  })

  it('happens once however often the button is pressed', async () => {
    const answer = later<ChargeDetail>()
    const submitCharge = vi.fn(() => answer.promise)
    const { state } = await ready({ submitCharge })
    const presses = Array.from({ length: 20 }, () => press(state()))
    answer.answer({ ok: true, value: charge })
    await Promise.all(presses)
    await press(state())
    expect(submitCharge).toHaveBeenCalledTimes(1)
  })

  it('cannot be changed while it is in flight', async () => {
    const answer = later<ChargeDetail>()
    const { state } = await ready({ submitCharge: () => answer.promise })
    const charging = press(state())
    state().edit({ amount: '9,00' })
    state().newForm()
    expect(state().form.amount).toBe('1 299,90')
    answer.answer({ ok: true, value: charge })
    await charging
  })

  it('waits for the confirmations, sends them, then submits', async () => {
    const asking: ChargeReview = { ...review, confirmations: [{ kind: 'real_money' }] }
    const { state, confirmReview, submitCharge } = await ready({
      reviewCharge: async () => ({ ok: true, value: asking })
    })
    await press(state())
    expect(confirmReview).not.toHaveBeenCalled()
    state().answer({ realMoney: true })
    await press(state())
    expect(confirmReview.mock.calls).toEqual([
      [{ reviewId: 'review-1', typedAmount: null, reason: '', realMoney: true }]
    ])
    expect(submitCharge).toHaveBeenCalledTimes(1)
  })

  it('does not submit when main confirms another charge than the one shown', async () => {
    const asking: ChargeReview = { ...review, confirmations: [{ kind: 'real_money' }] }
    const { state, submitCharge } = await ready({
      reviewCharge: async () => ({ ok: true, value: asking }),
      confirmReview: async () => ({ ok: true, value: { ...review, amount: 999_999 } })
    })
    state().answer({ realMoney: true })
    await press(state())
    expect(submitCharge).not.toHaveBeenCalled()
  })

  it('follows the ledger while it is in flight', async () => {
    const answer = later<ChargeDetail>()
    const { state } = await ready({ submitCharge: () => answer.promise })
    const charging = press(state())
    expect(state().flight?.step).toBe('saving')
    await state().chargeChanged({ ...charge, state: 'sent', merchantReference: 'another' })
    expect(state().flight?.step).toBe('saving')
    await state().chargeChanged({ ...charge, state: 'sent' })
    expect(state().flight?.step).toBe('sent')
    answer.answer({ ok: true, value: charge })
    await charging
    expect(state().flight).toBeNull()
  })
})

describe('a submit that fails', () => {
  it('says that nothing was sent when the ledger has no such charge', async () => {
    const error = appError('storage_full')
    const { state } = await ready({ submitCharge: async () => ({ ok: false, error }) })
    await press(state())
    expect(state().failure).toMatchObject({ error, nothingSent: true })
    expect(state().form.amount).toBe('1 299,90')
  })

  it('shows the charge that the review was already used for', async () => {
    const { state } = await ready({
      submitCharge: async () => ({ ok: false, error: appError('review_used') }),
      chargeOfReview: async () => ({ ok: true, value: { charge } })
    })
    await press(state())
    expect(state().result).toMatchObject({ charge: { id: 'charge-1' } })
  })

  it('shows the charge from the ledger when the answer itself was lost', async () => {
    const { state } = await ready({
      submitCharge: () => Promise.reject(new Error('the other side has gone')),
      chargeOfReview: async () => ({ ok: true, value: { charge: { ...charge, state: 'unknown' } } })
    })
    await press(state())
    expect(state().result).toMatchObject({ charge: { state: 'unknown' } })
  })

  it('says that nothing was sent when main says so, and asks no further', async () => {
    const { state, chargeOfReview } = await ready({
      submitCharge: async () => ({ ok: false, error: { ...appError('storage_full'), nothingSent: true } })
    })
    await press(state())
    expect(state().failure?.nothingSent).toBe(true)
    expect(chargeOfReview).not.toHaveBeenCalled()
  })

  it('says that nothing was sent when main knows of no charge', async () => {
    const { state } = await ready({ submitCharge: () => Promise.reject(new Error('gone')) })
    await press(state())
    expect(state().failure?.nothingSent).toBe(true)
  })

  it('admits that it does not know when neither answer nor ledger can be had', async () => {
    const { state } = await ready({
      submitCharge: () => Promise.reject(new Error('gone')),
      chargeOfReview: async () => ({ ok: false, error: appError('storage_failed') })
    })
    await press(state())
    expect(state().failure?.nothingSent).toBe(false)
  })

  it('reviews again when the review was too old', async () => {
    const { state, reviewCharge } = await ready({
      submitCharge: async () => ({ ok: false, error: appError('review_expired') })
    })
    await press(state())
    expect(state().review.phase).toBe('checking')
    await vi.advanceTimersByTimeAsync(reviewDelay)
    expect(reviewCharge).toHaveBeenCalledTimes(2)
    expect(state()).toMatchObject({ review: { phase: 'ready' }, failure: { nothingSent: true } })
  })

  it('is never repeated by itself', async () => {
    const submitCharge = vi.fn(async (): Promise<Result<ChargeDetail>> => ({
      ok: false,
      error: appError('internal')
    }))
    const { state } = await ready({ submitCharge })
    await press(state())
    await vi.advanceTimersByTimeAsync(60_000)
    expect(submitCharge).toHaveBeenCalledTimes(1)
  })
})

describe('the form', () => {
  it('gets a proposed reference, but never over one that was typed', async () => {
    const proposal = later<{ merchantReference: string }>()
    const { state } = world({ proposeReference: () => proposal.promise })
    state().edit({ merchantReference: 'mine' })
    proposal.answer({ ok: true, value: { merchantReference: 'theirs' } })
    await vi.advanceTimersByTimeAsync(0)
    expect(state().form.merchantReference).toBe('mine')
  })

  it('starts empty for another account, and drops what was on its way for the first', async () => {
    const answer = later<ChargeDetail>()
    const { state } = await ready({ submitCharge: () => answer.promise })
    const charging = press(state())
    state().openAccount('P22223333', { ...defaults, currency: 'SEK', autoCapture: false })
    answer.answer({ ok: true, value: charge })
    await charging
    expect(state()).toMatchObject({
      result: null,
      flight: null,
      form: { card: null, amount: '', currency: 'SEK' }
    })
  })

  it('takes on new defaults of its account while nothing is typed, and keeps the reference', async () => {
    const { state, proposeReference } = world()
    await vi.advanceTimersByTimeAsync(0)
    state().edit({ merchantReference: 'mine' })
    state().openAccount('T11112222', { ...defaults, currency: 'SEK', autoCapture: false })
    expect(state().form).toMatchObject({ currency: 'SEK', autoCapture: false, merchantReference: 'mine' })
    expect(proposeReference).toHaveBeenCalledTimes(1)
    state().edit({ amount: '12' })
    state().openAccount('T11112222', { ...defaults, currency: 'DKK', autoCapture: true })
    expect(state().form).toMatchObject({ currency: 'SEK', autoCapture: false, amount: '12' })
  })

  it('is filled in for a new attempt with a linked reference', async () => {
    const proposeReference = vi.fn(async ({ retryOf }: { retryOf: string | null }) => {
      const merchantReference = retryOf === null ? 'T-9' : 'T-20261122-0004~2'
      return { ok: true, value: { merchantReference } } as const
    })
    const { state } = world({ proposeReference })
    await state().startRetry('charge-1')
    expect(state().form).toMatchObject({ retryOf: 'charge-1', merchantReference: 'T-20261122-0004~2', card })
  })
})

describe('a new charge', () => {
  it('is empty, whatever was typed, and gets a reference of its own', async () => {
    let turn = 0
    const proposeReference = vi.fn(
      async () => ({ ok: true, value: { merchantReference: `T-${++turn}` } }) as const
    )
    const { state } = await ready({ proposeReference })
    const { focusTurn, formId } = state()
    state().newForm()
    expect(state()).toMatchObject({
      review: { phase: 'incomplete' },
      form: { card: null, amount: '', email: '' }
    })
    await vi.advanceTimersByTimeAsync(0)
    expect(state().form.merchantReference).toBe('T-2')
    expect(state().focusTurn).toBeGreaterThan(focusTurn)
    expect(state().formId).toBeGreaterThan(formId)
  })

  it('puts away what was half typed, and nothing when nothing was', async () => {
    const { state } = await ready()
    state().newForm()
    expect(state().putAway).toMatchObject({ card, amount: '1 299,90', merchantReference: '' })
    state().newForm()
    expect(state().putAway).toMatchObject({ amount: '1 299,90' })
    const fresh = world()
    fresh.state().newForm()
    expect(fresh.state().putAway).toBeNull()
  })

  it('leaves a charge in flight where it is', async () => {
    const answer = later<ChargeDetail>()
    const { state } = await ready({ submitCharge: () => answer.promise })
    const charging = press(state())
    state().newForm()
    await state().startWithCard('card-2')
    await state().startRetry('charge-9')
    state().restoreDraft()
    expect(state()).toMatchObject({ flight: { step: 'saving' }, form: { amount: '1 299,90' }, putAway: null })
    answer.answer({ ok: true, value: charge })
    await charging
    expect(state().result).toEqual({ kind: 'charge', charge })
  })
})

describe('a draft put away', () => {
  it('comes back as it was typed, is reviewed anew, and charges nothing by itself', async () => {
    const { state, reviewCharge, submitCharge } = await ready()
    state().edit({ merchantReference: 'order-17' })
    await vi.advanceTimersByTimeAsync(reviewDelay)
    state().newForm()
    state().restoreDraft()
    expect(state()).toMatchObject({
      putAway: null,
      review: { phase: 'checking' },
      form: { card, amount: '1 299,90', merchantReference: 'order-17' }
    })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(state().review.phase).toBe('ready')
    expect(reviewCharge).toHaveBeenCalledTimes(3)
    expect(submitCharge).not.toHaveBeenCalled()
  })

  it('gets a new reference in place of a proposed one', async () => {
    let turn = 0
    const { state } = await ready({
      proposeReference: async () => ({ ok: true, value: { merchantReference: `T-${++turn}` } })
    })
    state().newForm()
    state().restoreDraft()
    await vi.advanceTimersByTimeAsync(0)
    expect(state().form.merchantReference).toBe('T-3')
  })

  it('changes places with what was typed meanwhile', async () => {
    const { state } = await ready()
    state().newForm()
    state().edit({ amount: '77' })
    state().restoreDraft()
    expect(state().form.amount).toBe('1 299,90')
    expect(state().putAway?.amount).toBe('77')
  })

  it('is gone once something is charged', async () => {
    const { state } = await ready()
    state().newForm()
    state().chooseCard(card)
    state().edit({ amount: '5', merchantReference: 'order-18' })
    await vi.advanceTimersByTimeAsync(reviewDelay)
    await press(state())
    expect(state()).toMatchObject({ result: { charge }, putAway: null })
    state().newForm()
    expect(state().putAway).toBeNull()
  })

  it('never goes to another account', async () => {
    const { state } = await ready()
    state().newForm()
    state().openAccount('T11112222', { ...defaults, currency: 'SEK' })
    expect(state().putAway).not.toBeNull()
    state().edit({ amount: '77' })
    state().openAccount('P22223333', defaults)
    expect(state().putAway).toBeNull()
    state().openAccount('T11112222', defaults)
    expect(state().putAway).toBeNull()
  })

  it('is not made of what may have been sent', async () => {
    const { state } = await ready({
      submitCharge: () => Promise.reject(new Error('gone')),
      chargeOfReview: async () => ({ ok: false, error: appError('storage_failed') })
    })
    await press(state())
    expect(state().failure?.nothingSent).toBe(false)
    state().newForm()
    expect(state().putAway).toBeNull()
  })
})

describe('another card', () => {
  const other = { ...card, id: 'card-2', email: 'ola@example.com', phone: '' }

  it('takes the contact along and voids the review', async () => {
    const { state } = await ready()
    state().chooseCard(other)
    expect(state()).toMatchObject({
      review: { phase: 'checking' },
      form: { amount: '1 299,90', email: 'ola@example.com', phone: '' }
    })
    state().clearCard()
    expect(state()).toMatchObject({ review: { phase: 'incomplete' }, form: { email: '', phone: '' } })
  })

  it('ends a new attempt, with a reference that is not linked to it', async () => {
    const proposeReference = vi.fn(async ({ retryOf }: { retryOf: string | null }) => {
      return { ok: true, value: { merchantReference: retryOf === null ? 'T-9' : 'order-17~2' } } as const
    })
    const { state } = world({ proposeReference })
    await state().startRetry('charge-1')
    expect(state().form).toMatchObject({ retryOf: 'charge-1', merchantReference: 'order-17~2' })
    state().clearCard()
    state().chooseCard(other)
    await vi.advanceTimersByTimeAsync(0)
    expect(state().form).toMatchObject({ retryOf: null, merchantReference: 'T-9' })
  })

  it('ends it also when the linked reference comes late', async () => {
    const linked = later<{ merchantReference: string }>()
    const proposeReference = async ({ retryOf }: { retryOf: string | null }) =>
      retryOf === null ? ({ ok: true, value: { merchantReference: 'T-9' } } as const) : linked.promise
    const { state } = world({ proposeReference })
    const starting = state().startRetry('charge-1')
    await vi.advanceTimersByTimeAsync(0)
    state().chooseCard(other)
    await vi.advanceTimersByTimeAsync(0)
    linked.answer({ ok: true, value: { merchantReference: 'order-17~2' } })
    await starting
    expect(state().form).toMatchObject({ retryOf: null, merchantReference: 'T-9' })
  })
})

describe('a page loaded anew', () => {
  const sent: ChargeDetail = { ...charge, state: 'sent' }

  it('comes back to the charge in flight, lets nothing be typed or charged, and shows its result', async () => {
    let flying: ChargeDetail | null = sent
    const currentFlight = vi.fn(async () => ({ ok: true, value: flying }) as const)
    const { state, submitCharge, reviewCharge } = world({ currentFlight })
    await vi.advanceTimersByTimeAsync(0)
    expect(state()).toMatchObject({
      flight: { step: 'sent', charge: sent },
      form: { card, merchantReference: sent.merchantReference }
    })
    state().edit({ amount: '1' })
    state().newForm()
    await press(state())
    await vi.advanceTimersByTimeAsync(5_000)
    expect(state().flight).not.toBeNull()

    flying = null
    await state().chargeChanged(charge)
    expect(state()).toMatchObject({ flight: null, result: { charge } })
    expect([submitCharge.mock.calls, reviewCharge.mock.calls]).toEqual([[], []])
    const asked = currentFlight.mock.calls.length
    await vi.advanceTimersByTimeAsync(5_000)
    expect(currentFlight.mock.calls.length).toBe(asked)
  })

  it('shows the result also when no event told of it', async () => {
    let flying: ChargeDetail | null = sent
    const { state } = world({ currentFlight: async () => ({ ok: true, value: flying }) })
    await vi.advanceTimersByTimeAsync(0)
    flying = null
    await vi.advanceTimersByTimeAsync(1_000)
    expect(state()).toMatchObject({ flight: null, result: { charge } })
  })

  it('keeps waiting while main cannot say', async () => {
    let answer: Result<ChargeDetail | null> = { ok: true, value: sent }
    const { state } = world({ currentFlight: async () => answer })
    await vi.advanceTimersByTimeAsync(0)
    answer = { ok: false, error: appError('storage_failed') }
    await vi.advanceTimersByTimeAsync(5_000)
    expect(state()).toMatchObject({ flight: { charge: sent }, result: null })
  })

  it('asks for each account, and never shows the flight of one in another', async () => {
    const answers = [later<ChargeDetail | null>(), later<ChargeDetail | null>()]
    let turn = 0
    const currentFlight = () => answers[turn++]?.promise ?? later<ChargeDetail | null>().promise
    const { state } = world({ currentFlight })
    state().openAccount('P22223333', defaults)
    answers[0]?.answer({ ok: true, value: sent })
    await vi.advanceTimersByTimeAsync(0)
    expect(state().flight).toBeNull()
    answers[1]?.answer({ ok: true, value: sent })
    await vi.advanceTimersByTimeAsync(0)
    expect(state().flight?.charge).toEqual(sent)
  })
})
