import type { Country } from '../../../shared/account'
import { tokenKindsOf, type Provider } from '../../../shared/card'
import { emailProblem, keptPhone, longest, phoneProblem, textProblem } from '../../../shared/fields'
import type { EnrolmentDraft, LinkDetail } from '../../../shared/link'
import { isCurrency } from '../../../shared/money'
import { shownPhone } from '../../../shared/phone'
import { fieldText } from '../../../shared/text'
import type { Problem, Problems } from '../../field-problems'

/** What is typed to have a card stored without charging it. */
export interface EnrolmentForm {
  /** Null until a person has chosen one. */
  readonly provider: Provider | null
  readonly currency: string
  readonly customerName: string
  readonly customerNumber: string
  readonly email: string
  readonly phone: string
  readonly recurring: boolean
  readonly lifetimeHours: number | null
}

/** A form with nothing in it yet. @param currency the account's own */
export function emptyEnrolment(currency: string): EnrolmentForm {
  return {
    provider: null,
    currency,
    customerName: '',
    customerNumber: '',
    email: '',
    phone: '',
    recurring: true,
    lifetimeHours: null
  }
}

export type EnrolledCustomer = Pick<EnrolmentForm, 'customerName' | 'customerNumber' | 'email' | 'phone'>

/** A form for a customer who is known, or for nobody yet. @param currency the account's own */
export function enrolmentOf(customer: EnrolledCustomer | null, currency: string): EnrolmentForm {
  const empty = emptyEnrolment(currency)
  return customer === null ? empty : { ...empty, ...customer, phone: shownPhone(customer.phone) }
}

/** The form as it was for a link that ended without a card. */
export function enrolmentLike({
  provider,
  currency,
  customerName,
  email,
  phone
}: Pick<LinkDetail, 'provider' | 'currency' | 'customerName' | 'email' | 'phone'>): EnrolmentForm {
  return { ...emptyEnrolment(currency), provider, customerName, email, phone: shownPhone(phone) }
}

/** Whether a provider keeps recurring charges apart, so that it must be asked for them. */
export function keepsRecurringApart(provider: Provider): boolean {
  return tokenKindsOf(provider).includes('recurrence_token')
}

export interface EnrolmentRead {
  /** Null while anything is missing or wrong. */
  readonly draft: EnrolmentDraft | null
  readonly problems: Problems
}

/**
 * Reads the form. Main reads it again; this is so that a person sees a mistake before it is sent.
 * @param usual the provider meant where none was chosen
 * @param country how a phone number without a calling code is read
 */
export function readEnrolment(form: EnrolmentForm, usual: Provider, country: Country): EnrolmentRead {
  const problems: Record<string, Problem> = {}
  const note = (field: string, problem: Problem | null): void => {
    if (problem) problems[field] = problem
  }
  const provider = form.provider ?? usual
  const customerName = fieldText(form.customerName)
  const customerNumber = fieldText(form.customerNumber)
  const email = fieldText(form.email)
  note('customerName', customerName === '' ? 'missing' : textProblem(customerName, longest.customerName))
  note('customerNumber', textProblem(customerNumber, longest.customerNumber))
  note('email', emailProblem(email))
  note('phone', phoneProblem(fieldText(form.phone), country))
  note('currency', isCurrency(form.currency) ? null : 'not_allowed')
  if (Object.keys(problems).length > 0) return { draft: null, problems }
  const { currency, lifetimeHours } = form
  const recurring = form.recurring && keepsRecurringApart(provider)
  const phone = keptPhone(form.phone, country)
  return {
    draft: { provider, currency, customerName, customerNumber, email, phone, recurring, lifetimeHours },
    problems
  }
}
