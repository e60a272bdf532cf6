import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAmountCell, readTypedAmount } from '../../../../electron/importing/meaning/amount-cell'
import { understandFile } from '../../../../electron/importing/meaning/columns'
import { decideMark, markEvidence, readWithMark } from '../../../../electron/importing/meaning/decimal-mark'
import type { Cell } from '../../../../electron/importing/reading/table'
import type { DecimalMark } from '../../../../shared/column-mapping'
import {
  currencies,
  currencyDigits,
  formatAmount,
  formatMoney,
  type Currency
} from '../../../../shared/money'
import { context, date, number, table, understand } from './support'
import { runs } from '../runs'

const codes = Object.keys(currencies) as Currency[]
const marks = ['comma', 'point'] as const

/** In the tests' own words: minor units, or the code of what is wrong. */
function read(cell: Cell, currency: Currency = 'NOK', mark: DecimalMark | null = null): number | string {
  const reading = readAmountCell(cell, currency, mark, 'whole')
  return reading.ok ? reading.value : reading.code
}

/** A convention in which a number can be written. */
interface Convention {
  readonly mark: ',' | '.' | ''
  readonly group: string
}

const conventions: readonly Convention[] = [',', '.', ''].flatMap((mark) =>
  ['', ' ', "'", ',', '.']
    .filter((group) => group === '' || group !== mark)
    .map((group) => ({ mark: mark as '', group }))
)

/** A millionth is finer than any text below writes. */
const scale = 6

/**
 * Every number that a text can be, by writing numbers and comparing: a text is a number in a convention if that number,
 * written in it with as many decimals, is the text. It knows none of the rules by which amounts are read.
 */
function meanings(text: string, allowed: readonly Convention[] = conventions): ReadonlySet<bigint> {
  const found = new Set<bigint>()
  for (const { mark, group } of allowed) {
    const [whole = '', decimals, ...more] = mark === '' ? [text] : text.split(mark)
    if (more.length > 0 || (mark !== '' && !decimals) || (group !== '' && !whole.includes(group))) continue
    const digits = group === '' ? whole : whole.split(group).join('')
    if (!/^\d+$/.test(digits) || !/^\d*$/.test(decimals ?? '') || (decimals ?? '').length > scale) continue
    const plain = String(BigInt(digits))
    const grouped = group === '' ? plain : plain.replace(/(?<=\d)(?=(?:\d{3})+$)/g, group)
    if (`${grouped}${mark}${decimals ?? ''}` !== text) continue
    found.add(BigInt(digits + (decimals ?? '').padEnd(scale, '0')))
  }
  return found
}

const figures = fc
  .array(fc.constantFrom('0', '1', '2', '34', '500', '678', '999', '.', ',', ' ', "'", '.', ','), {
    minLength: 1,
    maxLength: 7
  })
  .map((parts) => parts.join(''))

describe('an amount by itself', () => {
  it('is never read as another number than the only one it can be', () => {
    let read = 0
    fc.assert(
      fc.property(figures, fc.constantFrom(...codes), (text, currency) => {
        const reading = readAmountCell(text, currency, null, 'whole')
        if (!reading.ok) return
        read++
        const money = 10n ** BigInt(scale - currencyDigits(currency))
        // A currency without decimals is written without: 34.000 krónur are thirty-four thousand.
        const allowed = conventions.filter(({ mark }) => mark === '' || currencyDigits(currency) > 0)
        expect([text, [...meanings(text.trim(), allowed)]]).toEqual([text, [BigInt(reading.value) * money]])
      }),
      runs(10_000)
    )
    expect(read).toBeGreaterThan(1000)
  })

  it('that can be two numbers is said to be ambiguous, with what it can be', () => {
    expect(readAmountCell('1.300', 'NOK', null, 'whole')).toEqual({
      ok: false,
      code: 'ambiguous',
      details: { readings: [130_000, 130] }
    })
    expect(readAmountCell('1,299', 'EUR', null, 'whole')).toMatchObject({
      code: 'ambiguous',
      details: { readings: [129_900] }
    })
  })
})

