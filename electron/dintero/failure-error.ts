import { TrekkError, type ErrorCode } from '../../shared/result'
import type { Failed, FailureReason } from './dintero'

const codes: Readonly<Record<FailureReason | 'account_unknown', ErrorCode>> = {
  account_unknown: 'account_id_unknown',
  unauthorised: 'credentials_refused',
  forbidden: 'access_denied',
  rate_limited: 'rate_limited',
  network: 'network_unreachable',
  timeout: 'network_timeout',
  server: 'dintero_failed',
  unreadable: 'answer_unreadable'
}

/**
 * A question Dintero did not answer, as the page is told: each reason has its own words and its own next step.
 * `details.retryAfter` is how long Dintero asked us to wait, ms, where it did.
 */
export function failureError(failed: Failed<FailureReason | 'account_unknown'>): TrekkError {
  const { reason, message, retryAfter } = failed
  return new TrekkError(codes[reason], message, { ...(retryAfter !== null && { details: { retryAfter } }) })
}
