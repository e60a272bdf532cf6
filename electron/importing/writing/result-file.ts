import { faceOfStanding, type Standing } from '../../../shared/standing'
import { readCardHandle } from '../meaning/card-handle'
import { withoutMarks } from '../meaning/formula-mark'
import { ownHeaders, resultColumns, type FileLanguage, type ResultColumn } from '../meaning/own-columns'
import { notAgainWords, type NotAgain } from '../meaning/not-before'
import { stateWords, unclearState, type RowState } from '../meaning/own-states'
import type { Cell } from '../reading/table'
import { earlierResults, type EarlierResults } from './earlier-results'
import { keptColumns, reasonWithRecord, type SourceFile, type SourceRow } from './kept-columns'
import type { Column, Money, WrittenCell } from './sheet'
import { writeAsItCame, type WritingChoices, type WrittenFile } from './written-file'

/** What became of a row that was released. Times are ms since 1970 UTC, amounts minor units. */
export interface ChargedResult {
  readonly kind: 'charged'
  readonly state: Standing
  readonly transactionId: string | null
  readonly merchantReference: string
  readonly amount: number
  readonly currency: string
  /** Why it was declined, refused or not sent, in words; empty where there is nothing to say. */
  readonly reason: string
  /** What to do about it, in words. */
  readonly advice: string
  /** When it may be tried again at the earliest, or why it is not tried again by itself. */
  readonly notBefore: number | NotAgain | null
  /** When it became so. */
  readonly at: number
}

/** Why a row was not charged: a person left it out, something is wrong with it, or the batch ended before it. */
export interface UnchargedResult {
  readonly kind: 'skipped' | 'invalid' | 'not_begun'
  /** In words. */
  readonly reason: string
  /**
   * The one it would have been charged under, null where it has none. When its file comes back it has the same again, also
   * in a file of fewer rows and at a desk that knows nothing of this one.
   */
  readonly merchantReference: string | null
}

export type RowResult = ChargedResult | UnchargedResult

/** A record of the file and what became of it. */
export interface ResultRow extends SourceRow {
  readonly result: RowResult
}

/**
 * The file as it came, in its order, with columns of what became of each row. When it comes back it is a file of what is
 * left: rows that were charged, or may have been, say so. Of a workbook it is the one sheet that was read, its values
 * without their looks, and dates as `2026-11-25`.
 * A file that has such columns already, from an earlier time, gets no second ones. They say what is so now; and of rows
 * that were not charged this time still what the file says of a charge before, for it would be forgotten with them.
 * @param rows one for each record, in the order of the file
 * @throws RangeError when they are not: a row must never be missing from a result
 */
export async function writeResultFile(
  source: SourceFile,
  rows: readonly ResultRow[],
  choices: WritingChoices
): Promise<WrittenFile> {
  const { records } = source.table
  const isWhole =
    rows.length === records.length && rows.every(({ record }, index) => record === records[index])
  if (!isWhole) throw new RangeError('A result has one row for each record, in the order of the file')
  return writeAsItCame(
    { columns: resultSheetColumns(source, rows, choices.language), rows },
    source.table,
    choices
  )
}

/** The columns of a result file: the file's own, and Trekk's beside them. */
export function resultSheetColumns(
  source: SourceFile,
  rows: readonly ResultRow[],
  language: FileLanguage
): readonly Column<ResultRow>[] {
  const earlier = earlierResults(source.table)
  const ours = resultCells(source, earlier, language)
  const cellOf = (column: ResultColumn) => (row: ResultRow) =>
    saysEarlier(row, earlier, column) ? plainCell(earlier.cellOf(row.record, column)) : ours[column](row)
  const kept = keptColumns(source, rows, language).map((column, index) => {
    const result = earlier.columns.get(index)
    return result === undefined ? column : { header: column.header, isOurs: true, cell: cellOf(result) }
  })
  const there = new Set(earlier.columns.values())
  // A customer may have several cards, or another one by now; a column of the file that names the card is enough.
  if (source.mapping.columns.includes('token')) there.add('result_card')
  const added = resultColumns.filter((each) => !there.has(each))
  return [
    ...kept,
    ...added.map((each) => ({ header: ownHeaders[language][each], isOurs: true, cell: cellOf(each) }))
  ]
}

/** Whether a row was not charged this time, and its column says what was so before. */
function saysEarlier({ record, result }: ResultRow, earlier: EarlierResults, column: ResultColumn): boolean {
  if (result.kind === 'charged' || column === 'result_card') return false
  // What is wrong with it is so now.
  if (result.kind === 'invalid' && column === 'result_reason') return false
  return earlier.tellsOfCharge(record)
}

/** A cell of the file as a value of our own. */
function plainCell(cell: Cell): Cell {
  return typeof cell === 'string' ? withoutMarks(cell) : cell
}

type ResultCells = Readonly<Record<ResultColumn, (row: ResultRow) => WrittenCell>>

function resultCells(source: SourceFile, earlier: EarlierResults, language: FileLanguage): ResultCells {
  const charged =
    (of: (result: ChargedResult) => WrittenCell) =>
    ({ result }: ResultRow): WrittenCell =>
      result.kind === 'charged' ? of(result) : ''
  return {
    result_card: ({ record, card }) =>
      readCardHandle(card) === null ? plainCell(earlier.cellOf(record, 'result_card')) : card,
    result_state: ({ record, result }) =>
      earlier.isHiddenIn(record) ? unclearState : stateWords[language][stateOf(result)],
    result_transaction: charged(({ transactionId }) => transactionId ?? ''),
    result_reference: ({ result }) => result.merchantReference ?? '',
    result_amount: charged((result) => (isOfMoney(result) ? moneyOf(result) : '')),
    result_currency: charged((result) => (isOfMoney(result) ? result.currency : '')),
    result_reason: ({ record, result }) => reasonWithRecord(result.reason, record, source),
    result_advice: charged(({ advice }) => advice),
    result_not_before: charged(({ notBefore }) =>
      typeof notBefore === 'string' ? notAgainWords[language][notBefore] : momentOf(notBefore, 'up')
    ),
    result_time: charged(({ at }) => momentOf(at))
  }
}

function stateOf(result: RowResult): RowState {
  return result.kind === 'charged' ? result.state : result.kind
}

/** Whether money was taken or may have been. Beside `Declined` no amount is written: somebody would add it up. */
function isOfMoney({ state }: ChargedResult): boolean {
  const face = faceOfStanding[state]
  return face !== 'declined' && face !== 'ready'
}

function moneyOf({ amount, currency }: ChargedResult): Money {
  return { kind: 'money', amount, currency }
}

const minute = 60_000

/** A time before which nothing is done is written as the next whole minute, so that it is never read as an earlier one. */
function momentOf(at: number | null, rounded: 'down' | 'up' = 'down'): WrittenCell {
  if (at === null) return ''
  return { kind: 'moment', at: rounded === 'up' ? Math.ceil(at / minute) * minute : at }
}
