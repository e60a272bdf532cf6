import type { Country } from '../../../shared/account'
import { tokenKindsOf } from '../../../shared/card'
import { textProblem } from '../../../shared/fields'
import type { EnrolmentDraft } from '../../../shared/link'
import { fieldText } from '../../../shared/text'
import {
  at,
  contactProblems,
  currencyProblem,
  keptCurrency,
  normalisedContact,
  refuseProblems
} from '../order-draft'

const longestName = 200
const longestNumber = 64

/**
 * What was typed of a card that is to be stored, as it will be kept and sent.
 * @param country how a phone number without a calling code is read
 * @throws TrekkError `card_number_refused` | `invalid_input`, with one problem for every field that has any
 */
export function checkedEnrolment(given: EnrolmentDraft, country: Country): EnrolmentDraft {
  const draft: EnrolmentDraft = {
    ...given,
    ...normalisedContact(given, country),
    currency: keptCurrency(given.currency),
    customerName: fieldText(given.customerName),
    customerNumber: fieldText(given.customerNumber)
  }
  const { provider, currency, customerName, customerNumber, recurring } = draft
  refuseProblems('enrolment', [
    ...at('customerName', customerName === '' ? 'missing' : textProblem(customerName, longestName)),
    ...at('customerNumber', customerNumber === '' ? null : textProblem(customerNumber, longestNumber)),
    ...contactProblems(draft, country),
    ...at('currency', currencyProblem(currency)),
    ...at(
      'recurring',
      recurring && !tokenKindsOf(provider).includes('recurrence_token') ? 'not_allowed' : null
    )
  ])
  return draft
}
