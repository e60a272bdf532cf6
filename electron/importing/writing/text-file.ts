import { Buffer } from 'node:buffer'
import type { Delimiter, Encoding } from '../../../shared/charge-file'
import { markedCell, markedValue } from '../meaning/formula-mark'
import {
  isSheetCell,
  localDay,
  localInstant,
  localMinute,
  plainAmount,
  textOf,
  type Column,
  type Sheet
} from './sheet'
import { encodeText, utf8Mark, type TextForm } from './text-form'

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
  const { head, linesOf } = tableWriter(columns, form, decimalMark)
  const pieces = [form.hasSepLine ? `sep=${form.delimiter}${form.lineEnd}` : '', head]
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    pieces.push(linesOf(rows.slice(from, from + rowsAtOnce)))
  return encodeText(pieces, form)
}

/**
 * As `writeTextFile`, for rows that come some at a time and are never all in memory: in UTF-8 with its mark, so that every
 * letter fits and Excel shows it.
 * @returns the bytes, some at a time, as the rows are taken
 */
export async function* streamTextFile<Row>(
  columns: readonly Column<Row>[],
  pieces: AsyncIterable<readonly Row[]>,
  form: Pick<TextForm, 'delimiter' | 'lineEnd'>,
  decimalMark: ',' | '.'
): AsyncGenerator<Uint8Array> {
  const { head, linesOf } = tableWriter(columns, form, decimalMark)
  yield Buffer.concat([utf8Mark, Buffer.from(head, 'utf8')])
  for await (const rows of pieces) yield Buffer.from(linesOf(rows), 'utf8')
}

function tableWriter<Row>(
  columns: readonly Column<Row>[],
  form: Pick<TextForm, 'delimiter' | 'lineEnd'>,
  decimalMark: ',' | '.'
): { readonly head: string; readonly linesOf: (rows: readonly Row[]) => string } {
  const lineOf = lineWriter(form)
  const header = columns.map(({ header, isOurs }) => (isOurs ? markedValue(header) : markedCell(header)))
  const linesOf = (rows: readonly Row[]): string =>
    rows.map((row) => lineOf(columns.map((column) => writtenText(column, row, decimalMark)))).join('')
  return { head: lineOf(header), linesOf }
}

/**
 * Writes one line. By a writer of our own: papaparse's takes as long for the quotes alone as all the rest together. A test
 * holds it to papaparse's, byte for byte.
 */
function lineWriter({
  delimiter,
  lineEnd
}: Pick<TextForm, 'delimiter' | 'lineEnd'>): (cells: readonly string[]) => string {
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
  switch (content.kind) {
    case 'money':
      return plainAmount(content, decimalMark)
    case 'moment':
      return localMinute(content.at)
    case 'instant':
      return localInstant(content.at)
    case 'day':
      return localDay(content.at)
  }
}
