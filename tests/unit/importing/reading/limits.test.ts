import { describe, expect, it } from 'vitest'
import { longestCell, mostColumns, mostFileBytes, mostRecords } from '../../../../shared/charge-file'
import { readBeginning, readFile, readPasted } from '../../../../electron/importing/reading/read-file'
import { refusalOf } from './fixtures'
import { sheetData, workbookEntries, zip, type WrittenEntry } from './zip-writer'

const mebibyte = 1024 * 1024

describe('a text that is too large', () => {
  it('in bytes', async () => {
    const bytes = Buffer.alloc(mostFileBytes + 1, 'a;b\n')
    const refusal = { code: 'too_large', details: { found: mostFileBytes + 1, limit: mostFileBytes } }
    expect(await refusalOf(() => readFile(bytes, {}))).toEqual(refusal)
    expect(await refusalOf(() => readBeginning(bytes, {}))).toEqual(refusal)
    expect(await refusalOf(() => readPasted('a'.repeat(mostFileBytes + 1), {}))).toEqual(refusal)
  })

  it('in records, by one', async () => {
    const rows = (count: number): Buffer => Buffer.from(`token;amount\n${'T-1;1\n'.repeat(count)}`)
    expect((await readFile(rows(mostRecords), {})).records).toHaveLength(mostRecords)
    expect(await refusalOf(() => readFile(rows(mostRecords + 1), {}))).toEqual({
      code: 'too_many_records',
      details: { limit: mostRecords }
    })
  })

  it('in records, and is refused before all of it is split', async () => {
    const bytes = Buffer.from(`token;amount\n${'T-1;1\n'.repeat(500_000)}`)
    expect((await refusalOf(() => readFile(bytes, {}))).code).toBe('too_many_records')
    const { table, complete } = await readBeginning(bytes, {})
    expect([table.records.length, complete]).toEqual([100, false])
  })

  it('in columns, by one and by far', async () => {
    const names = (count: number): string =>
      Array.from({ length: count }, (_, index) => `c${index}x`).join(';')
    const row = (count: number): string => 'x;'.repeat(count - 1)
    const file = (count: number): Buffer => Buffer.from(`${names(count)}\n${row(count)}\n`)
    expect((await readFile(file(mostColumns), {})).header).toHaveLength(mostColumns)
    for (const found of [mostColumns + 1, 100_000]) {
      expect(await refusalOf(() => readFile(file(found), {}))).toEqual({
        code: 'too_many_columns',
        details: { line: 1, found, limit: mostColumns }
      })
    }
  })

  it('in one cell, quoted or not, by one and by far', async () => {
    const file = (cell: string): Buffer => Buffer.from(`token;amount\nT-1;1\nT-2;${cell}\n`)
    const longest = 'x'.repeat(longestCell)
    expect((await readFile(file(longest), {})).records[1]?.cells[1]).toBe(longest)
    const long = [`${longest}x`, `"${longest}x"`, `"${'x\n'.repeat(100_000)}"`, 'x'.repeat(4 * mebibyte)]
    for (const cell of long) {
      const refusal = await refusalOf(() => readFile(file(cell), {}))
      expect([refusal.code, refusal.details['line']]).toEqual(['cell_too_long', 3])
    }
  })

  it('but not where only its quotes make a cell long', async () => {
    const cell = '"'.repeat(longestCell)
    const bytes = Buffer.from(`token;amount\nT-1;"${cell.replaceAll('"', '""')}"\n`)
    expect((await readFile(bytes, {})).records[0]?.cells[1]).toBe(cell)
  })
})

describe('a workbook that is too large', () => {
  it('in columns, for one cell far to the right', async () => {
    const sheet = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="GS1"><v>2</v></c></row></sheetData>'
    expect(await refusalOf(() => readFile(zip(workbookEntries(sheet)), {}))).toEqual({
      code: 'too_many_columns',
      details: { line: 1, found: mostColumns + 1, limit: mostColumns }
    })
  })

  it('as a rectangle, for two cells in its corners', async () => {
    const sheet =
      '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
    const refusal = await refusalOf(() => readFile(zip(workbookEntries(sheet)), {}))
    expect(refusal.code).toBe('workbook_too_large')
  })

  it('in records', async () => {
    const rows = Array.from({ length: mostRecords + 2 }, (_, index) => [index === 0 ? 'token' : `T-${index}`])
    const refusal = await refusalOf(() => readFile(zip(workbookEntries(sheetData(rows))), {}))
    expect(refusal).toEqual({ code: 'too_many_records', details: { limit: mostRecords } })
  })

  it('in one cell', async () => {
    const sheet = sheetData([['token'], ['x'.repeat(longestCell + 1)]])
    const refusal = await refusalOf(() => readFile(zip(workbookEntries(sheet)), {}))
    expect([refusal.code, refusal.details['line']]).toEqual(['cell_too_long', 2])
  })
})

