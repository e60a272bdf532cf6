import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  amountStep,
  currencies,
  currencyDigits,
  formatAmount,
  formatMoney,
  isCurrency,
  parseAmount
} from '../../../shared/money'

const int32 = 2_147_483_647
const codes = ['NOK', 'SEK', 'DKK', 'EUR', 'USD', 'GBP', 'CHF', 'PLN', 'ISK', 'JPY']
const locales = ['en', 'en-GB', 'nb', 'sv', 'da', 'fi', 'de', 'de-CH']
const figureLocales = [...locales, 'fr', 'pl', 'is']

/** In the tests' own words: the amount, or the problem and what it may have meant. */
function read(text: string, currency = 'NOK'): number | string | readonly unknown[] {
  const reading = parseAmount(text, currency)
  if (reading.ok) return reading.amount
  return reading.problem === 'ambiguous' ? ['ambiguous', ...reading.readings] : reading.problem
}

describe('the currency table', () => {
  it('agrees with Intl', () => {
    expect(Object.keys(currencies)).toEqual(codes)
    for (const code of codes) {
      const options = new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
      expect([code, currencyDigits(code)]).toEqual([code, options.maximumFractionDigits])
      expect(amountStep(code)).toBe(code === 'ISK' || code === 'JPY' ? 1 : 100)
    }
  })

  it('knows its own codes only, and cannot be changed', () => {
    expect(['NOK', 'nok', 'KWD', 'toString', ''].map(isCurrency)).toEqual([true, false, false, false, false])
    expect(() => currencyDigits('KWD')).toThrow(RangeError)
    expect(() => parseAmount('1', 'KWD')).toThrow(RangeError)
    expect(Object.isFrozen(currencies)).toBe(true)
  })
})

describe('what people paste', () => {
  it.each([
    ['1 299,90', 129_990],
    ['1\u00A0299,90', 129_990],
    ['1\u202F299,90', 129_990],
    ['1\u2009299,90', 129_990],
    ["1'299.90", 129_990],
    ['1’299.90', 129_990],
    ['1.299,90', 129_990],
    ['1,299.90', 129_990],
    ['1299,90', 129_990],
    ['1299.90', 129_990],
    ['1299,9', 129_990],
    ['1299', 129_900],
    ['1 299', 129_900],
    ['1 299,-', 129_900],
    ['1299,–', 129_900],
    ['1299,\u2212', 129_900],
    ['1.299,-', 129_900],
    ['1299:-', 129_900],
    ['1299.--', 129_900],
    ['kr 1 299,-', 129_900],
    ['kr. 1 299,90', 129_990],
    ['Kr1299', 129_900],
    ['1 299,90 kr', 129_990],
    ['1.299,90 kr.', 129_990],
    ['NOK 1299', 129_900],
    ['1299 NOK', 129_900],
    ['1299\u00A0nok', 129_900],
    ['1 299,- kr', 129_900],
    ['1 299 900', 129_990_000],
    ['1.299.900', 129_990_000],
    ['1,299,900', 129_990_000],
    ['0,01', 1],
    ['0.5', 50],
    ['\t1299,90\r\n', 129_990],
    ['21 474 836,47', int32]
  ])('%j is %i øre', (text, amount) => {
    expect(read(text)).toBe(amount)
  })

  it.each([
    ['€ 12,50', 'EUR', 1250],
    ['12,50 €', 'EUR', 1250],
    ['€12.50', 'EUR', 1250],
    ['US$12.50', 'USD', 1250],
    ["CHF 1'299.–", 'CHF', 129_900],
    ['12 kr', 'SEK', 1200],
    ['12 kr.', 'DKK', 1200],
    ['12,50 zł', 'PLN', 1250],
    ['1.299', 'ISK', 1299],
    ['1,299 kr', 'ISK', 1299],
    ['¥1,299', 'JPY', 1299]
  ])('%j in %s is %i', (text, currency, amount) => {
    expect(read(text, currency)).toBe(amount)
  })
})

