import { inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { readXlsx } from 'hucre'
import readExcelFile from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import type { Cell } from '../../../../electron/importing/reading/table'
import { withoutMarks } from '../../../../electron/importing/meaning/formula-mark'
import { writeResultFile, type ResultRow } from '../../../../electron/importing/writing/result-file'
import { writeWorkbook } from '../../../../electron/importing/writing/workbook-file'
import { charged, norwegian, sourceFile, uncharged, workbookForm } from './files'
import { runs } from '../runs'

/** A workbook of one row of cells under as many names. */
function write(cells: readonly Cell[], { isOurs = false, name = 'Ark1' } = {}): Promise<Uint8Array> {
  const columns = cells.map((cell, index) => ({ header: `c${index}`, isOurs, cell: () => cell }))
  return writeWorkbook({ columns, rows: [{}] }, { name, decimalMark: ',' })
}

async function readBoth(bytes: Uint8Array) {
  const workbook = await readXlsx(bytes)
  const [sheet] = workbook.sheets
  const [second] = await readExcelFile(Buffer.from(bytes))
  return { name: sheet?.name, rows: sheet?.rows ?? [], second: second?.data ?? [] }
}

/** The text of one part of a workbook, by the library's own ZIP layout: sizes follow the data. */
function part(bytes: Uint8Array, path: string): string {
  const zip = Buffer.from(bytes)
  for (let at = zip.indexOf('PK\u0001\u0002'); at !== -1; at = zip.indexOf('PK\u0001\u0002', at + 4)) {
    const length = zip.readUInt16LE(at + 28)
    if (zip.toString('utf8', at + 46, at + 46 + length) !== path) continue
    const local = zip.readUInt32LE(at + 42)
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    return inflateRawSync(zip.subarray(begin, begin + zip.readUInt32LE(at + 20))).toString('utf8')
  }
  throw new Error(`no ${path}`)
}

const number = (value: number) => ({ kind: 'number', value, shown: String(value) }) as const
const date = (shown: string) => ({ kind: 'date', shown }) as const

describe('a workbook', () => {
  it('has every cell as what it is, for two readers', async () => {
    const cells: Cell[] = [
      'Bjørn',
      '0012',
      '12345678901234567890',
      '+4791234567',
      '=1+1',
      number(1299.9),
      number(-5),
      number(0.1),
      { kind: 'boolean', value: true, shown: 'TRUE' },
      date('2026-11-25'),
      date('2026-11-25T14:30:15')
    ]
    const { rows, second } = await readBoth(await write(cells))
    const expected = [
      'Bjørn',
      '0012',
      '12345678901234567890',
      '+4791234567',
      '=1+1',
      1299.9,
      -5,
      0.1,
      true,
      new Date('2026-11-25T00:00:00Z'),
      new Date('2026-11-25T14:30:15Z')
    ]
    expect(rows[1]).toEqual(expected)
    expect(second[1]).toEqual(expected)
  })

  it('has no formula, and texts that stay texts when somebody edits them', async () => {
    const bytes = await write(['=cmd|"/C calc"!A0', { kind: 'no_value', shown: '=SUM(A1)' }, '0012', ''])
    const xml = part(bytes, 'xl/worksheets/sheet1.xml')
    expect(xml).not.toMatch(/<f[ >/]/)
    expect(part(bytes, 'xl/styles.xml')).toContain('formatCode="@"')
    expect((await readBoth(bytes)).rows[1]?.slice(0, 3)).toEqual(['=cmd|"/C calc"!A0', '=SUM(A1)', '0012'])
  })

  it('has a format for columns whose cells are alike, and none for a mixture', async () => {
    const columns: Cell[][] = [
      ['0012', 'Kari', ''],
      ['Kari', 'Bjørn Åsen', ''],
      [date('2026-11-25'), date('2026-11-25T14:30:00'), 'Kari'],
      [date('2026-11-25'), '', ''],
      [number(5), '=1', ''],
      [number(5), date('2026-11-25'), ''],
      ['', '', '']
    ]
    const sheet = {
      columns: columns.map((cells, index) => ({
        header: `c${index}`,
        isOurs: false,
        cell: (row: number) => cells[row] ?? ''
      })),
      rows: [0, 1, 2]
    }
    const formats = async (isToFillIn: boolean) => {
      const bytes = await writeWorkbook(sheet, { name: 'A', decimalMark: ',', isToFillIn })
      const { sheets } = await readXlsx(bytes, { readStyles: true })
      return columns.map((_, column) => sheets[0]?.cells?.get(`0,${column}`)?.style?.numFmt)
    }
    const second = 'yyyy-mm-dd hh:mm:ss'
    const none = undefined
    expect(await formats(false)).toEqual(['@', none, second, 'yyyy-mm-dd', none, none, none])
    expect(await formats(true)).toEqual(['@', '@', second, 'yyyy-mm-dd', '@', '@', '@'])
  })

  it('keeps any text: codes that Excel would decode, and space at the ends', async () => {
    const texts = [
      '_x0041_',
      '_x005F_',
      '_x0041\r',
      '_x0041\u0001',
      'a_x000D_b',
      '  two',
      'end ',
      'a\r\nb',
      'a\tb',
      '<&>"',
      '#N/A',
      '\u0001'
    ]
    const { rows } = await readBoth(await write(texts))
    expect(rows[1]).toEqual(texts)
  })

  it('is never damaged by characters that no XML may hold', async () => {
    const { rows, second } = await readBoth(await write(['a\uFFFEb\uFFFFc', 'x\uD800y', '🙂']))
    expect(rows[1]).toEqual(['a\uFFFDb\uFFFDc', 'x\uFFFDy', '🙂'])
    expect(second[1]).toEqual(rows[1])
    const bytes = await write(['a\uFFFEb\uD800'])
    expect(part(bytes, 'xl/worksheets/sheet1.xml')).not.toMatch(/[\uFFFE\uFFFF]/)
  })

  it('cuts what no cell of Excel holds, and says so', async () => {
    const { rows } = await readBoth(await write(['x'.repeat(40_000), `x${'🙂'.repeat(20_000)}`]))
    expect(rows[1]).toEqual([`${'x'.repeat(32_766)}…`, `x${'🙂'.repeat(16_382)}\uFFFD…`])
  })

  it.each([
    ['Ark1', 'Ark1'],
    ["O'Hara & Sønn", "O'Hara & Sønn"],
    ['a/b:c', 'a b c'],
    ["'x'", 'x'],
    ['History', 'Trekk'],
    ['', 'Trekk'],
    ['🙂'.repeat(16), '🙂'.repeat(15)],
    ['n'.repeat(40), 'n'.repeat(31)]
  ])('has the sheet %j under the name %j', async (given, name) => {
    expect((await readBoth(await write(['x'], { name }))).name).toBe(name)
    expect((await readBoth(await write(['x'], { name: given }))).name).toBe(name)
  })

  it('has days that no workbook can hold as texts', async () => {
    const days = ['1900-02-29', '1899-12-31', '1899-12-30T12:00:00', 'garbage']
    const { rows } = await readBoth(await write([...days.map(date), date('1900-01-01'), date('1904-01-01')]))
    expect(rows[1]).toEqual([...days, new Date('1900-01-01T00:00:00Z'), new Date('1904-01-01T00:00:00Z')])
  })

  it('has its first row frozen and columns one can read', async () => {
    const xml = part(await write(['x'.repeat(30), 'y']), 'xl/worksheets/sheet1.xml')
    expect(xml).toContain('ySplit="1"')
    expect(xml).toContain('state="frozen"')
    expect([...xml.matchAll(/<col [^>]*width="(\d+)"/g)].map((match) => match[1])).toEqual(['32', '8'])
  })

  it('is read again as it was, whatever is in it', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc
        .array(fc.constantFrom('_x', '0041', '_', "'", '=', ';', ' ', '\n', '\r', '&', '<'))
        .map((all) => all.join(''))
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }).map(number)), {
          minLength: 1,
          maxLength: 6
        }),
        fc.boolean(),
        async (cells, isOurs) => {
          const { rows } = await readBoth(await write(cells, { isOurs }))
          const read = cells.map((_, index) => rows[1]?.[index] ?? '')
          const meant = read.map((cell) => (typeof cell === 'string' && isOurs ? withoutMarks(cell) : cell))
          const expected = cells.map((cell) =>
            typeof cell === 'object' && cell.kind === 'number' ? cell.value : cell
          )
          expect(meant.map((cell) => (cell === 0 ? 0 : cell))).toEqual(
            expected.map((cell) => (cell === 0 ? 0 : cell))
          )
        }
      ),
      runs(50)
    )
  })
})

