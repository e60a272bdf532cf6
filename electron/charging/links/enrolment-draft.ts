import type { Country } from '../../../shared/account'
import { tokenKindsOf } from '../../../shared/card'
import { emailProblem, keptPhone, phoneProblem, textProblem, type Problem } from '../../../shared/fields'
import type { EnrolmentDraft } from '../../../shared/link'
import { isCurrency } from '../../../shared/money'
import { TrekkError, type FieldProblem } from '../../../shared/result'
import { fieldText } from '../../../shared/text'

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
    currency: fieldText(given.currency).toUpperCase(),
    customerName: fieldText(given.customerName),
    customerNumber: fieldText(given.customerNumber),
    email: fieldText(given.email),
    phone: keptPhone(given.phone, country)
  }
  const { customerName, customerNumber } = draft
  const fields: FieldProblem[] = [
    ...at('customerName', customerName === '' ? 'missing' : textProblem(customerName, longestName)),
    ...at('customerNumber', customerNumber === '' ? null : textProblem(customerNumber, longestNumber)),
    ...at('email', emailProblem(draft.email)),
    ...at('phone', phoneProblem(draft.phone, country)),
    ...at('currency', isCurrency(draft.currency) ? null : 'wrong_currency'),
    ...at(
      'recurring',
      draft.recurring && !tokenKindsOf(draft.provider).includes('recurrence_token') ? 'not_allowed' : null
    )
  ]
  if (fields.length === 0) return draft
  const isCardNumber = fields.some(({ problem }) => problem === 'card_number')
  throw new TrekkError(
    isCardNumber ? 'card_number_refused' : 'invalid_input',
    `the enrolment was refused: ${fields.map(({ field, problem }) => `${field} ${problem}`).join(', ')}`,
    { fields }
  )
}

function at(field: string, problem: Problem | null): FieldProblem[] {
  return problem === null ? [] : [{ field, problem }]
}
