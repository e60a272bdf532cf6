import type { ProblemField } from '../../../shared/batch-problem'
import { fileFields, type FileField } from '../../../shared/charge-file'
import type { ColumnMapping } from '../../../shared/column-mapping'
import { containsCardNumber } from '../../../shared/text'
import { escapedMarks } from '../meaning/formula-mark'
import { ownHeaders, unnamedColumn, type FileLanguage } from '../meaning/own-columns'
import { cellAt, contentColumns } from '../meaning/references'
import type { RowEdits } from '../meaning/row-meaning'
import type { Cell, FileRecord, Table } from '../reading/table'
import { textOf, type Column, type Money, type WrittenCell } from './sheet'

/** A charge file as it is written again: what was read, and how its columns were understood. */
export interface SourceFile {
  readonly table: Table
  /** Of this table. Every column with tokens must be known as one: it is recognised by this alone. */
  readonly mapping: ColumnMapping
}

/** One record of the file as it is written again. */
export interface SourceRow {
  readonly record: FileRecord
  /** What stands for the card wherever the file has a token: its handle (`card:<id>`), or its mask where it has none. */
  readonly card: string
  /** What a person has typed over cells of the row. */
  readonly edits?: RowEdits
  /** The amount as it was understood, where it shall be written so that it can be read in one way only. */
  readonly money?: Money | null
}

/**
 * The file's own columns, in their order. A cell is written as it came, or as a person corrected it; never a token, and
 * never a card number, of which the last four digits are left.
 *
 * A record whose fields are not in their columns is left empty: padded or cut it would come back as a good one, with an
 * amount nobody wrote. What stands in the file goes with the reason (`reasonWithRecord`).
 * What a person typed for a field that the file has no column for stands in one behind them: without it the row would come
 * back as another charge.
 * @throws RangeError when the mapping is not of as many columns: one that holds tokens might not be known
 */
export function keptColumns<Row extends SourceRow>(
  source: SourceFile,
  rows: readonly Row[],
  language: FileLanguage
): readonly Column<Row>[] {
  return [...ownColumnsOf<Row>(source, language), ...typedColumns(source, rows, language)]
}

/** Fields that are known from what is typed, and stand elsewhere: the card in its own column, as its handle. */
const notTyped: ReadonlySet<ProblemField> = new Set<ProblemField>([
  ...(['token', 'card', 'ignored', 'result_state', 'result_transaction'] as const),
  ...(['result_reference', 'result_not_before', 'result_card'] as const)
])

/** Columns for what was typed and has no cell in the file. */
function typedColumns<Row extends SourceRow>(
  { mapping }: SourceFile,
  rows: readonly Row[],
  language: FileLanguage
): readonly Column<Row>[] {
  const typed = new Set(rows.flatMap(({ edits }) => Object.keys(edits ?? {}) as ProblemField[]))
  const fields = fileFields.filter((field) => typed.has(field) && !notTyped.has(field))
  return fields
    .filter((field) => !mapping.columns.includes(field))
    .map((field) => ({
      header: nameOf(field, 0, language),
      isOurs: true,
      cell: ({ record, edits, money }) => {
        const edit = edits?.[field] ?? ''
        if (record.problem !== null || edit === '') return ''
        if (field === 'amount' && money) return moneyCell(money, edits?.currency ?? '', mapping)
        return safeCell(edit, field, '', mapping)
      }
    }))
}

