import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatVatRate,
  lineVat,
  parseQuantity,
  parseVatRate,
  readLines,
  vatRatesFor,
  type LineForm
} from '../../../../../renderer/screens/charge/order-lines'
import { formatAmount } from '../../../../../shared/money'

const line: LineForm = {
  key: 0,
  description: 'Subscription',
  quantity: '1',
  amount: '1 250,00',
  vatRate: '25',
  vatAmount: null
}

describe('VAT rates', () => {
  it.each([
    ['25', 2500],
    ['25 %', 2500],
    ['25,5', 2550],
    ['25.5', 2550],
    ['0', 0],
    ['100', 10_000],
    ['13,50', 1350]
  ])('reads %s', (text, rate) => expect(parseVatRate(text)).toBe(rate))

  it.each(['', '-5', '101', '100,01', '25,555', 'x', '1e1'])('refuses %s', (text) =>
    expect(parseVatRate(text)).toBeNull()
  )

  it('writes every rate so that it is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom('nb-NO', 'en-GB'), (rate, locale) => {
        expect(parseVatRate(formatVatRate(rate, locale))).toBe(rate)
      })
    )
  })

  it('offers the Norwegian rates for kroner', () => expect(vatRatesFor('NOK')).toEqual([2500, 1500, 1200, 0]))
})

describe('quantities', () => {
  it.each([
    ['1', 1],
    [' 12 ', 12],
    ['999999', 999_999]
  ])('reads %s', (text, quantity) => expect(parseQuantity(text)).toBe(quantity))
  it.each(['', '0', '-1', '1,5', '1000000', 'two'])('refuses %s', (text) =>
    expect(parseQuantity(text)).toBeNull()
  )
})

describe('a line', () => {
  it('computes the VAT that the total contains', () => expect(lineVat(line, 'NOK')).toBe(25_000))

  it('lets a typed VAT amount overrule the computed one, also with nothing', () => {
    expect(lineVat({ ...line, vatAmount: '100,00' }, 'NOK')).toBe(10_000)
    expect(lineVat({ ...line, vatAmount: '0,00' }, 'NOK')).toBe(0)
  })

  it('says what is wrong at the field that is wrong', () => {
    const bad = { ...line, description: ' ', quantity: '0', amount: '-1', vatRate: '101', vatAmount: 'x' }
    expect(readLines([line, bad], 'NOK', null).problems).toEqual({
      'lines.1.description': 'missing',
      'lines.1.quantity': 'malformed',
      'lines.1.amount': 'negative',
      'lines.1.vatRate': 'malformed',
      'lines.1.vatAmount': 'malformed'
    })
  })

  it('refuses a card number in a description', () => {
    const bad = { ...line, description: 'card 4111 1111 1111 1111' }
    expect(readLines([bad], 'NOK', 125_000).problems).toEqual({ 'lines.0.description': 'card_number' })
  })

  it('refuses more VAT than the line total', () => {
    const bad = { ...line, vatAmount: '1 250,01' }
    expect(readLines([bad], 'NOK', 125_000).problems).toEqual({ 'lines.0.vatAmount': 'too_large' })
  })
})

describe('the sum of the lines', () => {
  it('is checked against the amount', () => {
    const read = readLines([line, { ...line, amount: '49,90' }], 'NOK', 129_990)
    expect(read.sum).toBe(129_990)
    expect(read.problems).toEqual({})
    expect(readLines([line], 'NOK', 129_990).problems).toEqual({ lines: 'sum_mismatch' })
  })

  it('is unknown while one line cannot be read', () => {
    expect(readLines([line, { ...line, amount: '' }], 'NOK', 129_990).sum).toBeNull()
  })

  it('adds whole minor units exactly', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1, maxLength: 50 }),
        (amounts) => {
          const forms = amounts.map((amount, key) => ({
            ...line,
            key,
            amount: formatAmount(amount, 'NOK', 'nb-NO')
          }))
          const total = amounts.reduce((sum, each) => sum + each, 0)
          const read = readLines(forms, 'NOK', total)
          expect(read.sum).toBe(total)
          expect(read.lines.map(({ amount }) => amount)).toEqual(amounts)
          expect(read.problems).toEqual({})
        }
      )
    )
  })
})
