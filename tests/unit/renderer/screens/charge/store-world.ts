import { vi } from 'vitest'
import type { ChargeStore } from '../../../../../renderer/screens/charge/charge-state'
import {
  createChargeStore,
  reviewDelay,
  type StoreCalls
} from '../../../../../renderer/screens/charge/charge-store'
import { answering } from '../../../../../renderer/answering'
import type { ChargeDetail, ChargeDraft } from '../../../../../shared/charge'
import type { LinkDetail, LinkDraft } from '../../../../../shared/link'
import type { ChargeReview, LinkReview } from '../../../../../shared/review'
import type { Result } from '../../../../../shared/result'
import { card, charge, link, linkReview, review } from './samples'

/** An answer that comes when the test says so. */
export function later<T>() {
  let answer: (result: Result<T>) => void = () => undefined
  const promise = new Promise<Result<T>>((resolve) => {
    answer = resolve
  })
  return { promise, answer }
}

export const defaults = { currency: 'NOK', autoCapture: true, country: 'NO', locale: 'nb-NO' } as const

/** Presses the button: submits the review that is shown. */
export function press({ review: shown, submit }: ChargeStore): Promise<void> {
  return submit(shown.phase === 'ready' ? shown.review.reviewId : 'no review')
}

/** A charge screen whose main answers everything well, but for what a test changes. Timers are the test's own. */
export function world(changes: Partial<StoreCalls> = {}) {
  const calls = {
    reviewCharge: vi.fn(async (draft: ChargeDraft): Promise<Result<ChargeReview>> => {
      return { ok: true, value: { ...review, amount: draft.amount, reviewId: `review-of-${draft.amount}` } }
    }),
    reviewLink: vi.fn(async ({ cardId: _cardId, ...draft }: LinkDraft): Promise<Result<LinkReview>> => {
      return { ok: true, value: { ...linkReview, ...draft, reviewId: `link-review-of-${draft.amount}` } }
    }),
    proposeReference: vi.fn(
      async () => ({ ok: true, value: { merchantReference: 'T-20261122-0004' } }) as const
    ),
    getCard: vi.fn(async () => ({ ok: true, value: card }) as const),
    confirmReview: vi.fn(async (): Promise<Result<ChargeReview>> => ({ ok: true, value: review })),
    submitCharge: vi.fn(async (): Promise<Result<ChargeDetail>> => ({ ok: true, value: charge })),
    currentFlight: vi.fn(async (): Promise<Result<ChargeDetail | null>> => ({ ok: true, value: null })),
    getCharge: vi.fn(async (): Promise<Result<ChargeDetail>> => ({ ok: true, value: charge })),
    chargeOfReview: vi.fn(async (): Promise<Result<{ charge: ChargeDetail | null }>> => ({
      ok: true,
      value: { charge: null }
    })),
    confirmLinkReview: vi.fn(async (): Promise<Result<LinkReview>> => ({ ok: true, value: linkReview })),
    submitLink: vi.fn(async (): Promise<Result<LinkDetail>> => ({ ok: true, value: link })),
    linkOfReview: vi.fn(async (): Promise<Result<{ link: LinkDetail | null }>> => ({
      ok: true,
      value: { link: null }
    })),
    getLink: vi.fn(async (): Promise<Result<LinkDetail>> => ({ ok: true, value: link }))
  }
  const store = createChargeStore(answering({ ...calls, on: () => () => undefined, ...changes }))
  store.getState().openAccount('T11112222', defaults)
  return { store, ...calls, state: (): ChargeStore => store.getState() }
}

/** A world whose form is filled in and whose review stands. */
export async function ready(changes: Partial<StoreCalls> = {}) {
  const made = world(changes)
  await vi.advanceTimersByTimeAsync(0)
  made.state().chooseCard(card)
  made.state().edit({ amount: '1 299,90' })
  await vi.advanceTimersByTimeAsync(reviewDelay)
  return made
}
