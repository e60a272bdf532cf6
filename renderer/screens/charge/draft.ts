import { allowedOperations, type CardView, type Operation } from '../../../shared/card'
import { merchantReference, type ChargeDetail, type ChargeDraft } from '../../../shared/charge'
import { formatAmount, isCurrency, parseAmount } from '../../../shared/money'
import { fieldText } from '../../../shared/text'
import { formatVatRate, readLines, type LineForm, type LinesRead } from './order-lines'
import { textProblem, type Problem, type Problems } from './problems'

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

/** What an account says about a new charge. */
export interface FormDefaults {
  readonly currency: string
  readonly autoCapture: boolean
}

export interface FormRead {
  /** Null while anything is missing or wrong. */
  readonly draft: ChargeDraft | null
  readonly problems: Problems
  /** minor units */
  readonly amount: number | null
  readonly lines: LinesRead
}

const looksLikeEmail = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const looksLikePhone = /^\+?[\d ()-]{4,24}$/

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

/** What choosing a card fills in: an operation it allows, and its contact. */
export function withCard(form: ChargeForm, card: CardView): Partial<ChargeForm> {
  const allowed = allowedOperations(card.provider, card.tokenKind)
  const kept = form.operation !== null && allowed.includes(form.operation)
  return {
    card,
    operation: kept ? form.operation : (allowed[0] ?? null),
    email: card.email,
    phone: card.phone
  }
}

/** The form for a new attempt at a declined charge; the linked reference is asked of the main process. */
export function formForRetry(charge: ChargeDetail, locale: string): ChargeForm {
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
    merchantReference: '',
    email: charge.email,
    phone: charge.phone,
    autoCapture: charge.autoCapture,
    retryOf: charge.id
  }
}

/**
 * Reads the whole form. The main process reads it again; this is so that a person sees a mistake while making it.
 * Problems are keyed by the field's name in the draft, lines as `lines.0.amount`.
 */
export function readForm(form: ChargeForm): FormRead {
  const problems: Record<string, Problem> = {}
  if (!form.card) problems['cardId'] = 'missing'
  else if (!form.operation) problems['operation'] = 'not_allowed'
  if (!isCurrency(form.currency)) problems['currency'] = 'not_allowed'

  const amount = isCurrency(form.currency) ? parseAmount(form.amount, form.currency) : null
  if (amount && !amount.ok) problems['amount'] = amount.problem
  const minorUnits = amount?.ok ? amount.amount : null

  const lines = readLines(form.lines, form.currency, minorUnits)
  Object.assign(problems, lines.problems, textProblems(form))

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
    phone: fieldText(form.phone),
    autoCapture: form.autoCapture,
    retryOf: form.retryOf
  }
  return { draft, problems, amount: minorUnits, lines }
}

function textProblems(form: ChargeForm): Problems {
  const problems: Record<string, Problem> = {}
  const note = (field: string, problem: Problem | null): void => {
    if (problem) problems[field] = problem
  }
  note('merchantReference', referenceProblem(fieldText(form.merchantReference)))
  note('email', contactProblem(fieldText(form.email), 254, looksLikeEmail))
  note('phone', contactProblem(fieldText(form.phone), 32, looksLikePhone))
  return problems
}

function referenceProblem(text: string): Problem | null {
  if (text === '') return 'missing'
  const problem = textProblem(text, 100)
  return problem ?? (merchantReference.safeParse(text).success ? null : 'malformed')
}

function contactProblem(text: string, maxLength: number, shape: RegExp): Problem | null {
  if (text === '') return null
  return textProblem(text, maxLength) ?? (shape.test(text) ? null : 'malformed')
}
