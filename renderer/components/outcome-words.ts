import type { ChargeDetail } from '../../shared/charge'
import { standingOf } from '../../shared/standing'

type Facts = Pick<
  ChargeDetail,
  | 'state'
  | 'amount'
  | 'captured'
  | 'autoCapture'
  | 'transactionStatus'
  | 'captureOverdue'
  | 'found'
  | 'actions'
  | 'answerUnwritten'
>

/** The key of the headline for a charge, in the namespace `charge`. */
export function headlineKey(charge: Facts) {
  if (charge.answerUnwritten) return 'headline.sentUnwritten' as const
  return `headline.${standingOf(charge)}` as const
}

/**
 * The key of the sentence that says what a charge means for the money and what to do: one piece of advice at a time. A
 * standing without words here does not compile.
 */
export function moneyKey(charge: Facts) {
  if (charge.answerUnwritten) return 'money.sentUnwritten' as const
  const standing = standingOf(charge)
  switch (standing) {
    case 'held':
      if (!charge.autoCapture) return 'money.heldManual' as const
      return charge.captureOverdue ? ('money.heldOverdue' as const) : ('money.heldWaiting' as const)
    case 'not_sent':
      return charge.actions.retryNotBefore === null ? 'money.not_sent' : ('money.notSentWait' as const)
    case 'unknown':
      if (charge.actions.close) return 'money.unknownClose' as const
      if (charge.found.length > 0) return 'money.unknownFound' as const
      return charge.actions.resend ? 'money.unknownResend' : ('money.unknown' as const)
    case 'intent':
    case 'sent':
    case 'pending':
    case 'declined':
    case 'refused':
    case 'closed':
    case 'captured':
    case 'partly_captured':
    case 'partly_captured_refunded':
    case 'partly_refunded':
    case 'refunded':
    case 'voided':
    case 'failed_after_all':
    case 'undecided_again':
    case 'unforeseen':
    case 'charged_after_all':
      return `money.${standing}` as const
  }
}
