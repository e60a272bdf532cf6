import type { Country } from '../../../shared/account'
import { canBeFilledIn, type CardView, type Operation } from '../../../shared/card'
import type { ChargeDetail, ChargeDraft } from '../../../shared/charge'
import { emailProblem, keptPhone, merchantReferenceProblem, phoneProblem } from '../../../shared/fields'
import type { LinkDraft } from '../../../shared/link'
import { formatAmount, isCurrency, parseAmount } from '../../../shared/money'
import { shownPhone } from '../../../shared/phone'
import { fieldText } from '../../../shared/text'
import { usualLink, type LinkChoices } from './link-choices'
import { formatVatRate, readLines, type LineForm, type LinesRead } from './order-lines'
import type { Problem, Problems } from '../../field-problems'

/** How a customer's card is asked for money: charged, as one of the kinds of charge, or by a payment link to the customer. */
export type Way = Operation | 'link'

/** What is in the form, as typed. Only `readForm` turns it into money. */
export interface ChargeForm {
  readonly card: CardView | null
  readonly way: Way | null
  readonly amount: string
  readonly currency: string
  readonly lines: readonly LineForm[]
  readonly merchantReference: string
  readonly email: string
  readonly phone: string
  /** Of a charge. */
  readonly autoCapture: boolean
  /** Of a payment link; kept while another way is chosen. */
  readonly link: LinkChoices
  /** The declined charge that this follows: a new attempt at it, or a link in its place. */
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

/** What the form says, whole: for main to review. */
export type TypedDraft =
  | { readonly kind: 'charge'; readonly draft: ChargeDraft }
  | { readonly kind: 'link'; readonly draft: LinkDraft }

export interface FormRead {
  /** Null while anything is missing or wrong. */
  readonly typed: TypedDraft | null
  readonly problems: Problems
  /** minor units */
  readonly amount: number | null
  readonly lines: LinesRead
}

/** A form with nothing in it yet. */
export function emptyForm(defaults: FormDefaults, way: Way | null = null): ChargeForm {
  return {
    card: null,
    way,
    amount: '',
    currency: defaults.currency,
    lines: [],
    merchantReference: '',
    email: '',
    phone: '',
    autoCapture: defaults.autoCapture,
    link: usualLink,
    retryOf: null
  }
}

/** Whether nothing was typed but a reference, which may also be the proposed one; a way alone is nothing typed. */
export function isUntouched(form: ChargeForm, defaults: FormDefaults): boolean {
  const { merchantReference, way } = form
  return JSON.stringify(form) === JSON.stringify({ ...emptyForm(defaults, way), merchantReference })
}

/**
 * What choosing a card fills in: a kind of charge it allows, where no link is made, and its contact, whatever contact was
 * there. A new attempt at a charge of another card is none, so the tie to it and the reference made from it end.
 */
export function withCard(form: ChargeForm, card: CardView): Partial<ChargeForm> {
  const allowed = card.operations
  const kept = form.way === 'link' || (form.way !== null && allowed.includes(form.way))
  return {
    card,
    way: kept ? form.way : (allowed[0] ?? null),
    email: card.email,
    phone: shownPhone(card.phone),
    ...(form.card?.id !== card.id && withoutRetry(form))
  }
}

/** What putting the chosen card back takes along: whatever was about its owner. */
export function withoutCard(form: ChargeForm): Partial<ChargeForm> {
  const way = form.way === 'link' ? 'link' : null
  return { card: null, way, email: '', phone: '', ...withoutRetry(form) }
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
  return {
    ...formOfOrder(charge, charge.amount, locale),
    way: charge.operation,
    merchantReference: charge.merchantReference,
    autoCapture: charge.autoCapture,
    link: usualLink,
    retryOf: charge.retryOf
  }
}

/** What charges and links have in common, as it would have been typed. @param amount minor units */
export function formOfOrder(
  order: Pick<ChargeDetail, 'card' | 'currency' | 'lines' | 'email' | 'phone'>,
  amount: number | null,
  locale: string
): Pick<ChargeForm, 'card' | 'amount' | 'currency' | 'lines' | 'email' | 'phone'> {
  const figures = (minorUnits: number): string => formatAmount(minorUnits, order.currency, locale)
  return {
    card: order.card,
    amount: amount === null ? '' : figures(amount),
    currency: order.currency,
    lines: order.lines.map((line, key) => ({
      key,
      description: line.description,
      quantity: String(line.quantity),
      amount: figures(line.amount),
      vatRate: formatVatRate(line.vatRate, locale),
      vatAmount: figures(line.vatAmount)
    })),
    email: order.email,
    phone: shownPhone(order.phone)
  }
}

/**
 * Reads the whole form. The main process reads it again; this is so that a person sees a mistake while making it.
 * Problems are keyed by the field's name in the draft, lines as `lines.0.amount`; a way that is missing as `operation`.
 * @param country how a phone number without a calling code is read
 */
export function readForm(form: ChargeForm, country: Country): FormRead {
  const problems: Record<string, Problem> = {}
  if (!form.card) problems['cardId'] = 'missing'
  else if (!form.way) problems['operation'] = 'not_allowed'
  if (!isCurrency(form.currency)) problems['currency'] = 'not_allowed'

  const amount = isCurrency(form.currency) ? parseAmount(form.amount, form.currency) : null
  if (amount && !amount.ok) problems['amount'] = amount.problem
  const minorUnits = amount?.ok ? amount.amount : null

  const lines = readLines(form.lines, form.currency, minorUnits)
  Object.assign(problems, lines.problems, textProblems(form, country), smsProblems(form))

  const whole = Object.keys(problems).length === 0
  if (!whole || !form.card || !form.way || minorUnits === null)
    return { typed: null, problems, amount: minorUnits, lines }
  const order = {
    cardId: form.card.id,
    amount: minorUnits,
    currency: form.currency,
    lines: [...lines.lines],
    merchantReference: fieldText(form.merchantReference),
    email: fieldText(form.email),
    phone: keptPhone(form.phone, country)
  }
  const { way, link, card, autoCapture, retryOf } = form
  const typed: TypedDraft =
    way === 'link'
      ? {
          kind: 'link',
          draft: { ...order, ...link, filled: link.filled && canBeFilledIn(card), chargeId: retryOf }
        }
      : { kind: 'charge', draft: { ...order, operation: way, autoCapture, retryOf } }
  return { typed, problems, amount: minorUnits, lines }
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

/** An SMS needs a number, and an end: one whose answer is lost may have reached the customer, and must end by itself. */
function smsProblems({ way, phone, link }: ChargeForm): Problems {
  if (way !== 'link' || !link.sms) return {}
  return {
    ...(fieldText(phone) === '' && { phone: 'missing' }),
    ...(link.lifetimeHours === null && { lifetimeHours: 'missing' })
  }
}
