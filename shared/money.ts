import { maxAmount } from './charge'
import { containsCardNumber, hasControlCharacters } from './text'

/**
 * Decimals of each currency Trekk charges in (ISO 4217, minor units). Frozen here because Intl's own data differs
 * from one runtime to the next; a test compares the two.
 */
export const currencies = Object.freeze({
  NOK: 2,
  SEK: 2,
  DKK: 2,
  EUR: 2,
  USD: 2,
  GBP: 2,
  CHF: 2,
  PLN: 2,
  ISK: 0,
  JPY: 0
} as const)
export type Currency = keyof typeof currencies

/** Whether Trekk knows this ISO 4217 code, in capitals. */
export function isCurrency(code: string): code is Currency {
  return Object.hasOwn(currencies, code)
}

/**
 * How many decimals a currency has.
 * @throws RangeError for a code that is not in `currencies`: guessing would be wrong by a factor of a hundred
 */
export function currencyDigits(code: string): number {
  if (!isCurrency(code)) throw new RangeError(`Unknown currency: ${code}`)
  return currencies[code]
}

/** Minor units in one whole unit of a currency: 100 øre in a krone, 1 króna in a króna. */
export function amountStep(currency: string): number {
  return 10 ** currencyDigits(currency)
}

export type AmountProblem =
  | 'empty'
  | 'malformed'
  | 'negative'
  | 'zero'
  | 'too_large'
  | 'too_many_decimals'
  | 'ambiguous'
  | 'wrong_currency'
  | 'card_number'
  | 'control_characters'

/** What a typed or pasted amount means: whole minor units, or why it is refused. */
export type AmountReading =
  | { readonly ok: true; readonly amount: number }
  | { readonly ok: false; readonly problem: Exclude<AmountProblem, 'ambiguous'> }
  /** `readings`: the amounts it can stand for, minor units, the one with thousands first. */
  | { readonly ok: false; readonly problem: 'ambiguous'; readonly readings: readonly number[] }

/** What people write beside an amount, lower case and without a closing dot, and the currencies it fits. */
const currencyWords: Readonly<Record<string, readonly Currency[]>> = {
  kr: ['NOK', 'SEK', 'DKK', 'ISK'],
  kroner: ['NOK', 'DKK'],
  kronor: ['SEK'],
  krónur: ['ISK'],
  nkr: ['NOK'],
  skr: ['SEK'],
  dkr: ['DKK'],
  ikr: ['ISK'],
  '€': ['EUR'],
  euro: ['EUR'],
  $: ['USD'],
  us$: ['USD'],
  '£': ['GBP'],
  fr: ['CHF'],
  sfr: ['CHF'],
  zł: ['PLN'],
  '¥': ['JPY'],
  'jp¥': ['JPY']
}

