import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { parseAmount } from '../../../../shared/money'
import { delimiters, encodings, type Delimiter } from '../../../../shared/charge-file'
import { markedCell, withoutMarks } from '../../../../electron/importing/meaning/formula-mark'
import { plainAmount, type Column, type WrittenCell } from '../../../../electron/importing/writing/sheet'
import { writeTextFile } from '../../../../electron/importing/writing/text-file'
import { encodeText, ownTextForm } from '../../../../electron/importing/writing/text-form'
import { runs } from '../runs'

const form = (facts: Partial<ReturnType<typeof ownTextForm>> = {}) => ({ ...ownTextForm('en'), ...facts })

/** A table of texts, all of them somebody's or all of them ours. */
function columnsOf(
  rows: readonly (readonly WrittenCell[])[],
  isOurs: boolean
): Column<readonly WrittenCell[]>[] {
  const width = rows[0]?.length ?? 0
  return Array.from({ length: width }, (_, index) => ({
    header: `c${index}`,
    isOurs,
    cell: (row) => row[index] ?? ''
  }))
}

function write(
  rows: readonly (readonly WrittenCell[])[],
  { isOurs = false, ...facts }: Partial<ReturnType<typeof ownTextForm>> & { readonly isOurs?: boolean } = {}
): string {
  const { bytes, encoding } = writeTextFile({ columns: columnsOf(rows, isOurs), rows }, form(facts), ',')
  return iconv.decode(Buffer.from(bytes), encoding)
}

const nastyCell = fc
  .array(
    fc.constantFrom(
      ...Array.from('=+-@\'";,|\t \r\n\uFF1D\uFF0D'),
      '\r\n',
      'Bjørn',
      'A1',
      "cmd|'/C calc'!A0",
      '🙂',
      '\u00A0',
      ',-',
      '0012'
    ),
    { maxLength: 8 }
  )
  .map((parts) => parts.join(''))
const cell = fc.oneof(nastyCell, fc.string({ unit: 'grapheme', maxLength: 10 }))
const table = fc
  .integer({ min: 2, max: 4 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 })
  )
const delimiter = fc.constantFrom(...delimiters)
const lineEnd = fc.constantFrom('\r\n' as const, '\n' as const, '\r' as const)

describe('a text file', () => {
  it('is read again by two readers as it was', () => {
    fc.assert(
      fc.property(table, delimiter, lineEnd, fc.boolean(), (rows, delimiter, lineEnd, isOurs) => {
        const text = write(rows, { delimiter, lineEnd, isOurs })
        const byPapa = papa.parse<string[]>(text, { delimiter, newline: lineEnd })
        expect(byPapa.errors).toEqual([])
        const byCsvParse: string[][] = parse(text, { delimiter, record_delimiter: lineEnd })
        const read = byPapa.data.slice(1, -1)
        expect(byCsvParse.slice(1)).toEqual(read)
        const meant = isOurs ? rows : rows.map((row) => row.map(withoutMarks))
        expect(read.map((row) => row.map(withoutMarks))).toEqual(meant)
      }),
      runs(300)
    )
  })

  it('has the very bytes of papaparse', () => {
    fc.assert(
      fc.property(table, delimiter, lineEnd, (rows, delimiter, lineEnd) => {
        const cells = [
          (rows[0] ?? []).map((_, index) => `c${index}`),
          ...rows.map((row) => row.map(markedCell))
        ]
        const quotes = (cell: unknown) => String(cell).startsWith("'")
        const expected = papa.unparse(cells, { delimiter, newline: lineEnd, quotes }) + lineEnd
        expect(write(rows, { delimiter, lineEnd })).toBe(expected)
      }),
      runs(300)
    )
  })

  it('is the same however many rows are written at once', () => {
    const rows = Array.from({ length: 2500 }, (_, index) => [`r${index}`, 'Bjørn'])
    const lines = ['c0,c1', ...rows.map((row) => row.join(','))]
    expect(write(rows)).toBe(lines.map((line) => `${line}\r\n`).join(''))
    expect(write(rows.slice(0, 2000))).toBe(
      lines
        .slice(0, 2001)
        .map((line) => `${line}\r\n`)
        .join('')
    )
  })

  it('holds nothing that Excel takes for a formula, whatever ends a cell where it is opened', () => {
    fc.assert(
      fc.property(table, delimiter, fc.boolean(), (rows, delimiter, isOurs) => {
        const text = write(rows, { delimiter, isOurs })
        const fields = ([';', ',', '\t', '|'] as const).flatMap((separator) => fieldsAsExcel(text, separator))
        expect(fields.filter((field) => isFormula(field, delimiter))).toEqual([])
      }),
      runs(1000)
    )
  })

  it('has the figures of our own as figures, also below nought', () => {
    const money = (amount: number, currency = 'NOK') => ({ kind: 'money', amount, currency }) as const
    expect(write([[money(-500), money(129_990), money(5), money(1299, 'ISK'), 'x']], { isOurs: true })).toBe(
      'c0,c1,c2,c3,c4\r\n"-5,00","1299,90","0,05",1299,x\r\n'
    )
  })

  it('is what stands for a cell of a workbook, and no formula', () => {
    const cells = [
      { kind: 'number', value: -1.5, shown: '-1.5' },
      { kind: 'no_value', shown: '=A1' },
      { kind: 'error', shown: '#N/A' },
      { kind: 'boolean', value: true, shown: 'TRUE' },
      { kind: 'date', shown: '2026-11-25' }
    ] as const
    expect(write([cells], { delimiter: ';' })).toBe(
      'c0;c1;c2;c3;c4\r\n"\'-1.5";"\'=A1";#N/A;TRUE;2026-11-25\r\n'
    )
  })

  it('has names of columns that are no formulas either', () => {
    const columns = [{ header: '=1+1', isOurs: false, cell: () => 'x' }]
    const { bytes } = writeTextFile({ columns, rows: [{}] }, form(), '.')
    expect(Buffer.from(bytes).toString()).toBe('\uFEFF"\'=1+1"\r\nx\r\n')
  })
})

