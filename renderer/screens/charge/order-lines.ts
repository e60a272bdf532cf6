import { includedVat, maxAmount, type OrderLine } from '../../../shared/charge'
import { longest, textProblem } from '../../../shared/fields'
import { parseAmount } from '../../../shared/money'
import type { Problem, Problems } from '../../field-problems'

/** One order line as typed. `vatAmount` is null until someone overrules the computed figure. */
export interface LineForm {
  /** Keeps React's rows apart; never leaves the page. */
  readonly key: number
  readonly description: string
  readonly quantity: string
  readonly amount: string
  readonly vatRate: string
  readonly vatAmount: string | null
}

/** What the lines come to. Minor units; null where a line cannot be read yet. */
export interface LinesRead {
  readonly lines: readonly OrderLine[]
  readonly problems: Problems
  readonly sum: number | null
  readonly vat: number | null
}

/** VAT rates in hundredths of a percent that each currency's home country uses, the standard rate first. */
const ratesByCurrency: Readonly<Record<string, readonly number[]>> = {
  NOK: [2500, 1500, 1200, 0],
  SEK: [2500, 1200, 600, 0],
  DKK: [2500, 0],
  ISK: [2400, 1100, 0],
  EUR: [2550, 1350, 1000, 0],
  GBP: [2000, 500, 0]
}

/** VAT rates offered for a currency, hundredths of a percent. Any other rate can be typed. */
export function vatRatesFor(currency: string): readonly number[] {
  return ratesByCurrency[currency] ?? [2500, 0]
}

/** `2550` as `25.5` or `25,5`: as short as it can be, with the locale's decimal mark. */
export function formatVatRate(rate: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(rate / 100)
}

/** Reads `25`, `25 %`, `25,5` or `25.5`. @returns hundredths of a percent, or null when it is not a rate from 0 to 100 */
export function parseVatRate(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s%]/g, ''))
  if (!match) return null
  const rate = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return rate <= 10_000 ? rate : null
}

/** Reads a quantity. @returns a whole number from 1 to 999 999, or null */
export function parseQuantity(text: string): number | null {
  const trimmed = text.trim()
  if (!/^\d{1,6}$/.test(trimmed)) return null
  const quantity = Number(trimmed)
  return quantity >= 1 ? quantity : null
}

/** The VAT of one typed line: what was typed over it, else computed from total and rate. @returns minor units or null */
export function lineVat(line: LineForm, currency: string): number | null {
  if (line.vatAmount !== null) return readVatAmount(line.vatAmount, currency)
  const total = parseAmount(line.amount, currency)
  const rate = parseVatRate(line.vatRate)
  return total.ok && rate !== null ? includedVat(total.amount, rate) : null
}

/**
 * Reads all lines and adds them up. Problems are keyed like the main process' own: `lines.0.amount`.
 * @param amount the charge's amount in minor units, null while it cannot be read
 */
export function readLines(forms: readonly LineForm[], currency: string, amount: number | null): LinesRead {
  const lines: OrderLine[] = []
  const problems: Record<string, Problem> = {}
  for (const [index, form] of forms.entries()) {
    const read = readLine(form, currency)
    for (const [field, problem] of Object.entries(read.problems))
      problems[`lines.${index}.${field}`] = problem
    if (read.line) lines.push(read.line)
  }
  const sum = sumOf(forms.map((form) => readTotal(form.amount, currency)))
  const vat = sumOf(forms.map((form) => lineVat(form, currency)))
  if (forms.length > 0 && sum !== null && amount !== null && sum !== amount)
    problems['lines'] = 'sum_mismatch'
  return { lines, problems, sum, vat }
}

function readLine(form: LineForm, currency: string): { line: OrderLine | null; problems: Problems } {
  const problems: Record<string, Problem> = {}
  const description = form.description.trim()
  const described = description === '' ? 'missing' : textProblem(description, longest.description)
  if (described) problems['description'] = described

  const quantity = parseQuantity(form.quantity)
  if (quantity === null) problems['quantity'] = form.quantity.trim() === '' ? 'missing' : 'malformed'

  const total = parseAmount(form.amount, currency)
  if (!total.ok) problems['amount'] = total.problem

  const vatRate = parseVatRate(form.vatRate)
  if (vatRate === null) problems['vatRate'] = form.vatRate.trim() === '' ? 'missing' : 'malformed'

  const vatAmount = lineVat(form, currency)
  if (form.vatAmount !== null && vatAmount === null) problems['vatAmount'] = 'malformed'
  else if (vatAmount !== null && total.ok && vatAmount > total.amount) problems['vatAmount'] = 'too_large'

  const whole = Object.keys(problems).length === 0
  if (!whole || quantity === null || !total.ok || vatRate === null || vatAmount === null)
    return { line: null, problems }
  return { line: { description, quantity, amount: total.amount, vatRate, vatAmount }, problems }
}

function readTotal(text: string, currency: string): number | null {
  const read = parseAmount(text, currency)
  return read.ok ? read.amount : null
}

/** VAT may be nothing at all, which `parseAmount` rightly refuses as an amount to charge. */
function readVatAmount(text: string, currency: string): number | null {
  if (/^0+([.,]0{1,3})?$/.test(text.trim())) return 0
  return readTotal(text, currency)
}

function sumOf(amounts: readonly (number | null)[]): number | null {
  let sum = 0
  for (const each of amounts) {
    if (each === null) return null
    sum += each
  }
  return sum <= maxAmount ? sum : null
}
