import type { ChargeActions, DeclineReason, RetryAdvice } from '../../shared/charge'
import { mayBePaid } from '../../shared/link-state'
import { saysMoneyTaken } from '../../shared/standing'
import type { AttemptEnd, ChargeRecord } from '../ledger/charge-record'
import type { CardRecord } from '../ledger/card-record'
import { isClosable, isFoundMissing } from './backoff'

/** What the actions of a charge depend on besides the charge itself. */
export interface Circumstances {
  readonly card: CardRecord | null
  /** The newest payment link made in place of the charge. */
  readonly link: AttemptEnd['link']
  readonly retriedBy: string | null
  readonly inFlight: boolean
  /** ms since 1970 UTC */
  readonly now: number
}

const retryKinds: readonly RetryAdvice['kind'][] = ['now', 'after', 'unsaid', 'fix_first']

/**
 * Whether the same request, with the same reference, may be sent again: it never arrived, or lookups found nothing
 * for long enough. The strict toggle makes Dintero refuse it if it did arrive after all.
 */
export function mayResend(charge: ChargeRecord, now: number): boolean {
  // What cannot be read of the request cannot be sent again as it was.
  if (!charge.isWhole) return false
  if (charge.state === 'not_sent') return charge.resendNotBefore === null || now >= charge.resendNotBefore
  // Under a reference that has another payment, the request would be refused, or charge beside it.
  return charge.state === 'unknown' && charge.found.length === 0 && isFoundMissing(charge, now)
}

/** Whether a new attempt may be made at all; `notBefore` (ms) is when, null for at once. */
export function retryRule(charge: AttemptEnd): { allowed: boolean; notBefore: number | null } {
  // Dintero says that it was charged after all: an alarm, and nothing to try again.
  if (saysMoneyTaken(charge.transactionStatus)) return { allowed: false, notBefore: null }
  if (charge.state === 'refused') return { allowed: true, notBefore: null }
  if (charge.state !== 'declined' || charge.decline === null) return { allowed: false, notBefore: null }
  const { kind, notBefore } = charge.decline.retry
  // A payment link is out with the customer: a new attempt could make them pay twice.
  const allowed = retryKinds.includes(kind) && !isLinkLive(charge)
  return { allowed, notBefore: allowed && kind === 'after' ? notBefore : null }
}

/** Whether the customer may still pay, or has paid, by a link made in place of the charge. */
function isLinkLive({ link }: AttemptEnd): boolean {
  return link !== null && (link.state === 'paid' || mayBePaid(link))
}

/** Declines that a link would not heal: the request was wrong, the bank could not be asked, or the card is not the customer's. */
const notHealed: readonly DeclineReason[] = [
  'stolen_card',
  'suspected_fraud',
  'invalid_amount',
  'invalid_request',
  'issuer_unavailable'
]

/**
 * Whether a payment link may stand in place of a charge: it was declined for a reason the customer can heal, by confirming
 * or with another card, and no other link of it may be paid or was.
 */
export function mayLink(charge: AttemptEnd): boolean {
  if (charge.state !== 'declined' || charge.decline === null) return false
  if (saysMoneyTaken(charge.transactionStatus) || isLinkLive(charge)) return false
  return !notHealed.includes(charge.decline.reason)
}

/** What staff may do now. */
export function actionsOf(
  charge: ChargeRecord,
  { card, link, retriedBy, inFlight, now }: Circumstances
): ChargeActions {
  if (charge.state === 'intent' || (charge.state === 'sent' && inFlight)) return nothing
  const cardThere = card !== null && !card.removed && card.view.blockedUntil === null
  const end = { ...charge, link }
  const rule = retryRule(end)
  const retry = rule.allowed && cardThere && retriedBy === null
  return {
    ask: true,
    resend: cardThere && mayResend(charge, now),
    retry,
    retryNotBefore: retry ? rule.notBefore : charge.state === 'not_sent' ? charge.resendNotBefore : null,
    link: retriedBy === null && card !== null && !card.removed && mayLink(end),
    close: isClosable(charge, now)
  }
}

const nothing: ChargeActions = {
  ask: false,
  resend: false,
  retry: false,
  retryNotBefore: null,
  link: false,
  close: false
}
