import type { FileField } from '../../../shared/charge-file'
import type { Language } from '../../../shared/languages'
import { containsCardNumber } from '../../../shared/text'
import type { Cell, FileRecord, Table } from '../reading/table'
import { escapedMarks } from './formula-mark'
import { fieldHeaders } from './own-columns'
import { textOf, type Column, type Money, type WrittenCell } from './sheet'

/** A charge file as it is written again: what was read, and what its columns hold. */
export interface SourceFile {
  readonly table: Table
  /** What each column of the table holds. Every column with tokens must say so: it is known by this alone. */
  readonly fields: readonly FileField[]
}

/** One record of the file as it is written again. */
export interface SourceRow {
  readonly record: FileRecord
  /** What stands for the card wherever the file has a token: its handle (`card:<id>`), or its mask where it has none. */
  readonly card: string
  /** What a person has typed over cells of the row. */
  readonly edits?: Readonly<Partial<Record<FileField, string>>>
  /** The amount as it was understood, where it shall be written so that it can be read in one way only. */
  readonly money?: Money | null
}

/**
 * The file's own columns, in their order. A cell is written as it came, or as a person corrected it; never a token, and
 * never a card number, of which the last four digits are left.
 *
 * A record whose fields are not in their columns is left empty: padded or cut it would come back as a good one, with an
 * amount nobody wrote. What stands in the file goes with the reason (`reasonWithRecord`).
 * @throws RangeError when there is not one field for each column: one that holds tokens might not be known
 */
export function keptColumns<Row extends SourceRow>(
  { table, fields }: SourceFile,
  language: Language
): readonly Column<Row>[] {
  if (fields.length !== table.header.length) throw new RangeError('Every column must say what it holds')
  const tokenAt = fields.indexOf('token')
  const hasCurrency = fields.includes('currency')
  return table.header.map((header, index) => {
    const field = fields[index] ?? 'ignored'
    return {
      header: table.understood.headerRow === 0 ? nameOf(field, index, language) : header,
      isOurs: false,
      cell: (row) => {
        const { record, card, edits, money } = row
        if (record.problem !== null) return ''
        if (field === 'token') return card
        const edit = edits?.[field]
        const cell = edit === undefined ? (record.cells[index] ?? '') : escapedMarks(edit)
        if (field === 'amount' && money) return moneyCell(cell, money, hasCurrency)
        const token = tokenAt === -1 ? '' : textOf(record.cells[tokenAt] ?? '').trim()
        return withoutSecrets(cell, field, token)
      }
    }
  })
}

/** A file without names for its columns gets some, so that the columns beside them have theirs. */
function nameOf(field: FileField, index: number, language: Language): string {
  const name = fieldHeaders[language][field]
  return field === 'ignored' ? `${name} ${index + 1}` : name
}

/** The currency stays beside the amount where nothing else in the file says it. */
function moneyCell(cell: Cell, money: Money, hasCurrency: boolean): WrittenCell {
  const saysCurrency = /[\p{L}\p{Sc}]/u.test(textOf(cell))
  if (hasCurrency || !saysCurrency) return money
  return { ...money, isNamed: true }
}

function withoutSecrets(cell: Cell, field: FileField, token: string): Cell {
  if (typeof cell !== 'string' && cell.kind !== 'number') return cell
  const text = textOf(cell)
  if (token.length >= shortestToken && text.includes(token)) return hidden
  // A KID of a bank may pass for a card number; that it is one was said by a person.
  if (field === 'kid' || !mayHoldCardNumber(text) || !containsCardNumber(text)) return cell
  return withLastFour(text)
}

/** Texts shorter than this are no secret, and stand in other cells by chance. */
const shortestToken = 8
const hidden = '…'

function mayHoldCardNumber(text: string): boolean {
  return text.length >= 13 && /(?:\d\D{0,3}){13}/.test(text)
}

/** Every digit but the last four is covered. */
function withLastFour(text: string): string {
  return text.replace(/\d(?=(?:\D*\d){4})/g, '*')
}

/**
 * The reason why a row was not taken. With a record whose fields are not in their columns stands the record itself, for a
 * person who has to mend it: without what could be a token, wherever its fields have slipped to, and without card numbers.
 */
export function reasonWithRecord(reason: string, record: FileRecord, { fields }: SourceFile): string {
  if (record.problem === null) return reason
  const text = record.raw ?? record.cells.map(textOf).join(' | ')
  const shown = fields.includes('token') ? text.replace(longRuns, coverToken) : text
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
