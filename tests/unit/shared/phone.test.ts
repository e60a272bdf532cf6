import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trainingCards } from '../../../electron/simulator/training-data'
import { countries, type Country } from '../../../shared/account'
import { readPhone, shownPhone } from '../../../shared/phone'

/** What Dintero takes: E.123 international notation without spaces. */
const accepted = /^\+[1-9]\d{6,14}$/
const anyCountry = fc.constantFrom(...countries)

describe('a phone number', () => {
  it.each([
    ['900 00 000', '+4790000000', '+47 900 00 000'],
    ['90000000', '+4790000000', '+47 900 00 000'],
    [' 4790000000 ', '+4790000000', '+47 900 00 000'],
    ['+4790000000', '+4790000000', '+47 900 00 000'],
    ['0047 900 00 000', '+4790000000', '+47 900 00 000'],
    ['+47\u00a0900\u2011 00\u2013000', '+4790000000', '+47 900 00 000'],
    ['22 00 00 00', '+4722000000', '+47 22 00 00 00'],
    ['+46 (0)70-123 45 67', '+46701234567', '+46 70 123 45 67'],
    ['+44 20 7946 0000', '+442079460000', '+44 20 7946 0000'],
    ['0000 0001', '+4700000001', '+47 00000001']
  ])('%s in Norway is %s', (typed, e164, shown) => {
    expect(readPhone(typed, 'NO')).toEqual({ ok: true, e164, shown })
  })

  it('without a calling code is of the country', () => {
    expect(readPhone('070-123 45 67', 'SE')).toMatchObject({ e164: '+46701234567' })
    expect(readPhone('20 12 34 56', 'DK')).toMatchObject({ e164: '+4520123456' })
  })

  it.each([
    ['', 'malformed'],
    ['+', 'malformed'],
    ['ring meg', 'malformed'],
    ['ring 900 00 000', 'malformed'],
    ['900 00 000 ext 5', 'malformed'],
    ['900 00 000, 900 00 001', 'malformed'],
    ['tel:+4790000000', 'malformed'],
    ['+47 900 00 000;phone-context=+46', 'malformed'],
    ['+999 900 00 000', 'malformed'],
    ['４７９００００００', 'malformed'],
    ['112', 'too_small'],
    ['+47', 'too_small'],
    ['900 00 0000', 'too_long'],
    [`+47 ${'9'.repeat(40)}`, 'too_long']
  ] as const)('is not %s: %s', (typed, problem) => {
    expect(readPhone(typed, 'NO')).toEqual({ ok: false, problem })
  })

  it('of the training data is read in full, and is nobody’s', () => {
    for (const { phone } of trainingCards(0))
      expect(readPhone(phone, 'NO')).toMatchObject({ ok: true, e164: phone.replaceAll(' ', '') })
  })

  it('is the same however often it is read, as kept and as shown, in every country', () => {
    const written = fc
      .tuple(
        fc.constantFrom('', '+', '00', '0', '+46', '+39 0'),
        fc.array(fc.constantFrom(...Array.from('0123456789 -')), { maxLength: 16 })
      )
      .map(([start, rest]) => start + rest.join(''))
    fc.assert(
      fc.property(written, anyCountry, anyCountry, (typed, here, elsewhere) => {
        const read = readPhone(typed, here)
        if (!read.ok) return
        expect(read.e164).toMatch(accepted)
        for (const again of [read.e164, read.shown])
          for (const country of [here, elsewhere]) expect(readPhone(again, country)).toEqual(read)
        expect(shownPhone(read.e164)).toBe(read.shown)
      }),
      { numRuns: 1_000 }
    )
  })

  it('is never read out of a text that is something else, and no text makes the reading fail', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 300 })
    const isFair = (text: string, country: Country): boolean =>
      !readPhone(text, country).ok || /^\s*\+?[\d\s().\p{Pd}/]+$/u.test(text)
    expect(() => fc.assert(fc.property(text, anyCountry, isFair))).not.toThrow()
  })

  it('takes no time to refuse what is long', () => {
    for (const hostile of [
      '('.repeat(50_000),
      '1 '.repeat(50_000),
      `+${'0'.repeat(100_000)}`,
      '--'.repeat(50_000)
    ]) {
      const before = performance.now()
      expect(readPhone(hostile, 'NO').ok).toBe(false)
      expect(performance.now() - before).toBeLessThan(200)
    }
  })
})

describe('a kept number as it is shown', () => {
  it('is left alone where it was kept before numbers were read', () => {
    expect(shownPhone('+4790000000')).toBe('+47 900 00 000')
    for (const old of ['', '900 00 000', 'ring først', '+47']) expect(shownPhone(old)).toBe(old)
  })
})