describe('an amount in a file with a decimal mark', () => {
  it('is never read against the mark', () => {
    let read = 0
    fc.assert(
      fc.property(figures, fc.constantFrom(...codes), fc.constantFrom(...marks), (text, currency, mark) => {
        const reading = readAmountCell(text, currency, mark, 'whole')
        if (!reading.ok) return
        read++
        const sign = mark === 'comma' ? ',' : '.'
        const allowed = conventions.filter(
          (each) => each.group !== sign && (each.mark === '' || each.mark === sign)
        )
        const money = 10n ** BigInt(scale - currencyDigits(currency))
        expect([text, mark, [...meanings(text.trim(), allowed)]]).toEqual([
          text,
          mark,
          [BigInt(reading.value) * money]
        ])
      }),
      runs(10_000)
    )
    expect(read).toBeGreaterThan(1000)
  })

  it.each([
    ['1.234', 'comma', 123_400],
    ['1.234', 'point', 'too_many_decimals'],
    ['1.230', 'point', 123],
    ['1,230', 'comma', 123],
    ['1,230', 'point', 123_000],
    ['12.50', 'comma', 'other_decimal_mark'],
    ['1,299.90', 'comma', 'other_decimal_mark'],
    ['1.299,90', 'comma', 129_990],
    ['1.234.567', 'point', 'other_decimal_mark'],
    ['1.234.567', 'comma', 123_456_700],
    ['1299,-', 'point', 'other_decimal_mark'],
    ['1299,-', 'comma', 129_900],
    ['1 299', 'point', 129_900]
  ] as const)('%s with a decimal %s is %s', (text, mark, expected) => {
    expect(read(text, 'NOK', mark)).toBe(expected)
  })

  it('of a currency without decimals has no decimals to read', () => {
    expect([read('1.234', 'ISK', 'comma'), read('1.234', 'ISK', 'point'), read('1.234', 'ISK')]).toEqual([
      ...[1234, 'other_decimal_mark', 1234]
    ])
  })
})

/** A way of writing that a file keeps to. */
const style = fc.constantFrom<Convention>(
  { mark: ',', group: ' ' },
  { mark: ',', group: '\u00A0' },
  { mark: ',', group: '\u202F' },
  { mark: ',', group: '.' },
  { mark: ',', group: '' },
  { mark: '.', group: ',' },
  { mark: '.', group: '' },
  { mark: '.', group: "'" },
  { mark: '.', group: ' ' }
)

interface Written {
  readonly text: string
  readonly amount: number
  readonly currency: Currency
}

/** Amounts as one file would write them, each with what it means. */
function written({ mark, group }: Convention): fc.Arbitrary<Written> {
  return fc
    .record({
      amount: fc.oneof(
        fc.integer({ min: 1, max: 2_147_483_647 }),
        fc.integer({ min: 1, max: 30_000 }).map((each) => each * 100)
      ),
      currency: fc.constantFrom(...codes),
      short: fc.boolean(),
      word: fc.constantFrom('', 'before', 'after')
    })
    .map(({ amount, currency, short, word }) => {
      const digits = currencyDigits(currency)
      const all = String(amount).padStart(digits + 1, '0')
      const whole = all.slice(0, all.length - digits).replace(/(?<=\d)(?=(?:\d{3})+$)/g, group)
      const decimals = all.slice(all.length - digits)
      const kept = short ? decimals.replace(/0+$/, '') : decimals
      const figures = kept === '' ? whole : `${whole}${mark}${kept}`
      const text =
        word === '' ? figures : word === 'before' ? `${currency} ${figures}` : `${figures} ${currency}`
      return { text, amount, currency }
    })
}

