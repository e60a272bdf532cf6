import type { Country } from '../../../shared/account'
import {
  expiry as expirySchema,
  tokenKindsOf,
  type Brand,
  type CardFromToken,
  type CardFromTransaction,
  type Provider,
  type TokenKind
} from '../../../shared/card'
import { emailProblem, longest, phoneProblem, textProblem, tokenProblem } from '../../../shared/fields'
import { fieldText } from '../../../shared/text'
import type { Problem, Problems } from '../../field-problems'

/** How a card is added. */
export type AddWay = 'transaction' | 'token'

/** What is typed in the dialog. The token is not here: it stays in its input element. */
export interface CardForm {
  readonly transactionId: string
  readonly provider: Provider
  readonly tokenKind: TokenKind
  readonly brand: Brand
  readonly lastFour: string
  readonly expiry: string
  readonly reference: string
  readonly customerName: string
  readonly customerNumber: string
  readonly email: string
  readonly phone: string
}

export const emptyCardForm: CardForm = {
  transactionId: '',
  provider: 'payex',
  tokenKind: 'payment_token',
  brand: 'visa',
  lastFour: '',
  expiry: '',
  reference: '',
  customerName: '',
  customerNumber: '',
  email: '',
  phone: ''
}

export type CardFormRead =
  | { readonly ok: false; readonly problems: Problems }
  | {
      readonly ok: true
      readonly problems: Problems
      readonly way: 'transaction'
      readonly input: CardFromTransaction
    }
  | {
      readonly ok: true
      readonly problems: Problems
      readonly way: 'token'
      readonly input: Omit<CardFromToken, 'token'>
    }

/** A provider's change takes along a token kind that it issues. */
export function withProvider(form: CardForm, provider: Provider): Partial<CardForm> {
  const kinds = tokenKindsOf(provider)
  return {
    provider,
    tokenKind: kinds.includes(form.tokenKind) ? form.tokenKind : (kinds[0] ?? 'payment_token')
  }
}

/** Reads `4/27`, `04/27`, `0427` and `04/2027` as `04/2027`. @returns null when it is no month of this century */
export function readExpiry(text: string): string | null {
  const match =
    /^(\d{1,2})\s*[/.-]\s*(?:20)?(\d{2})$/.exec(text.trim()) ?? /^(\d{2})(?:20)?(\d{2})$/.exec(text.trim())
  if (!match) return null
  const read = `${(match[1] ?? '').padStart(2, '0')}/20${match[2] ?? ''}`
  return expirySchema.safeParse(read).success ? read : null
}

/**
 * Reads the dialog. The token is looked at through a function and not returned, so that no copy of it is kept.
 * @param country how a phone number without a calling code is read
 * @param token reads the token's input element
 */
export function readCardForm(
  way: AddWay,
  form: CardForm,
  country: Country,
  token: () => string
): CardFormRead {
  const problems: Record<string, Problem> = {}
  const note = (field: string, problem: Problem | null): void => {
    if (problem) problems[field] = problem
  }
  const contact = {
    customerName: fieldText(form.customerName),
    customerNumber: fieldText(form.customerNumber),
    email: fieldText(form.email),
    phone: fieldText(form.phone)
  }
  note('customerName', textProblem(contact.customerName, longest.customerName))
  note('customerNumber', textProblem(contact.customerNumber, longest.customerNumber))
  note('email', emailProblem(contact.email))
  note('phone', phoneProblem(contact.phone, country))

  if (way === 'transaction') {
    const transactionId = fieldText(form.transactionId)
    note(
      'transactionId',
      transactionId === '' ? 'missing' : textProblem(transactionId, longest.transactionId)
    )
    if (Object.keys(problems).length > 0) return { ok: false, problems }
    return { ok: true, problems, way, input: { transactionId, ...contact } }
  }

  const reference = fieldText(form.reference)
  note('reference', textProblem(reference, longest.reference))
  note('token', tokenProblem(token().trim()))
  if (!/^(\d{4})?$/.test(form.lastFour.trim())) problems['lastFour'] = 'malformed'
  const expiry = readExpiry(form.expiry)
  if (form.expiry.trim() !== '' && expiry === null) problems['expiry'] = 'malformed'
  if (Object.keys(problems).length > 0) return { ok: false, problems }
  const { provider, tokenKind, brand } = form
  const input = {
    provider,
    tokenKind,
    brand,
    lastFour: form.lastFour.trim(),
    expiry,
    reference
  }
  return { ok: true, problems, way, input: { ...input, ...contact } }
}
