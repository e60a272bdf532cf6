import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLimits, rowsOf } from '../../../../../renderer/screens/settings/limits-form'
import { currencies } from '../../../../../shared/money'

const row = (confirmAbove: string, perCharge: string, perDay: string, currency = 'NOK') => ({
  currency,
  texts: { confirmAbove, perCharge, perDay }
})

describe('limits as text', () => {
  it('come back as they were, in every currency and both languages', () => {
    const limits = fc
      .tuple(fc.nat(700_000_000), fc.nat(700_000_000), fc.nat(700_000_000))
      .map(([one, two, three]) => ({ confirmAbove: one, perCharge: one + two, perDay: one + two + three }))
    const currency = fc.constantFrom(...Object.keys(currencies))
    fc.assert(
      fc.property(limits, currency, fc.constantFrom('en-GB', 'nb-NO'), (each, code, locale) => {
        const [typed] = rowsOf({ [code]: each }, locale)
        expect(typed && readLimits(typed)).toEqual({ limits: each })
      })
    )
  })

  it('are whole minor units', () => {
    expect(readLimits(row('5 000,00', '25 000,00', '200000'))).toEqual({
      limits: { confirmAbove: 500_000, perCharge: 2_500_000, perDay: 20_000_000 }
    })
  })

  it('may be nothing', () => {
    expect(readLimits(row('0', '0', '0'))).toEqual({ limits: { confirmAbove: 0, perCharge: 0, perDay: 0 } })
  })

  it('name each field that cannot be read', () => {
    expect(readLimits(row('', '1.299', '100 kr SEK'))).toEqual({
      problems: { confirmAbove: 'invalid', perCharge: 'ambiguous', perDay: 'invalid' }
    })
    expect(readLimits(row('100 EUR', '200', '300'))).toEqual({ problems: { confirmAbove: 'otherCurrency' } })
  })

  it('must grow from one to the next', () => {
    expect(readLimits(row('500', '499', '1000'))).toEqual({ problems: { perCharge: 'chargeBelowConfirm' } })
    expect(readLimits(row('500', '500', '499'))).toEqual({ problems: { perDay: 'dayBelowCharge' } })
  })
})
