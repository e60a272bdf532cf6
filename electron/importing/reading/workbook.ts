import { readXlsx, type Sheet } from 'hucre'
import { longestCell, mostColumns, mostRecords } from '../../../shared/charge-file'
import { guessHeaderRow, isBlankRow, rowsConsidered } from './header'
import { openPackage } from './package'
import { cellOf, specialCells } from './sheet-cells'
import {
  FileRefused,
  type Cell,
  type FileRecord,
  type ReadChoices,
  type RecordNote,
  type Table
} from './table'

/** Sheets that are listed at most. */
const mostSheets = 100

/** A row of a sheet that is not blank. */
interface SheetRow {
  readonly row: number
  readonly cells: readonly Cell[]
}

/**
 * The table of a workbook's sheet: of the one chosen, or of the first that is not hidden. Values alone: no formula is
 * calculated, no macro and no link is looked at.
 *
 * A sheet has as many columns as its widest row; those beyond the header have no name. Rows that are hidden are read
 * like the others, with a note.
 * @param bytes a ZIP
 * @throws FileRefused
 */
export async function readWorkbook(bytes: Uint8Array, choices: ReadChoices): Promise<Table> {
  const { sheets, sheet } = openPackage(bytes, choices.sheet)
  const read = await readSheet(bytes, sheet)
  const rows = rowsOf(read)
  const [first] = rows
  if (!first) throw new FileRefused('empty')
  const headerRow = choices.headerRow ?? guessHeaderRow(rows.slice(0, rowsConsidered))
  const header = headerRow === 0 ? null : rows.find(({ row }) => row === headerRow)
  if (header === undefined) throw new FileRefused('no_such_row', { row: headerRow })
  const below = rows.filter(({ row }) => row > headerRow)
  if (below.length === 0) throw new FileRefused('no_records')
  if (below.length > mostRecords) throw new FileRefused('too_many_records', { limit: mostRecords })
  const width = [...below, header ?? first].reduce((most, { cells }) => Math.max(most, cells.length), 0)
  const named = header?.cells ?? []
  const notes = notesOf(read)
  return {
    understood: { kind: 'workbook', sheet, sheets: sheets.slice(0, mostSheets), headerRow },
    header: filledTo(width, named.map(nameOf)),
    records: below.map((each): FileRecord => {
      const cells = filledTo(width, each.cells)
      return { line: each.row, row: each.row, cells, raw: null, problem: null, notes: notes(each.row) }
    })
  }
}

/** @throws FileRefused `damaged_workbook`, or `workbook_too_large` for a rectangle of more cells than can be held */
async function readSheet(bytes: Uint8Array, name: string): Promise<Sheet> {
  let sheets: readonly Sheet[]
  try {
    ;({ sheets } = await readXlsx(bytes, { sheets: (info) => info.name === name }))
  } catch (error) {
    const large = error instanceof Error && /cells\), over the \d+ limit/.test(error.message)
    throw new FileRefused(large ? 'workbook_too_large' : 'damaged_workbook')
  }
  const [sheet] = sheets
  if (!sheet || sheets.length > 1) throw new FileRefused('damaged_workbook')
  return sheet
}

/** @throws FileRefused `too_many_columns`, `cell_too_long` */
function rowsOf(sheet: Sheet): SheetRow[] {
  const special = specialCells(sheet)
  const rows: SheetRow[] = []
  for (const [index, values] of sheet.rows.entries()) {
    const cells = cellsOf(values, special.get(index))
    if (isBlankRow(cells)) continue
    const row = index + 1
    if (cells.length > mostColumns) {
      throw new FileRefused('too_many_columns', { line: row, found: cells.length, limit: mostColumns })
    }
    for (const cell of cells) {
      if (typeof cell === 'string' && cell.length > longestCell) {
        throw new FileRefused('cell_too_long', { line: row, found: cell.length, limit: longestCell })
      }
    }
    rows.push({ row, cells })
  }
  return rows
}

/** Without the empty ones at the end. */
function cellsOf(
  values: Sheet['rows'][number],
  special: ReadonlyMap<number, Cell> | undefined
): readonly Cell[] {
  const cells = values.map((value, column) => special?.get(column) ?? cellOf(value))
  while (cells.at(-1) === '') cells.pop()
  return cells
}

function nameOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.shown
}

function filledTo<T extends Cell>(width: number, cells: readonly (T | string)[]): readonly (T | string)[] {
  if (cells.length >= width) return cells
  return [...cells, ...Array.from({ length: width - cells.length }, () => '')]
}

/** What is to be noted of a row, from 1. */
function notesOf(sheet: Sheet): (row: number) => readonly RecordNote[] {
  const filters = [sheet.autoFilter?.range, ...(sheet.tables ?? []).map(({ range }) => range)].flatMap(
    (range) => (range === undefined ? [] : [rowsOfRange(range)])
  )
  const merged = new Set<number>()
  for (const { startRow, endRow } of sheet.merges ?? []) {
    const last = Math.min(endRow, sheet.rows.length - 1)
    for (let index = startRow; index <= last; index++) merged.add(index)
  }
  return (row) => {
    const notes: RecordNote[] = []
    if (sheet.rowDefs?.get(row - 1)?.hidden) {
      const filtered = filters.some(({ first, last }) => row > first && row <= last)
      notes.push(filtered ? 'hidden_by_filter' : 'hidden_row')
    }
    if (merged.has(row - 1)) notes.push('merged_cells')
    return notes
  }
}

/** The first and last row of a range such as `A1:D10`, from 1. */
function rowsOfRange(range: string): { first: number; last: number } {
  const [first = 0, last = first] = range.split(':').map((place) => Number(place.replace(/\D/g, '')))
  return { first, last }
}
