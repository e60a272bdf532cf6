import type { Country } from '../../../shared/account'
import { canBeFilledIn, type CardView } from '../../../shared/card'
import {
  amountProblem,
  emailProblem,
  keptPhone,
  longest,
  merchantReferenceProblem,
  phoneProblem,
  textProblem,
  type Problem
} from '../../../shared/fields'
import type { LinkDraft } from '../../../shared/link'
import { isCurrency } from '../../../shared/money'
import { TrekkError, type FieldProblem } from '../../../shared/result'
import { fieldText } from '../../../shared/text'

/**
 * A draft of a link with every field as it will be kept and sent.
 * @param country how a phone number without a calling code is read; one that cannot be read stays as it was typed
 */
export function normalisedLinkDraft(draft: LinkDraft, country: Country): LinkDraft {
  return {
    ...draft,
    currency: fieldText(draft.currency).toUpperCase(),
    merchantReference: fieldText(draft.merchantReference),
    email: fieldText(draft.email),
    phone: keptPhone(draft.phone, country),
    lines: draft.lines.map((line) => ({ ...line, description: fieldText(line.description) }))
  }
}

/**
 * Checks a normalised draft against everything that needs no ledger, for one card.
 * @param country as it was normalised for
 * @throws TrekkError `card_number_refused` | `invalid_input`, with one problem for every field that has any
 */
export function checkLinkDraft(draft: LinkDraft, card: CardView, country: Country): void {
  const fields = problemsOf(draft, card, country)
  if (fields.length === 0) return
  const isCardNumber = fields.some(({ problem }) => problem === 'card_number')
  throw new TrekkError(
    isCardNumber ? 'card_number_refused' : 'invalid_input',
    `the link was refused: ${fields.map(({ field, problem }) => `${field} ${problem}`).join(', ')}`,
    { fields }
  )
}

function problemsOf(draft: LinkDraft, card: CardView, country: Country): FieldProblem[] {
  const { amount, currency, merchantReference, email, phone, lines, sms, filled, lifetimeHours } = draft
  const sum = lines.reduce((total, line) => total + line.amount, 0)
  return [
    ...at('merchantReference', merchantReferenceProblem(merchantReference)),
    ...at('email', emailProblem(email)),
    ...at('phone', sms && phone === '' ? 'missing' : phoneProblem(phone, country)),
    ...at('amount', amountProblem(amount)),
    ...at('currency', isCurrency(currency) ? null : 'wrong_currency'),
    ...at('filled', filled && !canBeFilledIn(card) ? 'not_allowed' : null),
    // An SMS whose answer is lost may have reached the customer; that link must end by itself.
    ...at('lifetimeHours', sms && lifetimeHours === null ? 'missing' : null),
    ...at('lines', lines.length === 0 || sum === amount ? null : 'sum_mismatch'),
    ...lines.flatMap((line, index) => [
      ...at(`lines.${index}.description`, textProblem(line.description, longest.description)),
      ...at(`lines.${index}.vatAmount`, line.vatAmount > line.amount ? 'too_large' : null)
    ])
  ]
}

function at(field: string, problem: Problem | null): FieldProblem[] {
  return problem === null ? [] : [{ field, problem }]
}
