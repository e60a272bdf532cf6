import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { containsCardNumber, fieldText, foldForSearch, hasControlCharacters } from '../../../shared/text'

/** Published test numbers of the schemes; none belongs to anybody. */
const cards = [
  '4111111111111111',
  '4925000000000004',
  '5413066399580167',
  '2223003122003222',
  '378282246310005',
  '30569309025904',
  '6011111111111117',
  '3530111333300000',
  '5019717010103742',
  '4222222222222',
  '6304000000000000000'
]

/** The tests' own check digit: the one that makes the sum a multiple of ten. */
function withCheckDigit(digits: string): string {
  let sum = 0
  for (const [index, digit] of digits.split('').reverse().entries()) {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1)
    sum += Math.floor(doubled / 10) + (doubled % 10)
  }
  return digits + String((10 - (sum % 10)) % 10)
}

describe('containsCardNumber', () => {
  it.each(cards)('finds %s', (card) => {
    expect(containsCardNumber(card)).toBe(true)
    expect(containsCardNumber(`Paid with ${card}, thanks`)).toBe(true)
    expect(containsCardNumber(`order${card}x`)).toBe(true)
  })

  it.each([
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '4111.1111.1111.1111',
    '4111\u00A01111\u20111111 1111',
    '4111 - 1111 - 1111 - 1111',
    '3782 822463 10005',
    '3056 930902 5904',
    '4222 2222 2222 2',
    '1299 4111 1111 1111 1111',
    '4111 1111 1111 1111 12/27'
  ])('finds %j', (text) => {
    expect(containsCardNumber(text)).toBe(true)
  })

  it.each([
    '',
    '4111111111111112',
    '476173******0416',
    '411111******1111',
    '+47 412 34 567',
    '+4111111111111111',
    '41 23 45 67, 91 23 45 67',
    '0047 41234567',
    '20261120120010',
    '1763631234567',
    'order-2026-1120-0012-0019',
    '1333e495-6ac0-4722-9aa2-5fefd339a40f',
    '41111111-1111-4111-8111-111111111111',
    'T12345678.5cyWnV68vzJ1kYjZPrKWWm',
    '41111111111111111111',
    '1 299,90'
  ])('leaves %j alone', (text) => {
    expect(containsCardNumber(text)).toBe(false)
  })

  it('leaves numbers alone that pass the check, for how they begin or are grouped', () => {
    const reference = withCheckDigit('202611200000000')
    const phones = withCheckDigit('454545454545454')
    expect(containsCardNumber(reference)).toBe(false)
    expect(containsCardNumber(`${phones.slice(0, 8)} ${phones.slice(8)}`)).toBe(false)
    expect(containsCardNumber(`+${phones}`)).toBe(false)
    expect(containsCardNumber(phones)).toBe(true)
  })

  it('finds every number that passes the check, in any of its groupings, and none with a wrong check digit', () => {
    const bodies = fc.tuple(
      fc.constantFrom('3', '4', '5', '6'),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 17 })
    )
    const separators = fc.constantFrom('', ' ', '-', '.', '\u00A0', ' - ')
    fc.assert(
      fc.property(bodies, separators, fc.integer({ min: 1, max: 9 }), ([first, rest], separator, error) => {
        const card = withCheckDigit(first + rest.join(''))
        const grouped = card.replace(/\d{4}(?=\d)/g, (group) => group + separator)
        expect(containsCardNumber(grouped)).toBe(true)
        const wrong = card.slice(0, -1) + String((Number(card.slice(-1)) + error) % 10)
        expect(containsCardNumber(wrong)).toBe(false)
      })
    )
  })

  it('takes time in proportion to the text', { timeout: 5_000 }, () => {
    const texts = ['4 '.repeat(100_000), '4'.repeat(200_000), '4111-'.repeat(40_000), '.'.repeat(200_000)]
    expect(texts.map(containsCardNumber)).toEqual([false, false, false, false])
  })

  it('says of texts with few digits what it says of them beside enough digits to be looked at', () => {
    const parts = fc.constantFrom(
      '4111',
      '1111',
      '555555555555',
      '4222222222222',
      '-',
      ' ',
      '+',
      'å',
      '٤١١١',
      '12'
    )
    const text = fc.array(fc.oneof(parts, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 8 })
    // Thirteen digits that begin as no card does, and that nothing before them can join.
    const more = `\nx${'1'.repeat(13)}x`
    expect(containsCardNumber(more)).toBe(false)
    let found = 0
    fc.assert(
      fc.property(text, (all) => {
        const said = containsCardNumber(all.join(''))
        if (said) found++
        expect([all, said]).toEqual([all, containsCardNumber(all.join('') + more)])
      }),
      { numRuns: 3000 }
    )
    expect(found).toBeGreaterThan(50)
    expect(['4222222222222', 'kort 4222 2222 2222 2'].map(containsCardNumber)).toEqual([true, true])
  })
})

describe('hasControlCharacters', () => {
  it.each([
    '\0',
    '\t',
    '\n',
    '\x1B',
    '\x7F',
    '\x85',
    '\xAD',
    '\u061C',
    '\u200B',
    '\u200E',
    '\u2028',
    '\u2029'
  ])('finds %j', (character) => {
    expect(hasControlCharacters(`a${character}b`)).toBe(true)
  })

  it.each(['\u202A', '\u202E', '\u2060', '\u2066', '\u2069', '\uFEFF', '\uD800', '\u{E0041}'])(
    'finds %j',
    (character) => {
      expect(hasControlCharacters(`a${character}b`)).toBe(true)
    }
  )

  it.each(['', 'Bjørn Åsen', '1\u00A0299,90\u202Fkr', 'Þórður Ægisson', '−12', '李 😀', 'e\u0301'])(
    'leaves %j alone',
    (text) => {
      expect(hasControlCharacters(text)).toBe(false)
    }
  )
})

describe('foldForSearch', () => {
  it.each([
    ['Bjørn Åsen', 'bjorn asen'],
    ['BJØRN A\u030ASEN', 'bjorn asen'],
    ['Æsa Þórðardóttir', 'aesa thordardottir'],
    ['Söderström-Häll', 'soderstrom-hall'],
    ['  Łukasz \u00A0 Weiß ', 'lukasz weiss'],
    ['ÉCOLE', 'ecole'],
    ['İstanbul', 'istanbul'],
    ['ﬁn', 'fin'],
    ['ola@example.com', 'ola@example.com'],
    [' Ola\t \v Normann\r\n', 'ola normann'],
    ['K  1001\u001F', 'k 1001\u001F']
  ])('%j is searched as %j', (text, folded) => {
    expect(foldForSearch(text)).toBe(folded)
  })

  it('changes nothing the second time, and nothing for a change of case or composition', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const folded = foldForSearch(text)
        expect(foldForSearch(folded)).toBe(folded)
        expect(foldForSearch(text.normalize('NFD'))).toBe(folded)
      })
    )
  })
})

describe('fieldText', () => {
  it('composes and trims', () => {
    expect(fieldText(' A\u030Ase\u00A0\n')).toBe('Åse')
  })
})
