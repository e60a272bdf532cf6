import type { ChargeDetail, ChargeReview, ReviewAnswers } from '../../../shared/charge'
import type { Api } from '../../../shared/ipc'
import type { AppError } from '../../../shared/result'

export type SubmitApi = Pick<Api, 'confirmReview' | 'submitCharge' | 'chargeOfReview'>

/** What became of a press of the charge button. */
export type SubmitOutcome =
  /** There is a charge; its state says the rest. */
  | { readonly kind: 'charge'; readonly detail: ChargeDetail }
  /** `nothingSent`: it is certain that nothing left this computer. Otherwise nobody may say so. */
  | { readonly kind: 'failed'; readonly error: AppError; readonly nothingSent: boolean }

/**
 * Confirms the review where it asks for that, then submits it: one call, carrying the review id and nothing else.
 * A submit that fails is never repeated. Instead main is asked what has become of the review: if there is a charge it is
 * shown, if main says that there is none nothing was sent.
 */
export async function submitReview(
  api: SubmitApi,
  review: ChargeReview,
  answers: ReviewAnswers
): Promise<SubmitOutcome> {
  if (review.confirmations.length > 0) {
    const confirmed = await api.confirmReview(answers)
    if (!confirmed.ok) return failed(confirmed.error)
    if (!isSameCharge(confirmed.value, review)) {
      return failed({ code: 'review_unconfirmed', message: 'the confirmed review differs' })
    }
  }
  const submitted = await api.submitCharge({ reviewId: review.reviewId })
  if (submitted.ok) return { kind: 'charge', detail: submitted.value }
  return afterFailure(api, review.reviewId, submitted.error)
}

function failed(error: AppError, nothingSent = true): SubmitOutcome {
  return { kind: 'failed', error, nothingSent }
}

/** Main knows whether there is a charge. Where it can't be asked, only its own word at the failure counts. */
async function afterFailure(api: SubmitApi, reviewId: string, error: AppError): Promise<SubmitOutcome> {
  if (error.nothingSent) return failed(error)
  const asked = await api.chargeOfReview({ reviewId })
  if (!asked.ok) return failed(error, false)
  const { charge } = asked.value
  return charge === null ? failed(error) : { kind: 'charge', detail: charge }
}

function isSameCharge(one: ChargeReview, other: ChargeReview): boolean {
  return (
    one.reviewId === other.reviewId &&
    one.card.id === other.card.id &&
    one.operation === other.operation &&
    one.amount === other.amount &&
    one.currency === other.currency &&
    one.merchantReference === other.merchantReference &&
    one.autoCapture === other.autoCapture
  )
}
