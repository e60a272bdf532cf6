import type { Country } from '../../../shared/account'
import type { Operation, Provider } from '../../../shared/card'
import { longest, merchantReferenceProblem, tokenProblem, type Problem } from '../../../shared/fields'
import { isCurrency, type Currency } from '../../../shared/money'
import { containsCardNumber, passesLuhn } from '../../../shared/text'
import type { Cell } from '../reading/table'
import { read, readName, readText, refuse, type Reading, type Refusal } from './cell-text'
import { currenciesNamed } from './currency-words'
import { phoneForm, problemOfEmail, problemOfText } from './shortcuts'
import { wordKey } from './word-key'
import { booleanWords, doubtfulOperations, operationWords, providerWords } from './words'

/*
 * One cell of each field but the amount. A cell given here holds something: what stands for an empty one is decided by
 * the row.
 */

/** What `shared/fields.ts` says of a text, as a problem of a cell. */
function refuseField(problem: Problem, atMost: number): Refusal {
  switch (problem) {
    case 'card_number':
    case 'control_characters':
      return refuse(problem)
    case 'too_long':
      return refuse('too_long', { atMost })
    default:
      return refuse('malformed')
  }
}

/** A text of at most so many characters: a name, a description. */
export function readPlainText(cell: Cell, atMost: number): Reading<string> {
  // A date in a text is what the workbook shows of it.
  const text = typeof cell !== 'string' && cell.kind === 'date' ? read(cell.shown) : readText(cell)
  if (!text.ok) return text
  const problem = problemOfText(text.value, atMost)
  return problem === null ? text : refuseField(problem, atMost)
}

/** Something that is looked for by every letter of it: a customer number, a transaction id, a reference of a card. */
export function readKey(cell: Cell, atMost: number): Reading<string> {
  const text = readName(cell)
  if (!text.ok) return text
  const problem = problemOfText(text.value, atMost)
  return problem === null ? text : refuseField(problem, atMost)
}

/** A token. It is a secret: a refusal says nothing of it. */
export function readToken(cell: Cell): Reading<string> {
  const text = readName(cell)
  if (!text.ok) return text
  const problem = tokenProblem(text.value)
  return problem === null ? text : refuseField(problem, longest.token)
}

/** The file's own reference, in the characters that every gateway takes. */
export function readMerchantReference(cell: Cell): Reading<string> {
  const text = readName(cell)
  if (!text.ok) return text
  const problem = merchantReferenceProblem(text.value)
  return problem === null ? text : refuseField(problem, longest.merchantReference)
}

/** An e-mail address, by the rule of the form's field. */
export function readEmail(cell: Cell): Reading<string> {
  const text = readText(cell)
  if (!text.ok) return text
  const problem = problemOfEmail(text.value)
  return problem === null ? text : refuseField(problem, longest.email)
}

/** @returns the international form */
export function readPhoneCell(cell: Cell, country: Country): Reading<string> {
  const text = readName(cell)
  if (!text.ok) return text
  const { kept, problem } = phoneForm(text.value, country)
  return problem === null ? read(kept) : refuseField(problem, longest.phone)
}

/** A few of the words a field takes, for the sentence. */
function someOf(words: ReadonlyMap<string, unknown>): string {
  return [...words.keys()].slice(0, 3).join(', ')
}

/** A provider, by its own name or what people call it. */
export function readProvider(cell: Cell): Reading<Provider> {
  const text = readText(cell)
  if (!text.ok) return text
  const provider = providerWords.get(wordKey(text.value))
  return provider === undefined ? refuse('unknown_word', { words: someOf(providerWords) }) : read(provider)
}

/** An operation. A word that may be either is refused: the two are different promises to the customer. */
export function readOperation(cell: Cell): Reading<Operation> {
  const text = readText(cell)
  if (!text.ok) return text
  const word = wordKey(text.value)
  if (doubtfulOperations.has(word)) return refuse('ambiguous')
  const operation = operationWords.get(word)
  return operation === undefined ? refuse('unknown_word', { words: someOf(operationWords) }) : read(operation)
}

/** Yes or no, as a word, a number or a cell of a workbook. */
export function readBoolean(cell: Cell): Reading<boolean> {
  if (typeof cell !== 'string' && cell.kind === 'boolean') return read(cell.value)
  const text = readText(cell)
  if (!text.ok) return text
  const value = booleanWords.get(wordKey(text.value))
  return value === undefined ? refuse('unknown_word', { words: 'yes, no' }) : read(value)
}

/**
 * A cell of the currency column: a code, or what people write for one.
 * @param fallback settles `kr`, where it is one of the currencies that is called so
 */
