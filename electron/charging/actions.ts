import { isUnresolved, type ChargeActions, type RetryAdvice } from '../../shared/charge'
import type { ChargeRecord } from '../ledger/charge-record'
import type { CardRecord } from '../ledger/cards'
import { isFoundMissing } from './backoff'

/** What the actions of a charge depend on besides the charge itself. */
export interface Circumstances {
  readonly card: CardRecord | null
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
  if (charge.state === 'not_sent') return charge.resendNotBefore === null || now >= charge.resendNotBefore
  return charge.state === 'unknown' && isFoundMissing(charge, now)
}

/** Whether a new attempt may be made at all; `notBefore` (ms) is when, null for at once. */
export function retryRule(charge: ChargeRecord): { allowed: boolean; notBefore: number | null } {
  if (charge.state === 'refused') return { allowed: true, notBefore: null }
  if (charge.state !== 'declined' || charge.decline === null) return { allowed: false, notBefore: null }
  const { kind, notBefore } = charge.decline.retry
  // A payment link is out with the customer: a new attempt could make them pay twice.
  const allowed = retryKinds.includes(kind) && charge.linkReference === null
  return { allowed, notBefore: allowed && kind === 'after' ? notBefore : null }
}

/** Whether a payment link is the way on: the bank wants the customer, and the card has a token a link can use. */
export function mayLink(charge: ChargeRecord, card: CardRecord | null): boolean {
  if (charge.state !== 'declined' || charge.decline?.retry.kind !== 'with_customer') return false
  return charge.linkUrl === null && card !== null && !card.removed && card.view.tokenKind === 'payment_token'
}

/** What staff may do now. */
export function actionsOf(
  charge: ChargeRecord,
  { card, retriedBy, inFlight, now }: Circumstances
): ChargeActions {
  if (charge.state === 'intent' || (charge.state === 'sent' && inFlight)) {
    return { ask: false, resend: false, retry: false, retryNotBefore: null, link: false }
  }
  const cardThere = card !== null && !card.removed && card.view.blockedUntil === null
  const rule = retryRule(charge)
  const retry = rule.allowed && cardThere && retriedBy === null
  return {
    ask: isUnresolved(charge.state) || (charge.state === 'succeeded' && charge.nextLookupAt !== null),
    resend: cardThere && mayResend(charge, now),
    retry,
    retryNotBefore: retry ? rule.notBefore : charge.state === 'not_sent' ? charge.resendNotBefore : null,
    link: retriedBy === null && mayLink(charge, card)
  }
}