describe('what is refused', () => {
  it.each([
    ['', 'empty'],
    [' \u00A0\t', 'empty'],
    ['0', 'zero'],
    ['0,00', 'zero'],
    ['-12', 'negative'],
    ['\u2212 1\u00A0299,90 kr', 'negative'],
    ['-NOK 1,299.90', 'negative'],
    ['kr -12', 'negative'],
    ['−0', 'negative'],
    ['21 474 836,48', 'too_large'],
    ['999999999999', 'too_large'],
    ['9'.repeat(5000), 'too_large'],
    ['12,345,00', 'malformed'],
    ['1,999', ['ambiguous', 199_900]],
    ['1.299', ['ambiguous', 129_900]],
    ['1.300', ['ambiguous', 130_000, 130]],
    ['kr 12,500', ['ambiguous', 1_250_000, 1250]],
    ['12,5000', 'too_many_decimals'],
    ['1299.900', 'too_many_decimals'],
    ['1 299,900', 'too_many_decimals'],
    ['0,125', 'too_many_decimals'],
    ['€ 12', 'wrong_currency'],
    ['12 SEK', 'wrong_currency'],
    ['sek 12', 'wrong_currency'],
    ['NOK 12 SEK', 'wrong_currency'],
    ['AUD 12', 'wrong_currency'],
    ['4925000000000004', 'card_number'],
    ['4925 0000 0000 0004', 'card_number'],
    ['12\u200B,50', 'control_characters'],
    ['\u202E12,50', 'control_characters'],
    ['12\u00003', 'control_characters'],
    ['1e5', 'malformed'],
    ['0x10', 'malformed'],
    ['12,', 'malformed'],
    [',50', 'malformed'],
    ['1 29', 'malformed'],
    ['1 2999', 'malformed'],
    ['1299 900', 'malformed'],
    ['1  299', 'malformed'],
    ['1.299.90', 'malformed'],
    ['1.299 900', 'malformed'],
    ['1 299.900,50', 'malformed'],
    ['12.50,-', 'malformed'],
    ['007', 'malformed'],
    ['+12', 'malformed'],
    ['--12', 'malformed'],
    ['-kr -12', 'malformed'],
    ['12-', 'malformed'],
    ['(12)', 'malformed'],
    ['12 13', 'malformed'],
    ['twelve', 'malformed'],
    ['kr', 'malformed'],
    ['total 12', 'malformed'],
    ['١٢', 'malformed'],
    ['12 constructor', 'malformed'],
    ['Infinity', 'malformed'],
    ['NaN', 'malformed']
  ])('%j: %j', (text, problem) => {
    expect(read(text)).toEqual(problem)
  })

  it('decimals in a currency that has none', () => {
    expect(['1299,50', '1299,00', '1.299,00'].map((text) => read(text, 'ISK'))).toEqual(
      Array<string>(3).fill('too_many_decimals')
    )
    expect(read('2147483648', 'ISK')).toBe('too_large')
  })
})

const groupMarks = ['', ' ', '\u00A0', '\u202F', '\u2009', "'", '’', '.', ',']
const decimalMarks = ['.', ',']

/** The tests' own rendering, from digits alone. */
function render(amount: bigint, digits: number, decimals: number, group: string, mark: string): string {
  const figures = amount.toString().padStart(digits + 1, '0')
  let rest = figures.slice(0, figures.length - digits)
  const tail = figures.slice(figures.length - digits).slice(0, decimals)
  const groups: string[] = []
  if (group !== '') {
    for (; rest.length > 3; rest = rest.slice(0, -3)) groups.unshift(rest.slice(-3))
  }
  return [rest, ...groups].join(group) + (tail === '' ? '' : mark + tail)
}

/**
 * The oracle: every style an amount can be written in is tried on the text; what it means is the amount whose
 * rendering in some style is the text itself. Two such amounts, and nobody may choose.
 */
function meanings(text: string, digits: number): Set<bigint> {
  const found = new Set<bigint>()
  for (const group of groupMarks) {
    for (const mark of decimalMarks.filter((each) => each !== group)) {
      for (let decimals = 0; decimals <= digits; decimals++) {
        const figures = text.replaceAll(mark, '').replaceAll(group, '')
        if (!/^[0-9]{1,12}$/.test(figures)) continue
        const amount = BigInt(figures) * 10n ** BigInt(digits - decimals)
        if (render(amount, digits, decimals, group, mark) === text) found.add(amount)
      }
    }
  }
  return found
}

