import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delimiters, type Encoding } from '../../../../shared/charge-file'
import { readBeginning, readFile, readPasted } from '../../../../electron/importing/reading/read-file'
import { lineBreaksIn, write, type Dialect } from './writer'
import { runs } from '../runs'

/** Letters that all encodings have, with all that a reader could stumble over. */
const characters = [
  'a',
  'Z',
  '7',
  'æ',
  'Ø',
  'å',
  '"',
  '""',
  ';',
  ',',
  '\t',
  '|',
  ' ',
  '\r\n',
  '\n',
  '\r',
  "'",
  '='
]

const text = fc.string({ unit: fc.constantFrom(...characters), maxLength: 12 })

/** A first cell with a letter in it, so that no row is blank, and none is a header but the first. */
const row = (width: number): fc.Arbitrary<string[]> =>
  fc
    .tuple(fc.integer({ min: 1 }), fc.array(text, { minLength: width - 1, maxLength: width - 1 }))
    .map(([id, rest]) => [`T-${id}`, ...rest])

const table = fc
  .integer({ min: 2, max: 6 })
  .chain((width) => fc.tuple(fc.constant(width), fc.array(row(width), { minLength: 1, maxLength: 12 })))

const dialect: fc.Arbitrary<Dialect> = fc
  .record({
    delimiter: fc.constantFrom(...delimiters),
    lineEnd: fc.constantFrom('\r\n', '\n', '\r'),
    lastLineEnd: fc.boolean(),
    quoted: fc.constantFrom('all' as const, 'needed' as const, 'every_other' as const),
    encoding: fc.constantFrom<Encoding[]>(
      'utf-8',
      'utf-16le',
      'utf-16be',
      'windows-1252',
      'macintosh',
      'cp850'
    ),
    mark: fc.boolean()
  })
  .map((each) => ({ ...each, mark: each.mark && each.encoding.startsWith('utf') }))

const headerOf = (width: number): string[] =>
  Array.from({ length: width }, (_, index) => `column ${'abcdef'[index]}`)

describe('what was written', () => {
  it('is read back the same, each record at its line and row', async () => {
    await fc.assert(
      fc.asyncProperty(table, dialect, async ([width, rows], dialect) => {
        const bytes = write([headerOf(width), ...rows], dialect)
        const choices = { encoding: dialect.encoding, delimiter: dialect.delimiter as ';', headerRow: 1 }
        const { records, header } = await readFile(bytes, choices)
        expect(header).toEqual(headerOf(width))
        let line = 2
        const expected = rows.map((cells, index) => {
          const at = { line, row: index + 2, cells, raw: null, problem: null, notes: [] }
          line += 1 + cells.reduce((sum, cell) => sum + lineBreaksIn(cell), 0)
          return at
        })
        expect(records).toEqual(expected)
      }),
      runs(200)
    )
  })

  it('is understood without being told, where its texts are harmless', async () => {
    const harmless = fc.string({
      unit: fc.constantFrom('a', 'b', 'ø', 'Å', ' ', '"', '\n', '.'),
      maxLength: 8
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 1 }), harmless, harmless), { minLength: 1, maxLength: 30 }),
        dialect.filter(
          ({ encoding, mark }) =>
            !['macintosh', 'cp850'].includes(encoding) && (mark || encoding !== 'utf-16be')
        ),
        async (cells, dialect) => {
          const rows = cells.map(([amount, one, other]) => [`T-${amount}`, one, `${amount},00`, other])
          const bytes = write([headerOf(4), ...rows], dialect)
          const { records, header, understood } = await readFile(bytes, {})
          expect(header).toEqual(headerOf(4))
          expect(records.map(({ cells }) => cells)).toEqual(rows)
          expect(understood).toMatchObject({ delimiter: dialect.delimiter, headerRow: 1 })
        }
      ),
      runs(100)
    )
  })

  it('is read the same when it was pasted', async () => {
    await fc.assert(
      fc.asyncProperty(table, dialect, async ([width, rows], dialect) => {
        const bytes = write([headerOf(width), ...rows], { ...dialect, encoding: 'utf-8', mark: false })
        const choices = { delimiter: dialect.delimiter as ';', headerRow: 1 }
        const pasted = readPasted(Buffer.from(bytes).toString('utf8'), choices)
        const read = await readFile(bytes, { ...choices, encoding: 'utf-8' })
        expect(pasted.records).toEqual(read.records)
        expect(pasted.header).toEqual(read.header)
      }),
      runs(50)
    )
  })
})

describe('the beginning of a long file', () => {
  it.each(['utf-8', 'utf-16le', 'windows-1252'] as const)(
    'is what the whole begins with, in %s',
    async (encoding) => {
      const long = 'x'.repeat(120)
      const line = (index: number): string[] => [
        `T-${index}`,
        encoding === 'windows-1252' ? 'ø€å "x"' : `ø€😀${'å'.repeat(index % 7)} "x"\nå`,
        `${index},50`,
        long
      ]
      const rows = Array.from({ length: 10_000 }, (_, index) => line(index))
      const bytes = write([['token', 'navn', 'beløp', 'tekst'], ...rows], {
        delimiter: ';',
        lineEnd: '\r\n',
        lastLineEnd: true,
        quoted: 'needed',
        encoding,
        mark: encoding === 'utf-16le'
      })
      const whole = await readFile(bytes, {})
      const beginning = await readBeginning(bytes, {})
      expect(beginning.complete).toBe(false)
      expect(beginning.table).toEqual({ ...whole, records: whole.records.slice(0, 100) })
      expect(whole.records).toHaveLength(10_000)
    }
  )

  it('is read further where 100 records need more than is looked at first', async () => {
    const bytes = Buffer.from(`token;text\n${`T-1;"${'x\n'.repeat(15_000)}"\n`.repeat(150)}`)
    const whole = await readFile(bytes, {})
    const { table, complete } = await readBeginning(bytes, {})
    expect(table).toEqual({ ...whole, records: whole.records.slice(0, 100) })
    expect(complete).toBe(false)
  })

  it.each(['token', 'tokens'])(
    'may be cut within a character of UTF-16, with the header %s',
    async (name) => {
      const text = `\ufeff${name}\tamount\n${`${'😀'.repeat(999)}\t1\n`.repeat(2000)}`
      const { table } = await readBeginning(Buffer.from(text, 'utf16le'), {})
      const cells = ['😀'.repeat(999), '1']
      expect(table.records.map((record) => record.cells)).toEqual(Array.from({ length: 100 }, () => cells))
    }
  )

  it('waits for a header that was chosen far below', async () => {
    const bytes = Buffer.from(
      `${`above${'x'.repeat(80)};x\n`.repeat(16_000)}token;amount\n${'T-1;1\n'.repeat(200)}`
    )
    const { table } = await readBeginning(bytes, { headerRow: 16_001 })
    expect(table.header).toEqual(['token', 'amount'])
    expect(table.records).toHaveLength(100)
    expect(table.records[0]).toMatchObject({ row: 16_002, cells: ['T-1', '1'] })
  })
})
