import type { AmountUnit, DecimalMark } from '../../../shared/column-mapping'
import { amountProblem } from '../../../shared/fields'
import { amountStep, type Currency } from '../../../shared/money'
import { fieldText } from '../../../shared/text'
import type { Cell } from '../reading/table'
import {
  firstInexact,
  isDateText,
  isShortened,
  kindProblem,
  read,
  readText,
  refuse,
  type Reading
} from './cell-text'
import { currenciesIn } from './currency-words'
import { readWithMark } from './decimal-mark'

/** How far a workbook's number may lie from whole minor units: the noise of a product, far below anything meant. */
const noise = 1e-6

/** Letters and signs that may name a currency. */
const wordly = /[\p{L}$€£¥]/u

/** What says in which currency an amount is, beside its own cell. */
export interface CurrencySources {
  /** Of the currency column; null where the row says none. */
  readonly column: Currency | null
  /** Of the header over the amounts; null where it names none. */
  readonly header: readonly Currency[] | null
  /** Said for the whole file. */
  readonly fallback: Currency | null
}

/**
 * The currency of an amount: of its own column, else of the word beside it or over its column, else the file's. Two
 * that contradict each other are refused: nobody knows which of them is wrong.
 * @param named the currencies that a word in the cell allows; null where there is none
 */
export function currencyOf(named: readonly Currency[] | null, from: CurrencySources): Reading<Currency> {
  const { column, header, fallback } = from
  if (named?.length === 0 || header?.length === 0) return refuse('unknown_currency')
  const allowed = named && header ? named.filter((each) => header.includes(each)) : (named ?? header)
  if (column !== null)
    return allowed === null || allowed.includes(column) ? read(column) : refuse('wrong_currency')
  if (allowed === null) return fallback === null ? refuse('missing') : read(fallback)
  const [first, ...others] = allowed
  if (first === undefined) return refuse('wrong_currency')
  if (others.length === 0) return read(first)
  return fallback !== null && allowed.includes(fallback) ? read(fallback) : refuse('currency_unclear')
}

/** The currencies that words in an amount cell allow; null where it has none. */
export function currenciesOfCell(cell: Cell): readonly Currency[] | null {
  return typeof cell === 'string' && wordly.test(cell) ? currenciesIn(cell) : null
}

/**
 * One amount of a file.
 * @param mark the file's decimal mark; null where each amount must be clear by itself
 * @returns minor units of `currency`
 */
export function readAmountCell(
  cell: Cell,
  currency: Currency,
  mark: DecimalMark | null,
  unit: AmountUnit
): Reading<number> {
  if (typeof cell !== 'string') {
    return cell.kind === 'number'
      ? readNumber(cell.value, currency, unit)
      : refuse(kindProblem(cell) ?? 'malformed')
  }
  const text = readText(cell)
  return text.ok ? readAmountText(text.value, currency, mark, unit) : text
}

function readNumber(value: number, currency: Currency, unit: AmountUnit): Reading<number> {
  if (Math.abs(value) >= firstInexact) return refuse('digits_lost')
  const exact = unit === 'minor' ? value : value * amountStep(currency)
  const amount = Math.round(exact)
  if (Math.abs(exact - amount) > noise) return refuse('too_many_decimals')
  return bounded(amount)
}

function bounded(amount: number): Reading<number> {
  if (amount < 0) return refuse('negative')
  if (amount === 0) return refuse('zero')
  return amountProblem(amount) === null ? read(amount) : refuse('too_large')
}

function readAmountText(
  text: string,
  currency: Currency,
  mark: DecimalMark | null,
  unit: AmountUnit
): Reading<number> {
  const form = formProblem(text)
  if (form !== null) return refuse(form)
  if (unit === 'minor') return /^\d{1,15}$/.test(text) ? bounded(Number(text)) : refuse('malformed')
  const reading = readWithMark(text, currency, mark)
  if (reading.ok) return read(reading.amount)
  switch (reading.problem) {
    case 'ambiguous':
      return refuse('ambiguous', { readings: [...reading.readings] })
    case 'empty':
      return refuse('missing')
    default:
      return refuse(reading.problem)
  }
}

/** What is surely no amount, and says what it is. */
function formProblem(text: string): 'formula' | 'is_percent' | 'exponent' | 'is_date' | null {
  if (text.startsWith('=')) return 'formula'
  if (/[%‰]/.test(text)) return 'is_percent'
  if (isShortened(text)) return 'exponent'
  return isDateText(text) ? 'is_date' : null
}

/**
 * An amount a person typed over a cell: read strictly, for nothing of the file speaks for it.
 * @param typed as it stands in the field
 */
export function readTypedAmount(typed: string, currency: Currency): Reading<number> {
  return readAmountText(fieldText(typed), currency, null, 'whole')
}
