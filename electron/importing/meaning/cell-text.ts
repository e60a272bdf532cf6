import type { CellProblem, CellProblemCode } from '../../../shared/batch-problem'
import { fieldText } from '../../../shared/text'
import type { Cell } from '../reading/table'
import { withoutMarks } from './formula-mark'

/** Why a cell means nothing. */
export interface Refusal {
  readonly ok: false
  readonly code: CellProblemCode
  readonly details?: NonNullable<CellProblem['details']>
}

/** What a cell means, or why it means nothing. */
export type Reading<T> = { readonly ok: true; readonly value: T } | Refusal

/** A cell that means this. */
export function read<T>(value: T): Reading<T> {
  return { ok: true, value }
}

/** A cell that means nothing, and why. @param details what the code says stands in them */
export function refuse(code: CellProblemCode, details?: Refusal['details']): Refusal {
  return details === undefined ? { ok: false, code } : { ok: false, code, details }
}

/** A whole number from here on has more digits than a spreadsheet keeps. */
export const firstInexact = 1e15

/** `4,76E+15`: what a spreadsheet makes of a long number in a narrow column. */
const shortened = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i

/** `#REF!`, `#DIV/0!`, `#N/A`, as a spreadsheet saves them as text. */
const errorText = /^#(?:[A-Z]+(?:[/][0A-Z]+)?|DIV\/0)[!?]?$/

/** ASCII without space at its ends, without an apostrophe, that may be a mark, and without a sign that begins an error. */
const tidy = /^(?!#)[!-&(-~](?:[ -&(-~]*[!-&(-~])?$/

/** The cell as people see it, without the mark that Trekk's own files put before what looks like a formula. */
export function shownText(cell: Cell): string {
  return typeof cell === 'string' ? withoutMarks(cell) : cell.shown
}

/** Whether a cell holds nothing, or nothing but space, which may have a mark before it. */
export function isEmpty(cell: Cell): boolean {
  if (typeof cell !== 'string') return false
  return cell === '' || (cell.startsWith("'") ? withoutMarks(cell) : cell).trim() === ''
}

/** Why a cell of a workbook is no text and no number; null where it is one of them. */
export function kindProblem(cell: Cell): CellProblemCode | null {
  if (typeof cell === 'string') return null
  switch (cell.kind) {
    case 'number':
      return null
    case 'date':
      return 'is_date'
    case 'boolean':
      return 'is_boolean'
    case 'no_value':
      return 'no_value'
    case 'card_number':
      return 'card_number'
    case 'error':
      return 'sheet_error'
  }
}

/**
 * The text of a cell, composed and without space at its ends. Numbers are taken as long as their digits are surely
 * those that were typed.
 */
export function readText(cell: Cell): Reading<string> {
  if (typeof cell === 'string') {
    if (tidy.test(cell)) return read(cell)
    const text = fieldText(withoutMarks(cell))
    if (text.startsWith('#') && errorText.test(text)) return refuse('sheet_error')
    return read(text)
  }
  if (cell.kind !== 'number') return refuse(kindProblem(cell) ?? 'malformed')
  return Math.abs(cell.value) < firstInexact ? read(String(cell.value)) : refuse('digits_lost')
}

/** The text of a cell that names something, so that every digit of it counts. */
export function readName(cell: Cell): Reading<string> {
  const reading = readText(cell)
  return reading.ok && shortened.test(reading.value) ? refuse('exponent') : reading
}

/** Whether a text is a number that a spreadsheet has shortened. */
export function isShortened(text: string): boolean {
  return shortened.test(text)
}

const dates =
  /^(?:\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?|\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([./])\d{1,2}\2\d{1,2})$/

/** Whether a text can only be a date. */
export function isDateText(text: string): boolean {
  return dates.test(text)
}
