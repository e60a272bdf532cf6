import type { FileField } from '../../../shared/charge-file'
import { containsCardNumber } from '../../../shared/text'
import type { Cell, FileRecord } from '../reading/table'
import { isDateText, isEmpty, shownText } from './cell-text'

/*
 * What the cells of a column say against its name.
 */

/** Cells of one column that are looked at: the beginning and the end of a file are enough to see what it holds. */
const looked = 200

/** The cells of a column that hold something, from both ends of the file. */
export function someCells(records: readonly FileRecord[], column: number): readonly Cell[] {
  const ends =
    records.length <= looked ? records : [...records.slice(0, looked / 2), ...records.slice(-looked / 2)]
  return ends.map((record) => record.cells[column] ?? '').filter((cell) => !isEmpty(cell))
}

type Test = (cell: Cell, text: string) => boolean

const isDate: Test = (cell, text) => (typeof cell === 'string' ? isDateText(text) : cell.kind === 'date')
const hasDigit: Test = (_cell, text) => /\d/.test(text)
const hasLetter: Test = (_cell, text) => /\p{L}/u.test(text)

/** `99,00`, `1 299.90`: money, which names nobody. */
const isMoney: Test = (cell, text) => typeof cell === 'string' && /^\d[\d .,]*[.,]\d\d$/.test(text)

/** `20261125`: a day without dashes, which as an amount would be twenty millions. */
const isCompactDate: Test = (_cell, text) => /^20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(text)

/** For each field what none of its cells can be: a column of which most are is another column. */
const cannotBe: Readonly<Partial<Record<FileField, Test>>> = {
  token: (cell, text) => isDate(cell, text) || /\s/.test(text),
  customer_number: (cell, text) => isDate(cell, text) || isMoney(cell, text) || text.includes('@'),
  earlier_transaction: (cell, text) => isDate(cell, text) || /\s/.test(text) || !hasDigit(cell, text),
  card_reference: isDate,
  last_four: (cell, text) => isDate(cell, text) || !hasDigit(cell, text),
  customer_name: (cell, text) => isDate(cell, text) || !hasLetter(cell, text),
  provider: (cell, text) => isDate(cell, text) || !hasLetter(cell, text),
  operation: (cell, text) => isDate(cell, text) || !hasLetter(cell, text),
  amount: (cell, text) =>
    isDate(cell, text) || isCompactDate(cell, text) || !hasDigit(cell, text) || /[%@]/.test(text),
  currency: (cell, text) => isDate(cell, text) || hasDigit(cell, text),
  vat_rate: (cell, text) => isDate(cell, text) || !hasDigit(cell, text),
  merchant_reference: isDate,
  kid: (cell, text) => isDate(cell, text) || hasLetter(cell, text),
  email: (_cell, text) => !text.includes('@'),
  phone: (cell, text) => isDate(cell, text) || !hasDigit(cell, text) || text.includes('@')
}

/** Whether most of a column's cells cannot be what its name says. @param cells that hold something */
export function speaksAgainst(field: FileField, cells: readonly Cell[]): boolean {
  const test = cannotBe[field]
  if (test === undefined || cells.length === 0) return false
  return cells.filter((cell) => test(cell, shownText(cell).trim())).length * 2 > cells.length
}

/** Whether a cell holds what must be taken for a card number. */
export function holdsCardNumber(cell: Cell): boolean {
  if (typeof cell === 'string') return containsCardNumber(cell)
  if (cell.kind === 'card_number' || containsCardNumber(cell.shown)) return true
  return (
    cell.kind === 'number' && Math.abs(cell.value) >= 1e12 && containsCardNumber(String(Math.abs(cell.value)))
  )
}

/** How many cells of each column hold something, and how many of those a card number. */
export interface CardNumberCount {
  readonly filled: number
  readonly cardNumbers: number
}

/** Counts card numbers in all columns at once. */
export function countCardNumbers(
  records: readonly FileRecord[],
  columns: number
): readonly CardNumberCount[] {
  const filled = Array.from({ length: columns }, () => 0)
  const cardNumbers = Array.from({ length: columns }, () => 0)
  for (const { cells } of records) {
    for (let column = 0; column < columns; column++) {
      const cell = cells[column] ?? ''
      if (cell === '') continue
      filled[column] = (filled[column] ?? 0) + 1
      if (holdsCardNumber(cell)) cardNumbers[column] = (cardNumbers[column] ?? 0) + 1
    }
  }
  return filled.map((count, column) => ({ filled: count, cardNumbers: cardNumbers[column] ?? 0 }))
}