/** `-kr 1 299,90 NOK`: sign, word, sign, figures, mark for no øre (`,-` or the Swedish `:-`), word. */
const amountText =
  /^(?<sign>-)? ?(?<before>[\p{L}$€£¥]+\.?)? ?(?<innerSign>-)? ?(?<figures>\d(?:[\d .,']*\d)?)(?<noDecimals>[.,:]-{1,2})? ?(?<after>[\p{L}$€£¥]+\.?)?$/u

/** Whole units without separators, or in groups of three with one kind of separator throughout; then decimals. */
const figuresText =
  /^(?<whole>[1-9]\d{0,2}(?<group>[ '.,])\d{3}(?:\k<group>\d{3})*|0|[1-9]\d*)(?:(?<mark>[.,])(?<decimals>\d+))?$/

/** `1.299` or `1,299`: a thousand and something, or a little more than one. */
const thousandsOrDecimals = /^[1-9]\d{0,2}[.,]\d{3}$/

/** More digits than any amount has, and few enough to be exact as a number. */
const mostDigits = 15

/** One kind of space, of apostrophe and of minus sign, and no invisible difference between them. */
function plainMarks(text: string): string {
  return text
    .replace(/\p{Zs}/gu, ' ')
    .replace(/[’ʼ]/g, "'")
    .replace(/[\u2212\u2012-\u2014\uFE63\uFF0D]/g, '-')
}

type WordFit = 'fits' | 'other_currency' | 'no_currency'

function fitOf(word: string | undefined, currency: string): WordFit {
  if (word === undefined) return 'fits'
  const plain = word.replace(/\.$/, '').normalize('NFC')
  const lower = plain.toLowerCase()
  const fitting = Object.hasOwn(currencyWords, lower) ? currencyWords[lower] : undefined
  if (fitting) return fitting.some((each) => each === currency) ? 'fits' : 'other_currency'
  const code = plain.toUpperCase()
  if (code === currency) return 'fits'
  return isCurrency(code) || /^[A-Z]{3}$/.test(plain) ? 'other_currency' : 'no_currency'
}

function refused(problem: Exclude<AmountProblem, 'ambiguous'>): AmountReading {
  return { ok: false, problem }
}

/** @param digits the digits of an amount in minor units */
function readDigits(digits: string, most: number): AmountReading {
  const significant = digits.replace(/^0+/, '')
  if (significant === '') return refused('zero')
  if (significant.length > mostDigits) return refused('too_large')
  const amount = Number(significant)
  return amount > most ? refused('too_large') : { ok: true, amount }
}

function readFigures(
  figures: string,
  noDecimals: boolean,
  decimalDigits: number,
  most: number
): AmountReading {
  if (!noDecimals && decimalDigits > 0 && thousandsOrDecimals.test(figures)) {
    return { ok: false, problem: 'ambiguous', readings: readingsOf(figures, decimalDigits) }
  }
  const match = figuresText.exec(figures)
  if (!match?.groups) return refused('malformed')
  const { whole = '', group, mark, decimals = '' } = match.groups
  if (mark !== undefined && (mark === group || noDecimals)) return refused('malformed')
  if (decimals.length > decimalDigits) return refused('too_many_decimals')
  return readDigits(whole.replace(/\D/g, '') + decimals.padEnd(decimalDigits, '0'), most)
}

/**
 * The amounts `1.300` can stand for. As decimals it is money only where the digits beyond the currency's own are
 * noughts (1,30); `1.299` has no such reading, and rounding would make an amount nobody wrote.
 */
function readingsOf(figures: string, decimalDigits: number): readonly number[] {
  const digits = figures.replace(/\D/g, '')
  const beyond = 3 - decimalDigits
  const thousands = Number(digits) * 10 ** decimalDigits
  const exact = digits.endsWith('0'.repeat(beyond))
  return exact ? [thousands, Number(digits.slice(0, -beyond))] : [thousands]
}

/**
 * Reads an amount as people type and paste it (`1 299,90`, `1.299,90`, `1,299.90`, `kr 1 299,-`, `€ 12,50`, with any
 * kind of space) into whole minor units. Anything that can be read two ways is refused, never guessed: groups must
 * be of three digits with one separator, decimals no more than the currency has.
 * @throws RangeError when `currency` is not in `currencies`
 */
export function parseAmount(text: string, currency: string): AmountReading {
  return read(text, currency, maxAmount)
}

/** As `parseAmount`, for what many charges come to: that may be more than one charge can be. */
export function parseTotal(text: string, currency: string): AmountReading {
  return read(text, currency, Number.MAX_SAFE_INTEGER)
}

function read(text: string, currency: string, most: number): AmountReading {
  const decimalDigits = currencyDigits(currency)
  const trimmed = text.trim()
  if (trimmed === '') return refused('empty')
  if (hasControlCharacters(trimmed)) return refused('control_characters')
  if (containsCardNumber(trimmed)) return refused('card_number')
  const match = amountText.exec(plainMarks(trimmed))
  if (!match?.groups) return refused('malformed')
  const { sign, before, innerSign, figures = '', noDecimals, after } = match.groups
  if (sign !== undefined && innerSign !== undefined) return refused('malformed')

  const fits = [fitOf(before, currency), fitOf(after, currency)]
  if (fits.includes('no_currency')) return refused('malformed')
  const reading = readFigures(figures, noDecimals !== undefined, decimalDigits, most)
  if (!reading.ok && reading.problem === 'malformed') return reading
  if (fits.includes('other_currency')) return refused('wrong_currency')
  return sign === undefined && innerSign === undefined ? reading : refused('negative')
}

/** A decimal number as text, which Intl formats digit by digit, never as floating point (ECMA-402, 15.5.16). */
function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(?:\.\d+)?$/.test(text)
}

function decimalOf(amount: number, digits: number): `${number}` {
  if (!Number.isSafeInteger(amount)) throw new RangeError('An amount is a whole number of minor units')
  const figures = String(Math.abs(amount)).padStart(digits + 1, '0')
  const whole = figures.slice(0, figures.length - digits)
  const decimals = figures.slice(figures.length - digits)
  const text = `${amount < 0 ? '-' : ''}${whole}${digits > 0 ? `.${decimals}` : ''}`
  if (!isDecimal(text)) throw new RangeError('An amount is a whole number of minor units')
  return text
}

function format(amount: number, currency: string, locale: string, style: Intl.NumberFormatOptions): string {
  const digits = currencyDigits(currency)
  const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return new Intl.NumberFormat(locale, { ...style, ...fixed }).format(decimalOf(amount, digits))
}

/**
 * An amount with its currency as a locale writes it: `1 299,90 kr`, `NOK 1,299.90`. All decimals are always shown.
 * @param amount whole minor units
 * @throws RangeError for an unknown currency or an amount that is not a whole number
 */
export function formatMoney(amount: number, currency: string, locale: string): string {
  return format(amount, currency, locale, { style: 'currency', currency })
}

/**
 * The figures alone, for a field whose currency stands beside it: `1 299,90`. `parseAmount` reads them back.
 * @param amount whole minor units
 * @throws RangeError for an unknown currency or an amount that is not a whole number
 */
export function formatAmount(amount: number, currency: string, locale: string): string {
  return format(amount, currency, locale, {})
}
