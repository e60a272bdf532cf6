import { z } from 'zod'
import type { Country } from '../../shared/account'
import { allowedOperations, type CardView } from '../../shared/card'
import { maxAmount, merchantReference, type ChargeDraft } from '../../shared/charge'
import { isCurrency } from '../../shared/money'
import { readPhone } from '../../shared/phone'
import { TrekkError, type FieldProblem } from '../../shared/result'
import { containsCardNumber, fieldText, hasControlCharacters } from '../../shared/text'

const emailShape = z.email()

/**
 * A draft with every field as it will be kept and sent.
 * @param country how a phone number without a calling code is read; one that cannot be read stays as it was typed
 */
export function normalisedDraft(draft: ChargeDraft, country: Country): ChargeDraft {
  const phone = fieldText(draft.phone)
  const read = readPhone(phone, country)
  return {
    ...draft,
    currency: fieldText(draft.currency).toUpperCase(),
    merchantReference: fieldText(draft.merchantReference),
    email: fieldText(draft.email),
    phone: read.ok ? read.e164 : phone,
    lines: draft.lines.map((line) => ({ ...line, description: fieldText(line.description) }))
  }
}

/**
 * Checks a normalised draft against everything that needs no ledger, for one card.
 * @param country as it was normalised for
 * @throws TrekkError `card_number_refused` | `invalid_input`, with one problem for every field that has any
 */
export function checkDraft(draft: ChargeDraft, card: CardView, country: Country): void {
  const fields = firstPerField([
    ...textProblems(draft),
    ...moneyProblems(draft),
    ...formProblems(draft, card, country)
  ])
  if (fields.length === 0) return
  const isCardNumber = fields.some(({ problem }) => problem === 'card_number')
  throw new TrekkError(
    isCardNumber ? 'card_number_refused' : 'invalid_input',
    `the draft was refused: ${fields.map(({ field, problem }) => `${field} ${problem}`).join(', ')}`,
    { fields }
  )
}

/** A field is told its gravest problem; the rest would only follow from it. */
function firstPerField(problems: readonly FieldProblem[]): FieldProblem[] {
  return [...new Map([...problems].reverse().map((each) => [each.field, each])).values()].reverse()
}

/** Problems any text field can have: nothing in it is stored, sent or logged. */
export function textProblem(field: string, text: string): FieldProblem[] {
  if (containsCardNumber(text)) return [{ field, problem: 'card_number' }]
  if (hasControlCharacters(text)) return [{ field, problem: 'control_characters' }]
  return []
}

function textProblems(draft: ChargeDraft): FieldProblem[] {
  return [
    ...textProblem('merchantReference', draft.merchantReference),
    ...textProblem('email', draft.email),
    ...textProblem('phone', draft.phone),
    ...draft.lines.flatMap((line, at) => textProblem(`lines.${at}.description`, line.description))
  ]
}

function moneyProblems(draft: ChargeDraft): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (!Number.isSafeInteger(draft.amount)) problems.push({ field: 'amount', problem: 'malformed' })
  else if (draft.amount < 1) problems.push({ field: 'amount', problem: 'too_small' })
  else if (draft.amount > maxAmount) problems.push({ field: 'amount', problem: 'too_large' })
  if (!isCurrency(draft.currency)) problems.push({ field: 'currency', problem: 'wrong_currency' })
  if (draft.lines.length === 0) return problems

  const sum = draft.lines.reduce((total, line) => total + line.amount, 0)
  if (sum !== draft.amount) problems.push({ field: 'lines', problem: 'sum_mismatch' })
  draft.lines.forEach((line, at) => {
    if (line.vatAmount > line.amount) problems.push({ field: `lines.${at}.vatAmount`, problem: 'too_large' })
  })
  return problems
}

function formProblems(draft: ChargeDraft, card: CardView, country: Country): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (!allowedOperations(card.provider, card.tokenKind).includes(draft.operation)) {
    problems.push({ field: 'operation', problem: 'not_allowed' })
  }
  if (draft.merchantReference === '') problems.push({ field: 'merchantReference', problem: 'missing' })
  else if (draft.merchantReference.length > 100)
    problems.push({ field: 'merchantReference', problem: 'too_long' })
  else if (!merchantReference.safeParse(draft.merchantReference).success) {
    problems.push({ field: 'merchantReference', problem: 'malformed' })
  }
  if (draft.email.length > 254) problems.push({ field: 'email', problem: 'too_long' })
  else if (draft.email !== '' && !emailShape.safeParse(draft.email).success) {
    problems.push({ field: 'email', problem: 'malformed' })
  }
  const phone = draft.phone === '' ? null : readPhone(draft.phone, country)
  if (phone && !phone.ok) problems.push({ field: 'phone', problem: phone.problem })
  return problems
}
