import type { Delimiter, Encoding } from '../../../shared/charge-file'
import { markedCell, markedValue } from '../meaning/formula-mark'
import { isSheetCell, localMinute, plainAmount, textOf, type Column, type Sheet } from './sheet'
import { encodeText, type TextForm } from './text-form'

/** So few that the cells of a large file are never all in memory a second time. */
const rowsAtOnce = 1000

/**
 * A sheet as a text file: RFC 4180 with the form's own delimiter and line end, quotes only where they are needed, and no
 * text that Excel would take for a formula.
 * @param decimalMark what stands before the decimals of the amounts that Trekk writes
 * @returns the bytes, and the encoding they are in: UTF-8 where a letter does not fit into the form's
 */
export function writeTextFile<Row>(
  { columns, rows }: Sheet<Row>,
  form: TextForm,
  decimalMark: ',' | '.'
): { readonly bytes: Uint8Array; readonly encoding: Encoding } {
  const lineOf = lineWriter(form)
  const header = columns.map(({ header, isOurs }) => (isOurs ? markedValue(header) : markedCell(header)))
  const pieces = [form.hasSepLine ? `sep=${form.delimiter}${form.lineEnd}` : '', lineOf(header)]
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.slice(from, from + rowsAtOnce)
    const lines = some.map((row) => lineOf(columns.map((column) => writtenText(column, row, decimalMark))))
    pieces.push(lines.join(''))
  }
  return encodeText(pieces, form)
}

/**
 * Writes one line. By a writer of our own: papaparse's takes as long for the quotes alone as all the rest together. A test
 * holds it to papaparse's, byte for byte.
 */
function lineWriter({ delimiter, lineEnd }: TextForm): (cells: readonly string[]) => string {
  const unquoted = plainFor[delimiter]
  const field = (cell: string) => (unquoted.test(cell) ? cell : `"${cell.replaceAll('"', '""')}"`)
  return (cells) => cells.map(field).join(delimiter) + lineEnd
}

/**
 * Cells that need no quotes, by delimiter: without anything that ends a cell or a line, and without space at the ends,
 * which readers trim. A marked cell has quotes, as OWASP asks for.
 */
const plainFor: Readonly<Record<Delimiter, RegExp>> = {
  ';': /^(?![' ])[^;"\r\n\uFEFF]*(?<! )$/,
  ',': /^(?![' ])[^,"\r\n\uFEFF]*(?<! )$/,
  '\t': /^(?![' ])[^\t"\r\n\uFEFF]*(?<! )$/,
  '|': /^(?![' ])[^|"\r\n\uFEFF]*(?<! )$/
}

function writtenText<Row>({ cell, isOurs }: Column<Row>, row: Row, decimalMark: ',' | '.'): string {
  const content = cell(row)
  if (typeof content === 'string') return isOurs ? markedValue(content) : markedCell(content)
  if (isSheetCell(content)) return markedCell(textOf(content))
  return content.kind === 'money' ? plainAmount(content, decimalMark) : localMinute(content.at)
}
