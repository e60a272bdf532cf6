import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reviewDelay } from '../../../../../renderer/screens/charge/charge-store'
import type { ChargeDetail } from '../../../../../shared/charge'
import type { LinkDetail } from '../../../../../shared/link'
import type { LinkReview } from '../../../../../shared/review'
import { appError, card, charge, link, linkReview } from './samples'
import { defaults, later, press, ready, world } from './store-world'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

type Changes = Parameters<typeof ready>[0]

/** A world in which a link is reviewed. */
async function readyForLink(changes: Changes = {}) {
  const made = await ready(changes)
  made.state().edit({ way: 'link' })
  await vi.advanceTimersByTimeAsync(reviewDelay)
  return made
}

const gone = () => Promise.reject(new Error('the other side has gone'))

describe('another way', () => {
  it('voids the review at once, and has the link reviewed', async () => {
    const { state, reviewLink } = await ready()
    state().edit({ way: 'link' })
    expect(state().review.phase).toBe('checking')
    await vi.advanceTimersByTimeAsync(reviewDelay)
    expect(reviewLink.mock.calls).toEqual([
      [
        expect.objectContaining({
          cardId: card.id,
          amount: 129_990,
          capture: 'profile',
          filled: true,
          chargeId: null
        })
      ]
    ])
    expect(state().review).toMatchObject({ phase: 'ready', kind: 'link', review: { amount: 129_990 } })
  })

  it('loses nothing that was typed, there and back', async () => {
    const { state } = await readyForLink()
    state().edit({ autoCapture: false, email: 'other@example.com' })
    state().edit({ link: { capture: 'later', filled: false, sms: true, lifetimeHours: 24 } })
    const before = state().form
    state().edit({ way: 'recurring_purchase' })
    state().edit({ way: 'link' })
    expect(state().form).toEqual(before)
  })

  it('keeps the answer about a charge from standing for a link', async () => {
    const asked = later<never>()
    const { state } = await ready({ reviewLink: () => asked.promise })
    state().edit({ way: 'link' })
    await vi.advanceTimersByTimeAsync(10 * reviewDelay)
    expect(state().review.phase).toBe('checking')
    await state().submit('review-of-129990')
    expect(state()).toMatchObject({ flight: null, result: null })
  })

  it('stays a link when another card is chosen, or none', async () => {
    const { state } = await readyForLink()
    state().chooseCard({ ...card, id: 'card-2' })
    expect(state().form.way).toBe('link')
    state().clearCard()
    expect(state().form.way).toBe('link')
  })
})

describe('making a link', () => {
  it('sends the review id and nothing else, and charges nothing', async () => {
    const { state, submitLink, submitCharge } = await readyForLink()
    await press(state())
    expect(submitLink.mock.calls).toEqual([[{ reviewId: 'link-review-of-129990' }]])
    expect(submitCharge).not.toHaveBeenCalled()
    expect(state()).toMatchObject({ result: { kind: 'link', link }, flight: null, putAway: null })
  })

  it('happens once however often the button is pressed', async () => {
    const answer = later<LinkDetail>()
    const submitLink = vi.fn(() => answer.promise)
    const { state } = await readyForLink({ submitLink })
    const presses = Array.from({ length: 20 }, () => press(state()))
    answer.answer({ ok: true, value: link })
    await Promise.all(presses)
    await press(state())
    expect(submitLink).toHaveBeenCalledTimes(1)
  })

  it('follows the ledger while it is in flight, and takes no charge for it', async () => {
    const answer = later<LinkDetail>()
    const { state } = await readyForLink({ submitLink: () => answer.promise })
    const making = press(state())
    expect(state().flight).toMatchObject({ kind: 'link', step: 'saving' })
    await state().chargeChanged({ ...charge, state: 'sent' })
    await state().linkChanged({ ...link, state: 'asking', merchantReference: 'another' })
    expect(state().flight?.step).toBe('saving')
    await state().linkChanged({ ...link, state: 'asking' })
    expect(state().flight?.step).toBe('sent')
    answer.answer({ ok: true, value: link })
    await making
    expect(state().flight).toBeNull()
  })

  it('waits for the confirmations, sends them, then submits', async () => {
    const asking: LinkReview = { ...linkReview, confirmations: [{ kind: 'type_amount' }] }
    const { state, confirmLinkReview, submitLink } = await readyForLink({
      reviewLink: async () => ({ ok: true, value: asking })
    })
    await press(state())
    expect(submitLink).not.toHaveBeenCalled()
    state().answer({ typedAmount: '1 299,90' })
    await press(state())
    expect(confirmLinkReview.mock.calls).toEqual([
      [{ reviewId: 'link-review-1', typedAmount: 129_990, reason: '', realMoney: false }]
    ])
    expect(submitLink).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['amount', { amount: 999_999 }],
    ['card filled in', { filled: false }],
    ['capture', { capture: 'now' }],
    ['SMS', { sms: true }],
    ['phone number', { phone: '+4790000001' }],
    ['end', { lifetimeHours: 720 }],
    ['charge it stands for', { chargeId: 'charge-9' }]
  ] as const)('does not submit when main confirms another %s than the one shown', async (_what, change) => {
    const asking: LinkReview = { ...linkReview, confirmations: [{ kind: 'type_amount' }] }
    const { state, submitLink } = await readyForLink({
      reviewLink: async () => ({ ok: true, value: asking }),
      confirmLinkReview: async () => ({ ok: true, value: { ...linkReview, ...change } })
    })
    state().answer({ typedAmount: '1 299,90' })
    await press(state())
    expect(submitLink).not.toHaveBeenCalled()
    expect(state().failure).toMatchObject({ nothingSent: true })
  })
})

