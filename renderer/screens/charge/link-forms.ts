import type { ChargeDetail } from '../../../shared/charge'
import { cardWillDo, type LinkDetail } from '../../../shared/link'
import { formForRetry, formOfOrder, type ChargeForm } from './draft'
import { lifetimeOf, usualLink, withSms } from './link-choices'

/** The form for a link in place of a declined charge; the reference tied to it is asked of the main process. */
export function formForLink(charge: ChargeDetail, locale: string): ChargeForm {
  const { card, declineReason } = charge
  const link = { ...usualLink, filled: card === null || cardWillDo(declineReason, card) }
  return { ...formForRetry(charge, locale), way: 'link', link }
}

/**
 * The form for another link like one that has ended without a payment; its reference is asked of the main process.
 * @param autoCapture what the account says of charges, should another way be chosen after all
 */
export function formLikeLink(link: LinkDetail, autoCapture: boolean, locale: string): ChargeForm {
  const { capture, card, declineReason, createdAt, expiresAt } = link
  const filled = link.filled && (card === null || cardWillDo(declineReason, card))
  const lifetimeHours = lifetimeOf(createdAt, expiresAt)
  return {
    ...formOfOrder(link, link.amount, locale),
    way: 'link',
    merchantReference: '',
    autoCapture,
    link: withSms({ capture, filled, sms: false, lifetimeHours }, link.sms),
    retryOf: link.chargeId
  }
}
