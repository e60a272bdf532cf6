import type { Country } from '../../../shared/account'
import { allowedOperations, type CardView, type Operation } from '../../../shared/card'
import type { ChargeDetail, ChargeDraft } from '../../../shared/charge'
import { emailProblem, keptPhone, merchantReferenceProblem, phoneProblem } from '../../../shared/fields'
import { formatAmount, isCurrency, parseAmount } from '../../../shared/money'
import { shownPhone } from '../../../shared/phone'
import { fieldText } from '../../../shared/text'
import { formatVatRate, readLines, type LineForm, type LinesRead } from './order-lines'
import type { Problem, Problems } from '../../field-problems'

/** What is in the form, as typed. Only `readForm` turns it into money. */
export interface ChargeForm {
  readonly card: CardView | null
  readonly operation: Operation | null
  readonly amount: string
  readonly currency: string
  readonly lines: readonly LineForm[]
  readonly merchantReference: string
  readonly email: string
  readonly phone: string
  readonly autoCapture: boolean
  readonly retryOf: string | null
}

/** What an account says about a new charge, and how its amounts are written. */
export interface FormDefaults {
  readonly currency: string
  readonly autoCapture: boolean
  /** How a phone number without a calling code is read. */
  readonly country: Country
  readonly locale: string
}

export interface FormRead {
  /** Null while anything is missing or wrong. */
  readonly draft: ChargeDraft | null
  readonly problems: Problems
  /** minor units */
  readonly amount: number | null
  readonly lines: LinesRead
}

/** A form with nothing in it yet. */
export function emptyForm(defaults: FormDefaults): ChargeForm {
  return {
    card: null,
    operation: null,
    amount: '',
    currency: defaults.currency,
    lines: [],
    merchantReference: '',
    email: '',
    phone: '',
    autoCapture: defaults.autoCapture,
    retryOf: null
  }
}

/** Whether nothing was typed but a reference, which may also be the proposed one. */
export function isUntouched(form: ChargeForm, defaults: FormDefaults): boolean {
  const { merchantReference } = form
  return JSON.stringify(form) === JSON.stringify({ ...emptyForm(defaults), merchantReference })
}

/**
 * What choosing a card fills in: an operation it allows, and its contact, whatever contact was there. A new attempt
 * at a charge of another card is none, so the link to it and the reference made from it end.
 */
export function withCard(form: ChargeForm, card: CardView): Partial<ChargeForm> {
  const allowed = allowedOperations(card.provider, card.tokenKind)
  const kept = form.operation !== null && allowed.includes(form.operation)
  return {
    card,
    operation: kept ? form.operation : (allowed[0] ?? null),
    email: card.email,
    phone: shownPhone(card.phone),
    ...(form.card?.id !== card.id && withoutRetry(form))
  }
}

/** What putting the chosen card back takes along: whatever was about its owner. */
export function withoutCard(form: ChargeForm): Partial<ChargeForm> {
  return { card: null, operation: null, email: '', phone: '', ...withoutRetry(form) }
}

function withoutRetry({ retryOf }: ChargeForm): Partial<ChargeForm> {
  return retryOf === null ? {} : { retryOf: null, merchantReference: '' }
}

/** The form for a new attempt at a declined charge; the linked reference is asked of the main process. */
export function formForRetry(charge: ChargeDetail, locale: string): ChargeForm {
  return { ...formOfCharge(charge, locale), merchantReference: '', retryOf: charge.id }
}

/** The form as it would have been typed for a charge. */
export function formOfCharge(charge: ChargeDetail, locale: string): ChargeForm {
  const figures = (amount: number): string => formatAmount(amount, charge.currency, locale)
  return {
    card: charge.card,
    operation: charge.operation,
    amount: figures(charge.amount),
    currency: charge.currency,
    lines: charge.lines.map((line, key) => ({
      key,
      description: line.description,
      quantity: String(line.quantity),
      amount: figures(line.amount),
      vatRate: formatVatRate(line.vatRate, locale),
      vatAmount: figures(line.vatAmount)
    })),
    merchantReference: charge.merchantReference,
    email: charge.email,
    phone: shownPhone(charge.phone),
    autoCapture: charge.autoCapture,
    retryOf: charge.retryOf
  }
}

/**
 * Reads the whole form. The main process reads it again; this is so that a person sees a mistake while making it.
 * Problems are keyed by the field's name in the draft, lines as `lines.0.amount`.
 * @param country how a phone number without a calling code is read
 */
export function readForm(form: ChargeForm, country: Country): FormRead {
  const problems: Record<string, Problem> = {}
  if (!form.card) problems['cardId'] = 'missing'
  else if (!form.operation) problems['operation'] = 'not_allowed'
  if (!isCurrency(form.currency)) problems['currency'] = 'not_allowed'

  const amount = isCurrency(form.currency) ? parseAmount(form.amount, form.currency) : null
  if (amount && !amount.ok) problems['amount'] = amount.problem
  const minorUnits = amount?.ok ? amount.amount : null

  const lines = readLines(form.lines, form.currency, minorUnits)
  Object.assign(problems, lines.problems, textProblems(form, country))

  const whole = Object.keys(problems).length === 0
  if (!whole || !form.card || !form.operation || minorUnits === null) {
    return { draft: null, problems, amount: minorUnits, lines }
  }
  const draft: ChargeDraft = {
    cardId: form.card.id,
    operation: form.operation,
    amount: minorUnits,
    currency: form.currency,
    lines: [...lines.lines],
    merchantReference: fieldText(form.merchantReference),
    email: fieldText(form.email),
    phone: keptPhone(form.phone, country),
    autoCapture: form.autoCapture,
    retryOf: form.retryOf
  }
  return { draft, problems, amount: minorUnits, lines }
}

function textProblems(form: ChargeForm, country: Country): Problems {
  const problems: Record<string, Problem> = {}
  const note = (field: string, problem: Problem | null): void => {
    if (problem) problems[field] = problem
  }
  note('merchantReference', merchantReferenceProblem(fieldText(form.merchantReference)))
  note('email', emailProblem(fieldText(form.email)))
  note('phone', phoneProblem(fieldText(form.phone), country))
  return problems
}