export function readCurrency(cell: Cell, fallback: Currency | null): Reading<Currency> {
  const text = readText(cell)
  if (!text.ok) return text
  const code = text.value.toUpperCase()
  if (isCurrency(code)) return read(code)
  const named = currenciesNamed(text.value) ?? []
  const [first, ...others] = named
  if (first === undefined) return refuse('unknown_currency')
  if (others.length === 0) return read(first)
  return fallback !== null && named.includes(fallback) ? read(fallback) : refuse('currency_unclear')
}

const rateText = /^(?<whole>\d{1,6})(?:[.,](?<decimals>\d+))? ?(?<percent>%)?(?: ?(?:mva|moms|vat))?$/

/** All of VAT's percentages are below this, hundredths of a percent. */
const wholeRate = 10_000

/**
 * A VAT rate: `25`, `25 %`, `25,5`. What a workbook shows as `25 %` it holds as 0.25, and a CSV file made of it may say
 * `0,25`: so up to one, without a percent sign, it is asked.
 * @returns hundredths of a percent
 */
export function readVatRate(cell: Cell): Reading<number> {
  const text = readText(cell)
  if (!text.ok) return text
  const found = rateText.exec(text.value.replace(/\s+/g, ' ').toLowerCase())?.groups
  if (found === undefined) return refuse('malformed')
  const whole = Number(found['whole'])
  const decimals = (found['decimals'] ?? '').replace(/0+$/, '')
  const isShare = found['percent'] === undefined && Number(`${whole}.${decimals || '0'}`) <= 1
  if (isShare && (whole === 1 || decimals !== ''))
    return refuse('ambiguous', { readings: ratesOf(whole, decimals) })
  if (decimals.length > 2) return refuse('too_many_decimals')
  const rate = hundredths(whole, decimals, 2)
  return rate > wholeRate ? refuse('too_large') : read(rate)
}

/** @param places how many decimals of what is read are whole hundredths of a percent */
function hundredths(whole: number, decimals: string, places: number): number {
  return whole * 10 ** places + Number(decimals.padEnd(places, '0'))
}

/** What `0,25` can be: a quarter of a percent, or twenty-five. As far as it is one at all, hundredths of a percent. */
function ratesOf(whole: number, decimals: string): number[] {
  return [2, 4]
    .filter((places) => decimals.length <= places)
    .map((places) => hundredths(whole, decimals, places))
}

const masked = /^(?:[\d\s*x•.…-]*[*x•….])?[\s-]*(?<last>\d{4})$/i

/** Digits of a number that a workbook has shortened by its zeros at the beginning. */
export interface LastFour {
  readonly digits: string
  readonly zerosRestored: boolean
}

/**
 * The last four digits of a card, alone or masked (`**** 0416`). A number in a workbook has lost its zeros, and there
 * are four digits always, so they are known; in a text fewer than four may be a slip.
 */
export function readLastFour(cell: Cell): Reading<LastFour> {
  if (typeof cell !== 'string' && cell.kind === 'number') {
    const { value } = cell
    if (!Number.isInteger(value) || value < 0 || value > 9999) return refuse('malformed')
    return read({ digits: String(value).padStart(4, '0'), zerosRestored: value < 1000 })
  }
  const text = readName(cell)
  if (!text.ok) return text
  if (containsCardNumber(text.value)) return refuse('card_number')
  const digits = masked.exec(text.value)?.groups?.['last']
  return digits === undefined ? refuse('malformed') : read({ digits, zerosRestored: false })
}

/** Weights of MOD11, from the right: 2 to 7 over and over. */
function passesMod11(digits: string): boolean {
  let sum = 0
  for (let place = 1; place < digits.length; place++) {
    sum += Number(digits[digits.length - 1 - place]) * (2 + ((place - 1) % 6))
  }
  const check = (11 - (sum % 11)) % 11
  const last = digits.at(-1)
  return check === 10 ? last === '-' : last === String(check)
}

/**
 * A KID: 2 to 25 digits, the last of which checks the others by MOD10 or MOD11; where MOD11 comes to ten, a dash stands
 * for it. Spaces are taken away.
 * @param confirmed a person has looked at KIDs that could be card numbers, and they are KIDs
 */
export function readKid(cell: Cell, confirmed: boolean): Reading<string> {
  const text = readName(cell)
  if (!text.ok) return text
  if (!confirmed && containsCardNumber(text.value)) return refuse('card_number')
  const kid = text.value.replace(/\s/g, '')
  if (!/^\d{1,24}[\d-]$/.test(kid)) return refuse('malformed')
  return (!kid.endsWith('-') && passesLuhn(kid)) || passesMod11(kid) ? read(kid) : refuse('check_digit')
}
