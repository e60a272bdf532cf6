import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reading } from '../../../../electron/importing/meaning/cell-text'
import {
  readBoolean,
  readCurrency,
  readKey,
  readKid,
  readLastFour,
  readMerchantReference,
  readOperation,
  readPhoneCell,
  readPlainText,
  readProvider,
  readToken,
  readVatRate
} from '../../../../electron/importing/meaning/cells'
import type { Cell } from '../../../../electron/importing/reading/table'
import { date, number } from './support'
import { runs } from '../runs'

/** In the tests' own words: the value, or the code of what is wrong. */
function told<T>(reading: Reading<T>): T | string {
  return reading.ok ? reading.value : reading.code
}

describe('words', () => {
  it.each<[string, string]>([
    ['recurring', 'recurring_purchase'],
    ['Recurring_Purchase', 'recurring_purchase'],
    ['Abonnement', 'recurring_purchase'],
    ['ÅTERKOMMANDE', 'recurring_purchase'],
    ['tilbagevendende', 'recurring_purchase'],
    ['Gjentakende kjøp', 'recurring_purchase'],
    ['recurring (MIT)', 'recurring_purchase'],
    ['unscheduled', 'unscheduled_purchase'],
    ['Ikke-planlagt kjøp', 'unscheduled_purchase'],
    ['engångsköp', 'unscheduled_purchase'],
    ['Engangskøb', 'unscheduled_purchase'],
    ['MIT', 'ambiguous'],
    ['kjøp', 'unknown_word'],
    ['constructor', 'unknown_word']
  ])('of operations: %s', (text, expected) => {
    expect(told(readOperation(text))).toBe(expected)
  })

  it.each<[string, string]>([
    ['payex', 'payex'],
    ['payex.creditcard', 'payex'],
    ['Swedbank Pay', 'payex'],
    ['Bambora', 'bambora'],
    ['dintero_psp.creditcard', 'dintero_psp'],
    ['Dintero', 'dintero_psp'],
    ['vipps', 'unknown_word']
  ])('of providers: %s', (text, expected) => {
    expect(told(readProvider(text))).toBe(expected)
  })

  it('of yes and no, in four languages, as Excel writes them and as numbers', () => {
    const yes: readonly Cell[] = [
      'ja',
      'YES',
      'Sann',
      'SANT',
      'sand',
      'x',
      '1',
      number(1),
      { kind: 'boolean', value: true, shown: 'SANN' }
    ]
    const no: readonly Cell[] = [
      'nei',
      'Nej',
      'no',
      'USANN',
      'FALSKT',
      'falsk',
      '0',
      number(0),
      { kind: 'boolean', value: false, shown: 'USANN' }
    ]
    expect(yes.map((cell) => told(readBoolean(cell)))).toEqual(yes.map(() => true))
    expect(no.map((cell) => told(readBoolean(cell)))).toEqual(no.map(() => false))
    expect(['kanskje', '2', '-'].map((cell) => told(readBoolean(cell)))).toEqual(
      Array(3).fill('unknown_word')
    )
  })
})

describe('currencies', () => {
  it.each<[string, string]>([
    ['NOK', 'NOK'],
    [' nok ', 'NOK'],
    ['€', 'EUR'],
    ['kronor', 'SEK'],
    ['kr', 'NOK'],
    ['kr.', 'NOK'],
    ['CAD', 'unknown_currency'],
    ['penger', 'unknown_currency']
  ])('%s', (text, expected) => {
    expect(told(readCurrency(text, 'NOK'))).toBe(expected)
  })

  it('of several countries need a word for the file', () => {
    expect(told(readCurrency('kr', null))).toBe('currency_unclear')
    expect(told(readCurrency('kr', 'EUR'))).toBe('currency_unclear')
    expect(told(readCurrency('kr', 'SEK'))).toBe('SEK')
  })
})

describe('VAT rates', () => {
  it.each<[Cell, number | string]>([
    ['25', 2500],
    ['25 %', 2500],
    ['25%', 2500],
    ['25,5', 2550],
    ['25.5 %', 2550],
    ['12,00', 1200],
    ['25 % mva', 2500],
    ['0', 0],
    ['0 %', 0],
    ['0,00', 0],
    ['0,25 %', 25],
    ['1,5', 150],
    ['100', 10_000],
    [number(25), 2500],
    [number(25.5), 2550],
    ['0,25', 'ambiguous'],
    [number(0.25), 'ambiguous'],
    ['1', 'ambiguous'],
    [number(1), 'ambiguous'],
    ['25,555', 'too_many_decimals'],
    ['250', 'too_large'],
    ['-25', 'malformed'],
    ['fri', 'malformed'],
    [date('2026-11-25'), 'is_date']
  ])('%j', (cell, expected) => {
    expect(told(readVatRate(cell))).toBe(expected)
  })

  it('that may be shares show both', () => {
    expect(readVatRate('0,25')).toMatchObject({ details: { readings: [25, 2500] } })
    expect(readVatRate('0,125')).toMatchObject({ details: { readings: [1250] } })
    expect(readVatRate('1')).toMatchObject({ details: { readings: [100, 10_000] } })
  })
})

