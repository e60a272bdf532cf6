import papa from 'papaparse'
import type { Encoding } from '../../../shared/charge-file'
import { markedCell, markedValue } from './formula-mark'
import { isSheetCell, localMinute, plainAmount, textOf, type Column, type Sheet } from './sheet'
import { encodeText, type TextForm } from './text-form'

/**
 * A sheet as a text file: RFC 4180 with the form's own delimiter and line end, quotes only where they are needed, and no
 * text that Excel would take for a formula.
 * @param decimalMark what stands before the decimals of the amounts that Trekk writes
 * @returns the bytes, and the encoding they are in: UTF-8 where a letter does not fit into the form's
 */
export function writeTextFile<Row>(
  sheet: Sheet<Row>,
  form: TextForm,
  decimalMark: ',' | '.'
): { readonly bytes: Uint8Array; readonly encoding: Encoding } {
  const { columns, rows } = sheet
  const lines = [
    columns.map(({ header, isOurs }) => (isOurs ? markedValue(header) : markedCell(header))),
    ...rows.map((row) => columns.map((column) => writtenText(column, row, decimalMark)))
  ]
  const written = papa.unparse(lines, {
    delimiter: form.delimiter,
    newline: form.lineEnd,
    // A marked cell has quotes, as OWASP asks for; what else needs them the writer knows.
    quotes: (cell: unknown) => typeof cell === 'string' && cell.startsWith("'")
  })
  const sepLine = form.hasSepLine ? `sep=${form.delimiter}${form.lineEnd}` : ''
  return encodeText(`${sepLine}${written}${form.lineEnd}`, form)
}

function writtenText<Row>({ cell, isOurs }: Column<Row>, row: Row, decimalMark: ',' | '.'): string {
  const content = cell(row)
  if (typeof content === 'string') return isOurs ? markedValue(content) : markedCell(content)
  if (isSheetCell(content)) return markedCell(textOf(content))
  return content.kind === 'money' ? plainAmount(content, decimalMark) : localMinute(content.at)
}
