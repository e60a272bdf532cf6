import fc from 'fast-check'
import { writeXlsx, type CellValue } from 'hucre'
import { readSheet } from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import { workbooks } from '../../../fixtures/charge-files/expected/workbooks'
import { readFile } from '../../../../electron/importing/reading/read-file'
import type { Cell, ReadChoices } from '../../../../electron/importing/reading/table'
import { fixture } from './fixtures'
import { runs } from '../runs'

/** It cannot read cells that do not say where they are, and has the days before March 1900 one too early. */
const notRead = ['cells-without-places.xlsx', 'first-days-of-1900.xlsx']

/** A cell as read-excel-file has it: empty where there is no value, dates in ms. */
function plain(cell: Cell): unknown {
  if (typeof cell === 'string') return cell.trim() === '' ? null : cell
  if (cell.kind === 'number' || cell.kind === 'boolean') return cell.value
  if (cell.kind !== 'date') return null
  const day = cell.shown.includes('-') ? cell.shown : `1899-12-30T${cell.shown}`
  return Date.parse(`${day}${day.includes('T') ? '' : 'T00:00:00'}Z`)
}

/** It is off by a ms where a serial is a fraction. */
function rounded(value: unknown): unknown {
  if (value instanceof Date) return Math.round(value.getTime() / 1000) * 1000
  return typeof value === 'string' && value.trim() === '' ? null : (value ?? null)
}

interface FilledRow {
  readonly row: number
  readonly cells: readonly unknown[]
}

/** The rows below the header that are not empty, as they are read here and there. */
async function bothReadings(
  bytes: Uint8Array,
  choices: ReadChoices
): Promise<{ ours: FilledRow[]; theirs: FilledRow[] }> {
  const { records, understood } = await readFile(bytes, choices)
  const sheet = understood.kind === 'workbook' ? understood.sheet : ''
  const rows = await readSheet(Buffer.from(bytes), sheet, { trim: false })
  const theirs = rows.flatMap((cells, index) => {
    const row = { row: index + 1, cells: cells.map(rounded) }
    return row.row > understood.headerRow && row.cells.some((cell) => cell !== null) ? [row] : []
  })
  return { ours: records.map(({ row, cells }) => ({ row, cells: cells.map(plain) })), theirs }
}

describe('read-excel-file', () => {
  it.each(workbooks.filter(({ file }) => !notRead.includes(file)))(
    'agrees on $file',
    async ({ file, choices }) => {
      const { ours, theirs } = await bothReadings(fixture(file), choices ?? {})
      expect(ours).toEqual(theirs)
    }
  )

  it('agrees on workbooks with anything in their cells', async () => {
    const value = fc.oneof(
      fc.string({
        unit: fc.constantFrom('a', 'ø', '0', ' ', '\n', '&', '<', '"', '_x0041_', '=', '€', '😀'),
        maxLength: 8
      }),
      fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 50_000 }).map((day) => new Date(Date.UTC(1900, 2, 1 + day))),
      fc.constant(null)
    )
    const row = fc.tuple(fc.constant('T-1'), value, value, fc.constant(1)).map((cells): CellValue[] => cells)
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('shared' as const, 'inline' as const),
        fc.constantFrom('1900' as const, '1904' as const),
        async (rows, stringMode, dateSystem) => {
          const sheets = [{ name: 'Ark1', rows: [['token', 'a', 'b', 'c'], ...rows] }]
          const bytes = await writeXlsx({ sheets, stringMode, dateSystem })
          const { ours, theirs } = await bothReadings(bytes, { headerRow: 1 })
          expect(ours).toEqual(theirs)
        }
      ),
      runs(40)
    )
  })
})
