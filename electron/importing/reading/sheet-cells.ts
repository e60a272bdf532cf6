import type { CellValue, Sheet } from 'hucre'
import type { Cell } from './table'

/** By row and column, from 0: the cells whose value alone does not say what they are. */
export type SpecialCells = ReadonlyMap<number, ReadonlyMap<number, Cell>>

/** Excel shows this where a date is none. */
const noDate = '########'
const firstDay = Date.UTC(1900, 0, 1)

/** A value as hucre gives it. Its texts stay texts, also where they look like numbers. */
export function cellOf(value: CellValue): Cell {
  if (value === null) return ''
  if (typeof value === 'string') return value
  // The text that the file has for a number is not to be had; the shortest that gives the same double is.
  if (typeof value === 'number') {
    const shown = String(value)
    return Number.isFinite(value) ? { kind: 'number', value, shown } : { kind: 'error', shown }
  }
  if (typeof value === 'boolean') return { kind: 'boolean', value, shown: value ? 'TRUE' : 'FALSE' }
  return dateCell(value)
}

/**
 * Errors, which look like texts, and formulas that nobody has calculated, which look empty: a program that writes
 * workbooks leaves the calculating to Excel, which stores it only when somebody saves.
 */
export function specialCells(sheet: Sheet): SpecialCells {
  const rows = new Map<number, Map<number, Cell>>()
  for (const [place, { type, value, formula }] of sheet.cells ?? []) {
    const cell: Cell | null =
      type === 'error'
        ? { kind: 'error', shown: String(value) }
        : formula !== undefined && value === null
          ? { kind: 'no_value', shown: `=${formula}` }
          : null
    if (cell === null) continue
    const [row = 0, column = 0] = place.split(',').map(Number)
    const cells = rows.get(row) ?? new Map<number, Cell>()
    rows.set(row, cells.set(column, cell))
  }
  return rows
}

/**
 * A date as the sheet shows it, in no time zone. Both date systems are hucre's matter; it takes the 29th of February
 * 1900, which Excel has and no calendar, for the 28th. What lies before 1900 is a time of day.
 */
function dateCell(value: Date): Cell {
  // A serial is a fraction of a day, so seconds are a little off.
  const time = Math.round(value.getTime() / 1000) * 1000
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15) return { kind: 'error', shown: noDate }
  const [day = '', clock = ''] = new Date(time).toISOString().slice(0, 19).split('T')
  if (time < firstDay) return { kind: 'date', shown: clock }
  return { kind: 'date', shown: clock === '00:00:00' ? day : `${day}T${clock}` }
}