/** The check digit by MOD10 as a bank's manual has it: from the right by 2 and 1 in turn, adding the digits of each product. */
function mod10(digits: string): string {
  const products = Array.from(digits)
    .reverse()
    .map((digit, place) => String(Number(digit) * (place % 2 === 0 ? 2 : 1)))
  const sum = Array.from(products.join('')).reduce((total, digit) => total + Number(digit), 0)
  return String((10 - (sum % 10)) % 10)
}

/** By MOD11: from the right by 2 to 7 and again; ten is a dash. */
function mod11(digits: string): string {
  const weights = [2, 3, 4, 5, 6, 7]
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (weights[place % 6] ?? 0), 0)
  const rest = sum % 11
  return rest === 0 ? '0' : rest === 1 ? '-' : String(11 - rest)
}

describe('KIDs', () => {
  const digits = fc.array(fc.nat(9), { minLength: 1, maxLength: 24 }).map((each) => each.join(''))

  it('are taken with the check digit of either kind, and with no other', () => {
    fc.assert(
      fc.property(digits, (body) => {
        const right = new Set([mod10(body), mod11(body)])
        for (const check of Array.from('0123456789-')) {
          expect([body + check, told(readKid(body + check, true))]).toEqual([
            body + check,
            right.has(check) ? body + check : 'check_digit'
          ])
        }
      }),
      runs(500)
    )
  })

  it.each<[Cell, string]>([
    ['1234 5678 2', '123456782'],
    ['00123456782', '00123456782'],
    [number(123_456_782), '123456782'],
    ['123456783', 'check_digit'],
    ['1', 'malformed'],
    [`${'1'.repeat(25)}5`, 'malformed'],
    ['12A4', 'malformed'],
    ['4,76E+15', 'exponent'],
    [number(4.76e15), 'digits_lost'],
    [date('2026-11-25'), 'is_date']
  ])('%j', (cell, expected) => {
    expect(told(readKid(cell, false))).toBe(expected)
  })

  it('that could be card numbers are taken only when a person has said so', () => {
    expect(told(readKid('4111111111111111', false))).toBe('card_number')
    expect(told(readKid('4111111111111111', true))).toBe('4111111111111111')
  })
})

describe('last four digits', () => {
  it.each<[Cell, string]>([
    ['0416', '0416'],
    ['**** 0416', '0416'],
    ['476173******0416', '0416'],
    ['xxxx-xxxx-xxxx-0416', '0416'],
    ['•••• 0416', '0416'],
    ['Visa …0416', 'malformed'],
    ['416', 'malformed'],
    ['10416', 'malformed'],
    ['12345678', 'malformed'],
    ['4111 1111 1111 1111', 'card_number'],
    [number(12.5), 'malformed'],
    [number(10_416), 'malformed']
  ])('%j', (cell, expected) => {
    const reading = readLastFour(cell)
    expect(reading.ok ? reading.value.digits : reading.code).toBe(expected)
  })

  it('of a workbook have their zeros back, and say so', () => {
    expect(told(readLastFour(number(416)))).toEqual({ digits: '0416', zerosRestored: true })
    expect(told(readLastFour(number(4160)))).toEqual({ digits: '4160', zerosRestored: false })
  })
})

describe('texts and keys', () => {
  it.each<[string, Reading<string>, string]>([
    ['a number keeps its digits', readKey(number(10_042), 64), '10042'],
    ['zeros at the beginning stay', readKey('00123', 64), '00123'],
    ['the mark against formulas goes', readKey("'+4712", 64), '+4712'],
    ['spaces at the ends go, and letters are composed', readPlainText(' A\u030Asen ', 200), 'Åsen'],
    ['a date in a text is what is shown', readPlainText(date('2026-11-01'), 200), '2026-11-01'],
    ['a date is no key', readKey(date('2026-11-01'), 64), 'is_date'],
    ['a shortened number is no key', readKey('4,76E+15', 64), 'exponent'],
    ['a number that has lost its end is none', readKey(number(4.76e15), 64), 'digits_lost'],
    ['an error is none', readKey('#N/A', 64), 'sheet_error'],
    ['a hash is', readKey('#12', 64), '#12'],
    ['a card number is none', readKey('4111111111111111', 64), 'card_number'],
    ['too much', readPlainText('x'.repeat(201), 200), 'too_long'],
    ['what cannot be seen', readPlainText('a\u202Eb', 200), 'control_characters'],
    ['a reference with a space', readMerchantReference('order 17'), 'malformed'],
    ['a reference', readMerchantReference('order-17'), 'order-17'],
    ['a reference of Excel', readMerchantReference(number(10_041)), '10041'],
    ['a reference that Excel made a date', readMerchantReference(date('2026-02-11')), 'is_date'],
    ['a token with a space', readToken('T1 2'), 'malformed'],
    ['a phone number', readPhoneCell('900 00 000', 'NO'), '+4790000000'],
    ['a phone number of Excel', readPhoneCell(number(90_000_000), 'NO'), '+4790000000'],
    ['half a phone number', readPhoneCell('9000', 'NO'), 'malformed']
  ])('%s', (_name, reading, expected) => {
    expect(told(reading)).toBe(expected)
  })
})
