import type { ChargeDetail } from '../../../shared/charge'
import type { LinkDetail } from '../../../shared/link'
import type { ChargeReview, LinkReview, ReviewAnswers } from '../../../shared/review'
import type { Api } from '../../../shared/ipc'
import type { AppError, Result } from '../../../shared/result'

export type SubmitApi = Pick<
  Api,
  'confirmReview' | 'submitCharge' | 'chargeOfReview' | 'confirmLinkReview' | 'submitLink' | 'linkOfReview'
>

/** What main says will happen, and holds until it is submitted. */
export type Reviewed =
  | { readonly kind: 'charge'; readonly review: ChargeReview }
  | { readonly kind: 'link'; readonly review: LinkReview }

/** What a press of the button has become. Its state says the rest. */
export type Made =
  | { readonly kind: 'charge'; readonly charge: ChargeDetail }
  | { readonly kind: 'link'; readonly link: LinkDetail }

/** Whether two are the same charge, or the same link, at whatever time. */
export function isSameMade(one: Made, other: Made): boolean {
  return one.kind === 'charge'
    ? other.kind === 'charge' && one.charge.id === other.charge.id
    : other.kind === 'link' && one.link.id === other.link.id
}

/** What became of a press of the button. */
export type SubmitOutcome =
  | { readonly kind: 'made'; readonly made: Made }
  /** `nothingSent`: it is certain that nothing left this computer. Otherwise nobody may say so. */
  | { readonly kind: 'failed'; readonly error: AppError; readonly nothingSent: boolean }

/** The calls by which a review of one kind becomes what it is about. */
interface Road<Review> {
  readonly confirm: (answers: ReviewAnswers) => Promise<Result<Review>>
  readonly isSame: (one: Review, other: Review) => boolean
  readonly submit: (review: { reviewId: string }) => Promise<Result<Made>>
  /** What a review has become; null when main knows that it has become nothing. */
  readonly madeOf: (review: { reviewId: string }) => Promise<Result<Made | null>>
}

/**
 * Confirms the review where it asks for that, then submits it: one call, carrying the review id and nothing else.
 * A submit that fails is never repeated. Instead main is asked what has become of the review: if there is something it is
 * shown, if main says that there is nothing nothing was sent.
 */
export function submitReview(
  api: SubmitApi,
  reviewed: Reviewed,
  answers: ReviewAnswers
): Promise<SubmitOutcome> {
  return reviewed.kind === 'charge'
    ? submitBy(chargeRoad(api), reviewed.review, answers)
    : submitBy(linkRoad(api), reviewed.review, answers)
}

async function submitBy<Review extends Pick<ChargeReview, 'reviewId' | 'confirmations'>>(
  road: Road<Review>,
  review: Review,
  answers: ReviewAnswers
): Promise<SubmitOutcome> {
  const { reviewId } = review
  if (review.confirmations.length > 0) {
    const confirmed = await road.confirm(answers)
    if (!confirmed.ok) return failed(confirmed.error)
    if (confirmed.value.reviewId !== reviewId || !road.isSame(confirmed.value, review)) {
      return failed({ code: 'review_unconfirmed', message: 'the confirmed review differs' })
    }
  }
  const submitted = await road.submit({ reviewId })
  if (submitted.ok) return { kind: 'made', made: submitted.value }
  return afterFailure(road, reviewId, submitted.error)
}

function failed(error: AppError, nothingSent = true): SubmitOutcome {
  return { kind: 'failed', error, nothingSent }
}

/** Main knows whether there is anything. Where it can't be asked, only its own word at the failure counts. */
async function afterFailure<Review>(
  road: Road<Review>,
  reviewId: string,
  error: AppError
): Promise<SubmitOutcome> {
  if (error.nothingSent) return failed(error)
  const asked = await road.madeOf({ reviewId })
  if (!asked.ok) return failed(error, false)
  return asked.value === null ? failed(error) : { kind: 'made', made: asked.value }
}

function chargeRoad(api: SubmitApi): Road<ChargeReview> {
  return {
    confirm: api.confirmReview,
    isSame: isSameCharge,
    submit: async (review) => of(await api.submitCharge(review), asCharge),
    madeOf: async (review) => of(await api.chargeOfReview(review), ({ charge }) => charge && asCharge(charge))
  }
}

function linkRoad(api: SubmitApi): Road<LinkReview> {
  return {
    confirm: api.confirmLinkReview,
    isSame: isSameLink,
    submit: async (review) => of(await api.submitLink(review), asLink),
    madeOf: async (review) => of(await api.linkOfReview(review), ({ link }) => link && asLink(link))
  }
}

const asCharge = (charge: ChargeDetail): Made => ({ kind: 'charge', charge })
const asLink = (link: LinkDetail): Made => ({ kind: 'link', link })

function of<From, To>(answer: Result<From>, as: (value: From) => To): Result<To> {
  return answer.ok ? { ok: true, value: as(answer.value) } : answer
}

function isSameCharge(one: ChargeReview, other: ChargeReview): boolean {
  return isSameMoney(one, other) && one.operation === other.operation && one.autoCapture === other.autoCapture
}

function isSameLink(one: LinkReview, other: LinkReview): boolean {
  const { capture, filled, sms, lifetimeHours, phone, chargeId } = other
  return (
    isSameMoney(one, other) &&
    one.capture === capture &&
    one.filled === filled &&
    one.sms === sms &&
    one.lifetimeHours === lifetimeHours &&
    one.phone === phone &&
    one.chargeId === chargeId
  )
}

type Money = Pick<ChargeReview, 'card' | 'amount' | 'currency' | 'merchantReference'>

function isSameMoney(one: Money, other: Money): boolean {
  return (
    one.card.id === other.card.id &&
    one.amount === other.amount &&
    one.currency === other.currency &&
    one.merchantReference === other.merchantReference
  )
}
