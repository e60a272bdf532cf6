import { foldForSearch } from '../../../shared/text'
import type { Currency } from '../../../shared/money'
import { currenciesNamed } from './currency-words'
import { withoutMarks } from './formula-mark'

/** A header as it is compared: lower case, no accents, its words apart (`customerNumber`, `KUNDE-NR.`). */
export function headerKey(header: string): string {
  const words = withoutMarks(header).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
  return foldForSearch(words)
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim()
}

/** What a header over amounts says of them, and the name that is left without it. */
export interface AmountHeader {
  readonly name: string
  /** The currencies it allows (`Amount (EUR)`, `Beløp kr`); null where it names none. */
  readonly currencies: readonly Currency[] | null
  /** It speaks of øre, cents or minor units, a hundred of which are one. */
  readonly speaksOfMinor: boolean
}

const minorWords =
  /\b(?:(?:i|in|as) )?(?:ore|oere|cents?|minor units?|minor|minste enhet|smallest unit|pence)\b/

/** A preposition that is left over when what it belonged to is taken away. */
const leftOver = /^(?:i|in) | (?:i|in)$/

/** Reads a header as if it stood over amounts. */
export function readAmountHeader(header: string): AmountHeader {
  const key = headerKey(header)
  const withoutMinor = key.replace(minorWords, ' ').replace(/\s+/g, ' ').trim()
  const tokens = withoutMarks(header).split(/[^\p{L}\p{N}%$€£¥]+/u)
  const named = tokens
    .map((token) => ({ token, currencies: currenciesNamed(token) }))
    .filter((each) => each.token !== '' && isCurrencyWord(each.token) && each.currencies !== null)
  const words = new Set(named.map(({ token }) => headerKey(token)).filter((word) => word !== ''))
  const name = withoutMinor
    .split(' ')
    .filter((word) => !words.has(word))
    .join(' ')
    .replace(leftOver, '')
  const currencies = named.reduce<readonly Currency[] | null>(
    (allowed, each) => allowed?.filter((one) => each.currencies?.includes(one)) ?? each.currencies,
    null
  )
  return { name, currencies, speaksOfMinor: withoutMinor !== key }
}

/** Every code of ISO 4217, present and past: a header may name a currency that Trekk does not charge in. */
const everyCode: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** Three letters are a code only if they are one: `KID` and `SUM` are none. In small letters they are a word, but for ours. */
function isCurrencyWord(token: string): boolean {
  if (!/^[A-Z]{3}$/i.test(token)) return true
  return everyCode.has(token) || (currenciesNamed(token)?.length ?? 0) > 0
}