/** What may be said of a text: its only meaning, or that it has none. */
function verdicts(text: string, digits: number): readonly (number | string)[] {
  if (digits > 0 && /^[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return ['ambiguous']
  const [amount, second] = [...meanings(text, digits)]
  if (amount === undefined || second !== undefined) {
    return ['empty', 'malformed', 'too_many_decimals', 'too_large', 'card_number']
  }
  if (amount === 0n) return ['zero']
  return amount > BigInt(int32) ? ['too_large', 'card_number'] : [Number(amount)]
}

const amounts = fc.oneof(
  fc.integer({ min: 1, max: int32 }),
  fc.integer({ min: 1, max: 200_000 }),
  fc.integer({ min: 1, max: 21_474_836 }).map((whole) => whole * 100)
)

describe('properties', () => {
  it('every rendering is read right or refused, never misread', () => {
    const rendering = fc.record({
      amount: amounts,
      currency: fc.constantFrom(...codes),
      group: fc.constantFrom(...groupMarks),
      mark: fc.constantFrom(...decimalMarks),
      before: fc.constantFrom('', ' '),
      after: fc.constantFrom('', ' ', '\u00A0', '\n')
    })
    fc.assert(
      fc.property(rendering, ({ amount, currency, group, mark, before, after }) => {
        const digits = currencyDigits(currency)
        fc.pre(group !== mark || digits === 0)
        const text = render(BigInt(amount), digits, digits, group, mark)
        expect(read(before + text + after, currency)).toBe(amount)
        expect(read(`${currency} ${text}`, currency)).toBe(amount)
        expect(read(`−${text}`, currency)).toBe('negative')
      }),
      { numRuns: 2000 }
    )
  })

  it('any text of figures and marks means what the oracle says, or is refused', () => {
    const texts = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'0123456789., '.split('')), minLength: 1, maxLength: 14 }),
      fc
        .array(
          fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.constantFrom(' ', '.', ',', "'", '\u00A0', '')),
          {
            minLength: 1,
            maxLength: 4
          }
        )
        .map((pieces) => pieces.map(([figure, mark]) => `${figure}${mark}`).join(''))
    )
    fc.assert(
      fc.property(texts, fc.constantFrom(...codes), (text, currency) => {
        expect(verdicts(text.trim(), currencyDigits(currency))).toContain([read(text, currency)].flat()[0])
      }),
      { numRuns: 5000 }
    )
  })

  it('reads back whatever is formatted, in every locale', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.constantFrom(...codes),
        fc.constantFrom(...locales),
        fc.constantFrom(...figureLocales),
        (amount, currency, locale, figureLocale) => {
          expect(read(formatMoney(amount, currency, locale), currency)).toBe(amount)
          expect(read(formatAmount(amount, currency, figureLocale), currency)).toBe(amount)
        }
      ),
      { numRuns: 3000 }
    )
  })

  it('never fails on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...codes), (text, currency) => {
        const reading = parseAmount(text, currency)
        expect(!reading.ok || Number.isInteger(reading.amount)).toBe(true)
      })
    )
  })
})

describe('formatting', () => {
  it('writes all decimals, as the locale does', () => {
    expect(formatMoney(129_990, 'NOK', 'nb')).toBe('1\u00A0299,90\u00A0kr')
    expect(formatMoney(129_990, 'NOK', 'en')).toBe('NOK\u00A01,299.90')
    expect(formatMoney(5, 'EUR', 'nb')).toBe('0,05\u00A0€')
    expect(formatMoney(1299, 'ISK', 'nb')).toBe('1\u00A0299\u00A0ISK')
    expect(formatAmount(129_900, 'NOK', 'nb')).toBe('1\u00A0299,00')
    expect(formatAmount(-5, 'NOK', 'en')).toBe('-0.05')
  })

  it('is exact where floating point is not', () => {
    expect(formatAmount(Number.MAX_SAFE_INTEGER, 'NOK', 'en')).toBe('90,071,992,547,409.91')
  })

  it('refuses what is not whole minor units', () => {
    for (const amount of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => formatMoney(amount, 'NOK', 'en')).toThrow(RangeError)
    }
    expect(() => formatMoney(1, 'KWD', 'en')).toThrow(RangeError)
  })
})
