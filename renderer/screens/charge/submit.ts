import type { ChargeDetail, ChargeReview, ChargeRow, ReviewAnswers } from '../../../shared/charge'
import type { Api } from '../../../shared/ipc'
import type { AppError, ErrorCode } from '../../../shared/result'
import { settled } from './settled'

export type SubmitApi = Pick<Api, 'confirmReview' | 'submitCharge' | 'getCharge' | 'listCharges'>

/** What became of a press of the charge button. */
export type SubmitOutcome =
  /** There is a charge; its state says the rest. */
  | { readonly kind: 'charge'; readonly detail: ChargeDetail }
  /** `nothingSent`: it is certain that nothing left this computer. Otherwise nobody may say so. */
  | { readonly kind: 'failed'; readonly error: AppError; readonly nothingSent: boolean }

/** Codes after which the page cannot know by the code alone whether the request left. */
const leavesDoubt: ReadonlySet<ErrorCode> = new Set([
  'internal',
  'dintero_failed',
  'answer_unreadable',
  'network_timeout',
  'network_unreachable',
  'charge_in_flight'
])

/** Codes with which the main process refuses before it writes a charge down. */
const refusedBefore: ReadonlySet<ErrorCode> = new Set([
  'review_expired',
  'review_unknown',
  'reference_used',
  'card_blocked',
  'card_expired',
  'over_limit',
  'retry_budget_spent'
])

/**
 * Confirms the review where it asks for that, then submits it: one call, carrying the review id and nothing else.
 * A submit that fails is never repeated. Instead the ledger is asked whether there is a charge, since a charge is
 * on disk before anything is sent: if there is one it is shown, if there is none nothing was sent.
 */
export async function submitReview(
  api: SubmitApi,
  review: ChargeReview,
  answers: ReviewAnswers
): Promise<SubmitOutcome> {
  if (review.confirmations.length > 0) {
    const confirmed = await settled(api.confirmReview(answers))
    if (!confirmed.ok) return failed(confirmed.error)
    if (!isSameCharge(confirmed.value, review)) {
      return failed({ code: 'review_unconfirmed', message: 'the confirmed review differs' })
    }
  }
  const submitted = await settled(api.submitCharge({ reviewId: review.reviewId }))
  if (submitted.ok) return { kind: 'charge', detail: submitted.value }
  return await afterFailure(api, review, submitted.error)
}

function failed(error: AppError, nothingSent = true): SubmitOutcome {
  return { kind: 'failed', error, nothingSent }
}

async function afterFailure(api: SubmitApi, review: ChargeReview, error: AppError): Promise<SubmitOutcome> {
  // The reference belongs to somebody else's charge then, which must not be shown as this one.
  if (refusedBefore.has(error.code)) return failed(error)
  const known = error.code === 'review_used' ? error.details?.['chargeId'] : undefined
  const found = typeof known === 'string' ? known : await findCharge(api, review)
  if (found === undefined) return failed(error, !leavesDoubt.has(error.code))
  if (found === null) return failed(error)
  const charge = await settled(api.getCharge({ chargeId: found }))
  if (charge.ok) return { kind: 'charge', detail: charge.value }
  return failed(error, false)
}

/** The charge of this review's reference, which is unique in an account. Undefined when the ledger cannot be read. */
async function findCharge(api: SubmitApi, review: ChargeReview): Promise<string | null | undefined> {
  const search = { search: review.merchantReference, states: [], operations: [], from: null, to: null }
  const listed = await settled(api.listCharges({ ...search, offset: 0, limit: 200 }))
  if (!listed.ok) return undefined
  const isThis = (row: ChargeRow): boolean =>
    row.merchantReference === review.merchantReference &&
    row.amount === review.amount &&
    row.currency === review.currency
  return listed.value.rows.find(isThis)?.id ?? null
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
