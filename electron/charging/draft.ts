import type { Country } from '../../shared/account'
import { operationsWith, type CardView } from '../../shared/card'
import type { ChargeDraft } from '../../shared/charge'
import { at, orderProblems, refuseProblems } from './order-draft'

/**
 * Checks a normalised draft of a charge against everything that needs no ledger, for one card.
 * @param country as it was normalised for
 * @throws TrekkError `card_number_refused` | `invalid_input`, with one problem for every field that has any
 */
export function checkDraft(draft: ChargeDraft, card: CardView, country: Country): void {
  const isAllowed = operationsWith(card.provider, card.tokenKinds).includes(draft.operation)
  refuseProblems('draft', [
    ...orderProblems(draft, country),
    ...at('operation', isAllowed ? null : 'not_allowed')
  ])
}
