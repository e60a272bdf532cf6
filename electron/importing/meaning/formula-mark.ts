/*
 * The mark that keeps a spreadsheet from taking a text for a formula: an apostrophe before it (CWE-1236; OWASP, CSV
 * Injection; ASVS 5.0, 1.2.10). Whatever a customer, an order or another program wrote into a cell, it stays a text.
 *
 * Marked is also what looks harmless, `+4791234567` and `-5,00`: as numbers they would lose the plus sign or turn
 * into `4,79E+09` when the file is saved again. What Trekk itself writes as a figure has no mark.
 *
 * Every mark is taken off by `withoutMarks`, and nothing else is. A cell that comes from a file is already written in this
 * manner, a value of our own is not; hence `markedCell` and `markedValue`.
 */

/** What begins a formula, also as Excel takes it from an East Asian keyboard. */
const signs = String.raw`[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE62\uFE63\uFE66\uFE6B]`

/** At the beginning of a text: one of them, whatever space or invisible characters go before, or what Excel skips. */
const opening = String.raw`(?=[\s\p{Cc}\p{Cf}']*${signs}|'*[\t\r\n\0])`

/**
 * The same inside a text, after what another country's Excel takes for the end of a cell: it knows quotes only where one
 * begins, so `x;=A1` in a file with commas makes a formula in Norway, quoted or not. `1 299,-` is an amount.
 */
const end = String.raw`(?<=[;,\t|\r\n])`
const inside = String.raw`(?="*${signs})(?!(?<=\d,'*)-{1,2}(?: ?kr\.?)?$)`

const unsafe = new RegExp(`^(?!')${opening}|${end}${inside}`, 'gu')
const marks = new RegExp(`^'${opening}|${end}'(?='*${inside})`, 'gu')

/** Nearly all cells: they begin with a letter or digit and hold nothing that could end a cell. */
const plain = /^[\p{L}\p{N}][\p{L}\p{N} .:/_@+()-]*$/u

/** A cell of a file as it may stand in a text file that Excel opens. Safe cells, marked ones among them, stay as they are. */
export function markedCell(cell: string): string {
  return plain.test(cell) ? cell : cell.replace(unsafe, "'")
}

/** A value of our own as it may stand in a text file that Excel opens; `withoutMarks` gives the very same value. */
export function markedValue(value: string): string {
  return markedCell(escapedMarks(value))
}

/**
 * A value of our own for a cell that is a text whatever it holds, as those of a workbook: only an apostrophe of its own
 * that would be taken for a mark gets another.
 */
export function escapedMarks(value: string): string {
  return plain.test(value) ? value : value.replace(marks, "''")
}

/** What a cell says, in a file of Trekk's or anybody's: without the mark at each place that needs one. */
export function withoutMarks(cell: string): string {
  return plain.test(cell) ? cell : cell.replace(marks, '')
}