describe('the bytes of a text', () => {
  it.each([
    ['windows-1252', 'Bjørn € Åsen', [66, 106, 0xf8, 114, 110, 32, 0x80, 32, 0xc5, 115, 101, 110]],
    ['iso-8859-15', 'ø€', [0xf8, 0xa4]],
    ['macintosh', 'øÅ', [0xbf, 0x81]],
    ['cp850', 'øÅ', [0x9b, 0x8f]],
    ['utf-8', 'ø', [0xef, 0xbb, 0xbf, 0xc3, 0xb8]],
    ['utf-16le', 'ø', [0xff, 0xfe, 0xf8, 0]],
    ['utf-16be', 'ø', [0xfe, 0xff, 0, 0xf8]]
  ] as const)('are right in %s', (encoding, text, bytes) => {
    const encoded = encodeText([text], { encoding, hasMark: false })
    expect([...encoded.bytes]).toEqual(bytes)
    expect(encoded.encoding).toBe(encoding)
  })

  it('have a mark in UTF-8 where it came with one, or has letters that Excel would misread', () => {
    const begins = (text: string, hasMark: boolean) =>
      encodeText([text], { encoding: 'utf-8', hasMark }).bytes[0] === 0xef
    expect([begins('a', false), begins('a', true), begins('ø', false), begins('ø', true)]).toEqual([
      false,
      true,
      true,
      true
    ])
  })

  it('are never another letter: what does not fit makes the file UTF-8', () => {
    for (const encoding of ['windows-1252', 'iso-8859-15', 'macintosh', 'cp850'] as const)
      for (const text of ['ok ł', '🙂', '\uFFFD', 'Ω中', '\u2212']) {
        const encoded = encodeText([text], { encoding, hasMark: false })
        expect([text, encoded.encoding]).toEqual([text, 'utf-8'])
        expect(iconv.decode(Buffer.from(encoded.bytes), 'utf-8')).toBe(text)
      }
  })

  it('do not depend on how the text is cut', () => {
    for (const encoding of encodings) {
      const whole = encodeText(['Bjørn?Åsen'], { encoding, hasMark: false })
      expect(encodeText(['', 'Bj', 'ørn?', '', 'Åsen'], { encoding, hasMark: false })).toEqual(whole)
    }
    expect(encodeText(['a', '🙂'], { encoding: 'cp850', hasMark: false }).encoding).toBe('utf-8')
    expect(encodeText(['a?', 'b'], { encoding: 'cp850', hasMark: false }).encoding).toBe('cp850')
  })

  it('are read again as the same text in every encoding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...encodings), (text, encoding) => {
        const encoded = encodeText([text], { encoding, hasMark: true })
        expect(iconv.decode(Buffer.from(encoded.bytes), encoded.encoding)).toBe(text)
      }),
      runs(500)
    )
  })
})

describe('an amount that Trekk writes', () => {
  it('is read as itself, in one way only, with either decimal mark', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_147_483_647 }),
        fc.constantFrom('NOK', 'EUR', 'ISK', 'JPY'),
        fc.constantFrom(',' as const, '.' as const),
        fc.boolean(),
        (amount, currency, mark, isNamed) => {
          const text = plainAmount({ kind: 'money', amount, currency, isNamed }, mark)
          expect(parseAmount(text, currency)).toEqual({ ok: true, amount })
        }
      )
    )
  })

  it('is a whole number of minor units of a currency that Trekk knows', () => {
    expect(() => plainAmount({ kind: 'money', amount: 1.5, currency: 'NOK' }, ',')).toThrow(RangeError)
    expect(() => plainAmount({ kind: 'money', amount: 1, currency: 'KWD' }, ',')).toThrow(RangeError)
  })
})

/** The cells of a text as Excel takes them: a quote counts only where a cell begins, and all ends end a line. */
function fieldsAsExcel(text: string, separator: Delimiter): string[] {
  const fields: string[] = []
  let at = 0
  while (at < text.length) {
    let field = ''
    if (text[at] === '"') {
      at += 1
      while (at < text.length && (text[at] !== '"' || text[at + 1] === '"')) {
        field += text[at]
        at += text[at] === '"' ? 2 : 1
      }
      at += 1
    }
    while (at < text.length && text[at] !== separator && text[at] !== '\r' && text[at] !== '\n') {
      field += text[at]
      at += 1
    }
    fields.push(field)
    at += 1
  }
  return fields
}

/** Whether Excel would try: it leaves alone a minus sign before what can be no part of a formula, as in `1 299,-`. */
function isFormula(field: string, delimiter: Delimiter): boolean {
  if (!/^[\t\r\n]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(field)) return false
  const afterMinus = /^--?(?: ?kr\.?)?/.exec(field)?.[0]
  const next = afterMinus === undefined ? undefined : field[afterMinus.length]
  return !(afterMinus !== undefined && (next === undefined || next === '"' || next === delimiter))
}