describe('the result of a workbook', () => {
  it('is a workbook with figures and times of its own beside those that came', async () => {
    const file = sourceFile(
      ['Nr', 'Beløp', 'Dato', 'Token'],
      [
        ['001', number(1299.9), date('2026-11-01'), 'secret-token'],
        ['002', number(50), date('2026-11-02'), 'secret-token-2']
      ],
      workbookForm('Trekk november'),
      ['customer_number', 'amount', 'ignored', 'token']
    )
    const rows = file.table.records.map((record, index): ResultRow => ({
      record,
      card: `card:${index}`,
      result: index === 0 ? charged() : uncharged('invalid', '=feil')
    }))
    const written = await writeResultFile(file, rows, norwegian)
    expect(written).toMatchObject({ extension: 'xlsx', encoding: null, isReencoded: false })
    const { name, rows: read, second } = await readBoth(written.bytes)
    expect(name).toBe('Trekk november')
    expect(read[0]?.slice(0, 6)).toEqual([
      'Nr',
      'Beløp',
      'Dato',
      'Token',
      'Trekk: status',
      'Trekk: transaksjon'
    ])
    const first = [
      '001',
      1299.9,
      new Date('2026-11-01T00:00:00Z'),
      'card:0',
      'Belastet',
      'T12345678.abc',
      'nov-1'
    ]
    const time = new Date('2026-11-25T14:03:00Z')
    expect(read[1]?.slice(0, 13)).toEqual([...first, 1299.9, 'NOK', null, null, null, time])
    expect(read[2]?.slice(0, 10)).toEqual([
      '002',
      50,
      new Date('2026-11-02T00:00:00Z'),
      'card:1',
      'Ikke gyldig',
      null,
      null,
      null,
      null,
      '=feil'
    ])
    expect(second.map((row) => row.slice(0, 13))).toEqual(read.map((row) => row.slice(0, 13)))
  })
})