describe('a file', () => {
  it('of one way of writing is read as it was written, or asked about', () => {
    const seen = new Set<string>()
    const file = style.chain((each) =>
      fc.tuple(fc.constant(each), fc.array(written(each), { minLength: 1, maxLength: 8 }))
    )
    fc.assert(
      fc.property(file, ([{ mark }, amounts]) => {
        const texts = amounts.map(({ text, currency }) => ({ text, currency: () => currency }))
        const decision = decideMark(texts, null)
        seen.add(decision.by)
        expect(decision.by).not.toBe('conflict')
        const right = mark === ',' ? 'comma' : 'point'
        expect([null, right]).toContain(decision.mark)
        for (const { text, currency, amount } of amounts) {
          const undecided = readWithMark(text, currency, decision.mark)
          const isOpen = decision.by === 'asked' && !undecided.ok
          const expected = isOpen ? { ok: false, problem: 'ambiguous' } : { ok: true, amount }
          expect([text, undecided]).toMatchObject([text, expected])
          // What a person then says makes all of it readable.
          expect([text, readWithMark(text, currency, decision.mark ?? right)]).toEqual([
            text,
            { ok: true, amount }
          ])
        }
      }),
      runs(600)
    )
    expect([...seen].sort()).toEqual(['asked', 'content', 'not_needed'])
  })

  it('of what Intl writes in four languages is read as it was meant', () => {
    const amount = fc.integer({ min: 1, max: 2_147_483_647 })
    fc.assert(
      fc.property(
        fc.constantFrom('en-GB', 'nb-NO', 'sv-SE', 'da-DK'),
        fc.constantFrom(...codes),
        fc.array(amount, { minLength: 1, maxLength: 5 }),
        (locale, currency, amounts) => {
          for (const format of [formatAmount, formatMoney]) {
            const texts = amounts.map((each) => format(each, currency, locale))
            const { mark } = decideMark(
              texts.map((text) => ({ text, currency: () => currency })),
              null
            )
            expect(texts.map((text) => readWithMark(text, currency, mark))).toEqual(
              amounts.map((each) => ({ ok: true, amount: each }))
            )
          }
        }
      ),
      runs(400)
    )
  })

  it.each<[string, readonly string[], string, DecimalMark | null]>([
    ['one clear amount settles the others', ['1.234', '12,50'], 'content', 'comma'],
    ['so does the other mark', ['1.234', '12.50'], 'content', 'point'],
    ['groups twice over say what is no decimal mark', ['1.234', '1.234.567'], 'content', 'comma'],
    ['so does the mark for no decimals', ['1.234', '99,-'], 'content', 'comma'],
    ['both in one amount', ['1.234', '1,234.50'], 'content', 'point'],
    ['nothing settles it', ['1.234', '500', '2 000'], 'asked', null],
    ['nothing needs it', ['500', '2 000'], 'not_needed', null],
    ['both marks are in use', ['12,50', '12.50', '1.234'], 'conflict', null],
    ['what is no amount says nothing', ['1.234', '12.34.56', 'a,50', '25.11.2026'], 'asked', null]
  ])('%s', (_name, texts, by, mark) => {
    const decision = decideMark(
      texts.map((text) => ({ text, currency: () => 'NOK' as const })),
      null
    )
    expect([decision.by, decision.mark]).toEqual([by, mark])
  })

  it('whose mark is asked shows both readings, each amount once', () => {
    const rows = [
      ['1', '1.230'],
      ['2', '1.230'],
      ['3', '4.567'],
      ['4', '10']
    ]
    const meaning = understand(['Kundenr', 'Beløp'], rows)
    expect(meaning.markBy).toBe('asked')
    expect(meaning.questions).toEqual([
      {
        kind: 'decimal_mark',
        samples: [
          { seen: '1.230', currency: 'NOK', comma: 123_000, point: 123 },
          { seen: '4.567', currency: 'NOK', comma: 456_700, point: null }
        ]
      }
    ])
    const answered = understand(['Kundenr', 'Beløp'], rows, { choices: { decimalMark: 'comma' } })
    expect([answered.markBy, answered.mapping.decimalMark, answered.questions]).toEqual([
      'chosen',
      'comma',
      []
    ])
  })

  it('that has both marks leaves what is clear and refuses what leans on the others', () => {
    const meaning = understand(
      ['Kundenr', 'Beløp'],
      [
        ['1', '12,50'],
        ['2', '12.50'],
        ['3', '1.234']
      ]
    )
    expect([meaning.markBy, meaning.questions]).toEqual(['conflict', []])
    const { decimalMark } = meaning.mapping
    expect(['12,50', '12.50', '1.234'].map((text) => read(text, 'NOK', decimalMark))).toEqual([
      1250,
      1250,
      'ambiguous'
    ])
  })

  it('is not settled by a line whose fields are in no certain column', () => {
    const file = table(
      ['Kundenr', 'Beløp'],
      [
        ['1', '1.234'],
        ['2', '12,50']
      ]
    )
    const broken = { code: 'too_many_fields', expected: 2, found: 3 } as const
    const records = file.records.map((each, index) => ({ ...each, problem: index === 1 ? broken : null }))
    expect(understandFile(file, context).markBy).toBe('content')
    expect(understandFile({ ...file, records }, context).markBy).toBe('asked')
  })
})