describe('a link whose answer is lost', () => {
  it('is shown from the ledger', async () => {
    const lost: LinkDetail = { ...link, state: 'lost', url: null }
    const { state } = await readyForLink({
      submitLink: gone,
      linkOfReview: async () => ({ ok: true, value: { link: lost } })
    })
    await press(state())
    expect(state().result).toEqual({ kind: 'link', link: lost })
  })

  it('was not asked for when main knows of none, and is not asked for again by itself', async () => {
    const submitLink = vi.fn(gone)
    const { state } = await readyForLink({ submitLink })
    await press(state())
    expect(state().failure?.nothingSent).toBe(true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(submitLink).toHaveBeenCalledTimes(1)
  })

  it('is not said not to be there when nobody can tell, and is not offered again', async () => {
    const { state } = await readyForLink({
      submitLink: gone,
      linkOfReview: async () => ({ ok: false, error: appError('storage_failed') })
    })
    await press(state())
    expect(state().failure?.nothingSent).toBe(false)
    expect(state().review.phase).toBe('refused')
    state().newForm()
    expect(state().putAway).toBeNull()
  })
})

describe('the link that is shown', () => {
  it('is the one that main tells about, and no other', async () => {
    const paid: LinkDetail = { ...link, state: 'paid', transactionStatus: 'CAPTURED' }
    const { state } = await readyForLink({ getLink: async () => ({ ok: true, value: paid }) })
    await press(state())
    await state().linkChanged({ ...paid, id: 'link-2' })
    expect(state().result).toEqual({ kind: 'link', link })
    await state().linkChanged(paid)
    expect(state().result).toEqual({ kind: 'link', link: paid })
    state().showResult({ kind: 'charge', charge: { ...charge, id: link.id } })
    expect(state().result).toEqual({ kind: 'link', link: paid })
  })
})

describe('a new link', () => {
  it('begins empty, and takes on the defaults of the account while nothing is typed', async () => {
    const { state } = await ready()
    state().newForm('link')
    expect(state()).toMatchObject({ form: { card: null, amount: '', way: 'link' } })
    expect(state().putAway).toMatchObject({ amount: '1 299,90', way: 'unscheduled_purchase' })
    state().openAccount('T11112222', { ...defaults, currency: 'SEK' })
    expect(state().form).toMatchObject({ way: 'link', currency: 'SEK' })
    // Nothing was typed, so nothing is put away.
    state().newForm()
    expect(state().putAway).toMatchObject({ amount: '1 299,90' })
  })

  const declined: ChargeDetail = { ...charge, state: 'declined', declineReason: 'customer_needed' }
  const references = () =>
    vi.fn(async ({ retryOf }: { retryOf: string | null }) => {
      return { ok: true, value: { merchantReference: retryOf === null ? 'T-9' : 'order-17~2' } } as const
    })

  it('in place of a declined charge is filled in and named after it', async () => {
    const proposeReference = references()
    const { state, reviewLink } = world({
      proposeReference,
      getCharge: async () => ({ ok: true, value: declined })
    })
    await state().startLinkFor(declined.id)
    await vi.advanceTimersByTimeAsync(reviewDelay)
    expect(state().form).toMatchObject({
      way: 'link',
      card,
      retryOf: declined.id,
      merchantReference: 'order-17~2',
      link: { filled: true }
    })
    expect(reviewLink.mock.calls[0]?.[0]).toMatchObject({ chargeId: declined.id, amount: 129_990 })
  })

  it('in place of a charge is tied to it no longer when another card is chosen', async () => {
    const { state } = world({
      proposeReference: references(),
      getCharge: async () => ({ ok: true, value: declined })
    })
    await state().startLinkFor(declined.id)
    state().chooseCard({ ...card, id: 'card-2' })
    await vi.advanceTimersByTimeAsync(0)
    expect(state().form).toMatchObject({ way: 'link', retryOf: null, merchantReference: 'T-9' })
  })

  it('like one that has ended has a reference of its own', async () => {
    const ended: LinkDetail = { ...link, state: 'expired', capture: 'later', merchantReference: 'T-8' }
    const { state } = world({
      proposeReference: references(),
      getLink: async () => ({ ok: true, value: ended })
    })
    await state().startLinkLike(ended.id)
    expect(state().form).toMatchObject({
      way: 'link',
      card,
      merchantReference: 'T-9',
      link: { capture: 'later' }
    })
  })

  it('says why it could not be begun', async () => {
    const { state } = world({ getLink: async () => ({ ok: false, error: appError('not_found') }) })
    await state().startLinkLike('link-9')
    expect(state().startError).toMatchObject({ code: 'not_found' })
  })
})
