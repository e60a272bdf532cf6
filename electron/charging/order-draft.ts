import type { Country } from '../../shared/account'
import type { OrderLine } from '../../shared/charge'
import {
  amountProblem,
  emailProblem,
  keptPhone,
  longest,
  merchantReferenceProblem,
  phoneProblem,
  textProblem,
  type Problem
} from '../../shared/fields'
import { isCurrency } from '../../shared/money'
import { TrekkError, type FieldProblem } from '../../shared/result'
import { fieldText } from '../../shared/text'

/** How a customer is reached. */
interface Contact {
  readonly email: string
  readonly phone: string
}

/** What a draft that asks for money says of it; amounts in minor units. */
export interface Order extends Contact {
  readonly amount: number
  readonly currency: string
  readonly merchantReference: string
  readonly lines: readonly OrderLine[]
}

/**
 * An order with every field as it will be kept and sent.
 * @param country how a phone number without a calling code is read; one that cannot be read stays as it was typed
 */
export function normalisedOrder<T extends Order>(order: T, country: Country): T {
  return {
    ...order,
    ...normalisedContact(order, country),
    currency: keptCurrency(order.currency),
    merchantReference: fieldText(order.merchantReference),
    lines: order.lines.map((line) => ({ ...line, description: fieldText(line.description) }))
  }
}

/** An e-mail address and a phone number as they will be kept and sent; see `normalisedOrder`. */
export function normalisedContact({ email, phone }: Contact, country: Country): Contact {
  return { email: fieldText(email), phone: keptPhone(phone, country) }
}

/** A currency as it will be kept and sent; whether there is one of that name is `currencyProblem`'s. */
export function keptCurrency(currency: string): string {
  return fieldText(currency).toUpperCase()
}

/** What is wrong with a normalised order. @param country as it was normalised for */
export function orderProblems(order: Order, country: Country): FieldProblem[] {
  const { amount, currency, merchantReference, lines } = order
  const sum = lines.reduce((total, line) => total + line.amount, 0)
  return [
    ...at('merchantReference', merchantReferenceProblem(merchantReference)),
    ...contactProblems(order, country),
    ...at('amount', amountProblem(amount)),
    ...at('currency', currencyProblem(currency)),
    ...at('lines', lines.length === 0 || sum === amount ? null : 'sum_mismatch'),
    ...lines.flatMap((line, index) => [
      ...at(`lines.${index}.description`, textProblem(line.description, longest.description)),
      ...at(`lines.${index}.vatAmount`, line.vatAmount > line.amount ? 'too_large' : null)
    ])
  ]
}

/** What is wrong with a normalised e-mail address and phone number. @param country as they were normalised for */
export function contactProblems({ email, phone }: Contact, country: Country): FieldProblem[] {
  return [...at('email', emailProblem(email)), ...at('phone', phoneProblem(phone, country))]
}

/** null for a currency that money can be asked for in. */
export function currencyProblem(currency: string): Problem | null {
  return isCurrency(currency) ? null : 'wrong_currency'
}

/** A field's problem as the page is told of it; nothing where it has none. */
export function at(field: string, problem: Problem | null): FieldProblem[] {
  return problem === null ? [] : [{ field, problem }]
}

/**
 * Refuses what has any problem.
 * @param what is refused, for the message: `draft`
 * @throws TrekkError `card_number_refused` | `invalid_input`, with one problem for every field that has any
 */
export function refuseProblems(what: string, fields: FieldProblem[]): void {
  if (fields.length === 0) return
  const isCardNumber = fields.some(({ problem }) => problem === 'card_number')
  throw new TrekkError(
    isCardNumber ? 'card_number_refused' : 'invalid_input',
    `the ${what} was refused: ${fields.map(({ field, problem }) => `${field} ${problem}`).join(', ')}`,
    { fields }
  )
}
