import type { Cell } from './table'

/** A row of a table, before anybody knows what it is. */
export interface Row {
  /** As a spreadsheet counts, from 1. */
  readonly row: number
  readonly cells: readonly Cell[]
}

/** Rows that are looked at to find the header, and how far down it may stand. */
export const rowsConsidered = 41
const farthestHeader = 20

/** Characters of a name, or a title, at most. */
const longestName = 200

const currency = String.raw`(?:kroner|kronor|kr|nok|sek|dkk|isk|eur|usd|gbp|chf|€|\$|£)\.?`

/** Figures with what may stand between and around them, and no other letters: amounts, numbers, dates, times, phones. */
const figures = new RegExp(String.raw`^(?:${currency})?[^\p{L}]*\d[^\p{L}]*(?:${currency})?$`, 'iu')
const mailAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
/** Tokens and ids: long, in one piece, and with a figure. */
const longId = /^(?=.*\d)[\w.~:+/=-]{16,}$/

/** Whether a row holds nothing but blanks. */
export function isBlankRow(cells: readonly Cell[]): boolean {
  return cells.every(isBlank)
}

/**
 * The row in which the names of the columns stand.
 *
 * The first row, as a rule. 0, for none, where an amount, a date, an address or an id stands in it, which are no names.
 * A later one only where that is certain: all above it are titles of a cell or two, it has a different name in each
 * column, and what follows is full and has values.
 * @param rows the first rows that are not blank, up to `rowsConsidered`
 * @returns the row as a spreadsheet counts
 */
export function guessHeaderRow(rows: readonly Row[]): number {
  const [first] = rows
  if (!first) return 0
  const below = rows.slice(1, farthestHeader + 1).findIndex((_, index) => isBelowTitles(rows, index + 1))
  const header = below === -1 ? undefined : rows[below + 1]
  if (header) return header.row
  const single = filled(first.cells).length === 1 && rows.some(({ cells }) => filled(cells).length > 1)
  return single || filled(first.cells).every(isName) ? first.row : 0
}

/** Whether a row can be a header: names alone, each another. */
export function hasNamesAlone(cells: readonly Cell[]): boolean {
  const names = filled(cells)
  const known = new Set(names.map((name) => (typeof name === 'string' ? name.trim().toLowerCase() : name)))
  return names.length > 0 && names.every(isName) && known.size === names.length
}

export function hasValues(cells: readonly Cell[]): boolean {
  return filled(cells).some((cell) => !isName(cell))
}

function isBelowTitles(rows: readonly Row[], index: number): boolean {
  const header = rows[index]?.cells ?? []
  const names = filled(header).length
  if (names < 2 || !hasNamesAlone(header)) return false
  const above = rows.slice(0, index).map(({ cells }) => filled(cells).length)
  if (above.some((count) => count > (names < 5 ? 1 : 2))) return false
  const following = rows.slice(index + 1, index + 21)
  const [next] = following
  return (
    next !== undefined && hasValues(next.cells) && following.every(({ cells }) => filled(cells).length > 1)
  )
}

function filled(cells: readonly Cell[]): readonly Cell[] {
  return cells.filter((cell) => !isBlank(cell))
}

function isBlank(cell: Cell): boolean {
  return typeof cell === 'string' && cell.trim() === ''
}

function isName(cell: Cell): boolean {
  if (typeof cell !== 'string') return false
  const text = cell.trim()
  if (text.length > longestName) return false
  return !figures.test(text) && !mailAddress.test(text) && !longId.test(text)
}