describe('an archive made to burst', () => {
  const bomb = Buffer.alloc(20 * mebibyte)
  const sheet = sheetData([['token'], ['T-1']])
  const withEntry = (entry: Omit<WrittenEntry, 'name'>): WrittenEntry[] => [
    ...workbookEntries(sheet),
    { name: 'xl/media/image1.png', ...entry }
  ]
  /** hucre reads it, though nothing here needs it. */
  const withTheme = (claims: Pick<WrittenEntry, 'told' | 'listed'>): WrittenEntry[] => [
    ...workbookEntries(sheet),
    {
      name: 'xl/theme/theme1.xml',
      data: Buffer.from(`<theme>${' '.repeat(20 * mebibyte)}</theme>`),
      ...claims
    }
  ]
  const withSheet = (told: WrittenEntry['told']): WrittenEntry[] =>
    workbookEntries(bomb).map((entry) =>
      entry.name.endsWith('sheet1.xml') && told ? { ...entry, told } : entry
    )

  it.each([
    ['is refused for what it says', withSheet(undefined), 'workbook_too_large'],
    ['is refused where it says little', withSheet({ unpacked: 1000 }), 'damaged_workbook'],
    ['is refused where it says nothing', withTheme({ told: { unpacked: 0 } }), 'damaged_workbook'],
    [
      'is refused where it will say later',
      withTheme({ told: { flags: 8 }, listed: { packed: 0, unpacked: 0 } }),
      'damaged_workbook'
    ],
    ['is refused where it says too much', withSheet({ unpacked: 0xfffffff0 }), 'workbook_too_large'],
    ['is refused for a part that nobody reads', withEntry({ data: bomb }), 'workbook_too_large'],
    [
      'is refused where it reaches beyond its end',
      withEntry({ data: Buffer.from('x'), told: { packed: 9999999 } }),
      'damaged_workbook'
    ],
    [
      'is refused where an entry has two names',
      withEntry({ data: Buffer.from('x'), listed: { name: 'xl/styles.xml' } }),
      'damaged_workbook'
    ],
    [
      'is refused where entries share a name',
      [...workbookEntries(sheet), ...workbookEntries(sheet)],
      'damaged_workbook'
    ],
    [
      'is refused where it is encrypted',
      withEntry({ data: Buffer.from('x'), told: { flags: 1 } }),
      'damaged_workbook'
    ]
  ] as const)('%s', async (_, entries, code) => {
    const bytes = zip(entries)
    expect((await refusalOf(() => readFile(bytes, {}))).code).toBe(code)
  })

  it('is refused where an entry lies within another one', async () => {
    const inner: WrittenEntry = { name: 'xl/theme/theme1.xml', data: Buffer.from('<theme/>') }
    const outer: WrittenEntry = {
      name: 'xl/media/image1.png',
      data: zip([inner]).subarray(0, 60),
      plain: true
    }
    const apart = [...workbookEntries(sheet), outer, inner]
    expect((await readFile(zip(apart), {})).records).toHaveLength(1)
    const at = Buffer.from(zip(apart)).indexOf(Buffer.from(zip([inner])).subarray(0, 40))
    const within = [...workbookEntries(sheet), outer, { ...inner, listed: { at } }]
    expect((await refusalOf(() => readFile(zip(within), {}))).code).toBe('damaged_workbook')
  })

  it('is no workbook where it holds only archives', async () => {
    const inner = zip([{ name: 'bomb', data: bomb }])
    const bytes = zip(Array.from({ length: 20 }, (_, index) => ({ name: `${index}.zip`, data: inner })))
    expect((await refusalOf(() => readFile(bytes, {}))).code).toBe('other_archive')
  })

  it('is refused for its many parts together', async () => {
    // Each of them is harmless, and packed no better than they may be.
    const data = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * index * 31) % 251))
    const told = { unpacked: mebibyte }
    const parts = Array.from({ length: 300 }, (_, index) => ({ name: `xl/media/${index}.png`, data, told }))
    const refusal = await refusalOf(() => readFile(zip([...workbookEntries(sheet), ...parts]), {}))
    expect(refusal.code).toBe('workbook_too_large')
  })

  it('is a workbook like any other without such tricks', async () => {
    const { records } = await readFile(zip(withEntry({ data: Buffer.from('x') })), {})
    expect(records.map(({ cells }) => cells)).toEqual([['T-1']])
  })
})
