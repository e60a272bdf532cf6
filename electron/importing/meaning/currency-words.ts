import { currencies, parseAmount, type Currency } from '../../../shared/money'

const known = Object.keys(currencies) as readonly Currency[]

/**
 * The currencies a word beside an amount may mean, by the rules of `parseAmount`: `kr` several, `NOK` and `€` one, a
 * code that Trekk does not charge in none.
 * @returns null for a word that is no currency's
 */
export function currenciesNamed(word: string): readonly Currency[] | null {
  const readings = known.map((currency) => ({ currency, reading: parseAmount(`1 ${word}`, currency) }))
  const isNoCurrency = readings.some(({ reading }) => !reading.ok && reading.problem !== 'wrong_currency')
  return isNoCurrency ? null : readings.filter(({ reading }) => reading.ok).map(({ currency }) => currency)
}

/** Words as they can stand beside figures: letters or a sign. */
const words = /[\p{L}$€£¥]+\.?/gu

/**
 * The currencies that all currency words of a text allow; null where it has none. Words that are no currency's are
 * passed over: whether they may stand there is not decided here.
 */
export function currenciesIn(text: string): readonly Currency[] | null {
  const named = (text.match(words) ?? []).map(currenciesNamed).filter((each) => each !== null)
  return named.length === 0 ? null : known.filter((each) => named.every((some) => some.includes(each)))
}