describe('what a text shows of the decimal mark', () => {
  it('is nothing, one, or either', () => {
    const texts = [
      '12',
      '12,5',
      '12.50',
      '1.234',
      '1234.567',
      '0.500',
      '1 234.567',
      '1.234,5',
      '1,2,3',
      '1.2,3.4',
      'kr. 5'
    ]
    expect(texts.map(markEvidence)).toEqual([
      ...['none', 'comma', 'point', 'either', 'point', 'point', 'point', 'comma', 'point', 'none', 'none']
    ])
  })
})

describe('a cell that is no amount', () => {
  it.each<[string, Cell, string]>([
    ['an exponent', '1,5E+10', 'exponent'],
    ['an exponent in small letters', '1e3', 'exponent'],
    ['a date', '25.11.2026', 'is_date'],
    ['a date of ISO', '2026-11-25', 'is_date'],
    ['a short date', '25/11/26', 'is_date'],
    ['a date of a workbook', date('2026-11-25'), 'is_date'],
    ['a formula', '=SUM(A1:A9)', 'formula'],
    ['a formula that was written as text', "'=1+1", 'formula'],
    ['a percentage', '25 %', 'is_percent'],
    ['yes', { kind: 'boolean', value: true, shown: 'TRUE' }, 'is_boolean'],
    ['an error', { kind: 'error', shown: '#REF!' }, 'sheet_error'],
    ['an error as text', '#N/A', 'sheet_error'],
    ['a formula without value', { kind: 'no_value', shown: '' }, 'no_value'],
    ['a refund', '-12,50', 'negative'],
    ['a refund after a mark of ours', "'-12,50", 'negative'],
    ['a refund of a workbook', number(-12.5), 'negative'],
    ['nothing', '0,00', 'zero'],
    ['nothing of a workbook', number(0), 'zero'],
    ['brackets of a bookkeeper', '(12,50)', 'malformed'],
    ['a minus behind', '12,50-', 'malformed'],
    ['words', 'gratis', 'malformed'],
    ['too many decimals', '12,505', 'ambiguous'],
    ['too many decimals, surely', '12,5055', 'too_many_decimals'],
    ['more than Dintero takes', '21 474 836,48', 'too_large'],
    ['a card number', '4111 1111 1111 1111', 'card_number']
  ])('%s', (_name, cell, code) => {
    expect(read(cell)).toBe(code)
  })
})

describe('a number of a workbook', () => {
  it.each<[number, number | string]>([
    [1299.9, 129_990],
    [1299.8999999999999, 129_990],
    [0.1 + 0.2, 30],
    [12.345, 'too_many_decimals'],
    [12.34001, 'too_many_decimals'],
    [0.004, 'too_many_decimals'],
    [21_474_836.47, 2_147_483_647],
    [21_474_836.48, 'too_large'],
    [1e15, 'digits_lost'],
    [4.76e15, 'digits_lost']
  ])('%d is %s', (value, expected) => {
    expect(read(number(value))).toBe(expected)
  })

  it('is the amount a double was made of, in every currency', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_147_483_647 }),
        fc.constantFrom(...codes),
        (amount, currency) => {
          const digits = currencyDigits(currency)
          const text = String(amount).padStart(digits + 1, '0')
          const value = Number(`${text.slice(0, text.length - digits)}.${text.slice(text.length - digits)}`)
          expect(read(number(value), currency)).toBe(amount)
        }
      ),
      runs(1000)
    )
  })
})

describe('amounts in minor units', () => {
  it('are whole numbers and nothing else', () => {
    const cells: readonly Cell[] = [
      '129900',
      number(129_900),
      '1 299',
      '1299,00',
      '12.5',
      number(12.5),
      '0',
      '2147483648'
    ]
    const readings = cells.map((cell) => readAmountCell(cell, 'NOK', 'comma', 'minor'))
    expect(readings.map((each) => (each.ok ? each.value : each.code))).toEqual([
      ...[129_900, 129_900, 'malformed', 'malformed', 'malformed', 'too_many_decimals', 'zero', 'too_large']
    ])
  })
})

describe('a typed amount', () => {
  it('is clear by itself, or stays a problem', () => {
    expect(readTypedAmount(' 1 299,90 ', 'NOK')).toEqual({ ok: true, value: 129_990 })
    expect(readTypedAmount('1.299', 'NOK')).toMatchObject({ ok: false, code: 'ambiguous' })
  })
})
