import type { Country } from '../../../shared/account'
import { canBeFilledIn, type CardView } from '../../../shared/card'
import type { LinkDraft } from '../../../shared/link'
import { at, orderProblems, refuseProblems } from '../order-draft'

/**
 * Checks a normalised draft of a link against everything that needs no ledger, for one card.
 * @param country as it was normalised for
 * @throws TrekkError `card_number_refused` | `invalid_input`, with one problem for every field that has any
 */
export function checkLinkDraft(draft: LinkDraft, card: CardView, country: Country): void {
  const { phone, sms, filled, lifetimeHours } = draft
  refuseProblems('link', [
    ...orderProblems(draft, country),
    ...at('phone', sms && phone === '' ? 'missing' : null),
    ...at('filled', filled && !canBeFilledIn(card) ? 'not_allowed' : null),
    // An SMS whose answer is lost may have reached the customer; that link must end by itself.
    ...at('lifetimeHours', sms && lifetimeHours === null ? 'missing' : null)
  ])
}