/** The columns that the file has. @throws RangeError as `keptColumns` */
function ownColumnsOf<Row extends SourceRow>(
  { table, mapping }: SourceFile,
  language: FileLanguage
): readonly Column<Row>[] {
  const fields = mapping.columns
  if (fields.length !== table.header.length) throw new RangeError('Every column must say what it holds')
  const { currency: currencyAt, token: tokenAt } = contentColumns(fields)
  return table.header.map((header, index) => {
    const field = fields[index] ?? 'ignored'
    return {
      header: table.understood.headerRow === 0 ? nameOf(field, index, language) : header,
      isOurs: false,
      cell: (row) => {
        const { record, card, edits, money } = row
        if (record.problem !== null) return ''
        if (field === 'token') return card
        const edit = field === 'ignored' ? undefined : edits?.[field]
        if (field === 'amount' && money) {
          return moneyCell(money, edits?.currency ?? textOf(cellAt(record.cells, currencyAt)), mapping)
        }
        const typed = field === 'amount' && edit !== undefined ? typedAmount(edit, mapping) : edit
        const cell = typed === undefined ? (record.cells[index] ?? '') : escapedMarks(typed)
        return safeCell(cell, field, textOf(cellAt(record.cells, tokenAt)).trim(), mapping)
      }
    }
  })
}

/** A file without names for its columns gets some, so that the columns beside them have theirs. */
function nameOf(field: FileField, index: number, language: FileLanguage): string {
  return field === 'ignored' ? `${unnamedColumn[language]} ${index + 1}` : ownHeaders[language][field]
}

/**
 * An amount in the unit of its column. The currency stands beside it where nothing else in the file says just this one: it
 * may be read where another currency is usual.
 */
function moneyCell(
  money: Money,
  columnSays: string,
  { amountUnit, headerCurrencies }: ColumnMapping
): WrittenCell {
  const { amount, currency } = money
  if (amountUnit === 'minor') return { kind: 'number', value: amount, shown: String(amount) }
  const isSaid =
    columnSays.trim().toUpperCase() === currency ||
    (headerCurrencies?.length === 1 && headerCurrencies[0] === currency)
  return { ...money, isNamed: !isSaid }
}

/** What a person typed is kroner, whatever the column counts; `,-` keeps 1250 from being read as øre. */
function typedAmount(typed: string, { amountUnit }: ColumnMapping): string {
  return amountUnit !== 'whole' && /^\s*\d+\s*$/.test(typed) ? `${typed.trim()},-` : typed
}

/** A cell without the token of its row and without a card number; what is left of either says that it was there. */
function safeCell(cell: Cell, field: FileField, token: string, mapping: ColumnMapping): Cell {
  // A KID of a bank may pass for a card number; that it is one was said by a person.
  if (field === 'kid' && mapping.kidConfirmed) return cell
  if (typeof cell !== 'string' && cell.kind !== 'number') return cell
  const text = textOf(cell)
  if (token.length >= shortestToken && text.includes(token)) return hidden
  return containsCardNumber(text) ? withLastFour(text) : cell
}

/** Texts shorter than this are no secret, and stand in other cells by chance. */
const shortestToken = 8
const hidden = '…'

/** Every digit but the last four is covered. */
function withLastFour(text: string): string {
  return text.replace(/\d(?=(?:\D*\d){4})/g, '*')
}

/**
 * The reason why a row was not taken. With a record whose fields are not in their columns stands the record itself, for a
 * person who has to mend it: without what could be a token, wherever its fields have slipped to, and without card numbers.
 */
export function reasonWithRecord(reason: string, record: FileRecord, { mapping }: SourceFile): string {
  if (record.problem === null) return reason
  const text = record.raw ?? record.cells.map(textOf).join(' | ')
  const shown = mapping.columns.includes('token') ? text.replace(longRuns, coverToken) : text
  const safe = containsCardNumber(shown) ? withLastFour(shown) : shown
  // Cut at last: of half a number nobody could tell any more that it is one.
  return `${reason}: ${safe.slice(0, longestQuote)}`
}

/** Enough to find it by; a cell may not be longer than what is read again. */
const longestQuote = 1000

/** What is written in one go, between everything that could end a cell. */
const longRuns = /[^\s;,|"']{8,}/g
/** Words are shorter, names as well. */
const longestWord = 20

function coverToken(run: string): string {
  return /\d/.test(run) || run.length > longestWord ? hidden : run
}
