import type { Language } from '../../../shared/languages'
import { faceOfStanding, type Standing } from '../../../shared/standing'
import type { Cell } from '../reading/table'
import { withoutMarks } from './formula-mark'
import { keptColumns, reasonWithRecord, type SourceFile, type SourceRow } from './kept-columns'
import {
  readResultHeader,
  resultColumns,
  resultHeaders,
  stateWords,
  type ResultColumn,
  type RowState
} from './own-columns'
import { textOf, type Column, type Money, type WrittenCell } from './sheet'
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
  /** When it may be tried again at the earliest. */
  readonly notBefore: number | null
  /** When it became so. */
  readonly at: number
}

/** Why a row was not charged: a person left it out, something is wrong with it, or the batch ended before it. */
export interface UnchargedResult {
  readonly kind: 'skipped' | 'invalid' | 'not_begun'
  /** In words. */
  readonly reason: string
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
 * A file that has such columns already, from an earlier time, gets no second ones: they say what is so now, and of rows
 * that were left out this time still what was so then.
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
  return writeAsItCame({ columns: resultSheetColumns(source, choices.language), rows }, source.table, choices)
}

/** The columns of a result file: the file's own, and Trekk's beside them. */
export function resultSheetColumns(source: SourceFile, language: Language): readonly Column<ResultRow>[] {
  const earlier = earlierColumns(source)
  const stateAt = [...earlier].find(([, column]) => column === 'state')?.[0]
  const ours = resultCells(source, language)
  const kept = keptColumns<ResultRow>(source, language).map((column, index) => {
    const result = earlier.get(index)
    if (result === undefined) return column
    const cell = (row: ResultRow) =>
      keepsEarlier(row, stateAt) ? earlierCell(row.record.cells[index]) : ours[result](row)
    return { header: column.header, isOurs: true, cell }
  })
  const there = new Set(earlier.values())
  const added = resultColumns.filter((each) => !there.has(each) && !(each === 'card' && namesCard(source)))
  return [
    ...kept,
    ...added.map((each) => ({ header: resultHeaders[language][each], isOurs: true, cell: ours[each] }))
  ]
}

/** Trekk's own columns that the file came with, by their index. Of two with one name the first is Trekk's. */
export function earlierColumns({ table }: SourceFile): ReadonlyMap<number, ResultColumn> {
  const columns = new Map<number, ResultColumn>()
  const seen = new Set<ResultColumn>()
  for (const [index, header] of table.header.entries()) {
    const column = readResultHeader(header)
    if (column === null || seen.has(column)) continue
    seen.add(column)
    columns.set(index, column)
  }
  return columns
}

/** Whether a column of the file names the card itself: a customer may have several, or another one by now. */
function namesCard({ fields }: SourceFile): boolean {
  return fields.includes('token')
}

/** A row that was left out this time keeps what the file said of an earlier one, such as that it was charged. */
function keepsEarlier({ record, result }: ResultRow, stateAt: number | undefined): boolean {
  if (result.kind !== 'skipped' || stateAt === undefined || record.problem !== null) return false
  return textOf(record.cells[stateAt] ?? '') !== ''
}

function earlierCell(cell: Cell = ''): Cell {
  return typeof cell === 'string' ? withoutMarks(cell) : cell
}

type ResultCells = Readonly<Record<ResultColumn, (row: ResultRow) => WrittenCell>>

function resultCells(source: SourceFile, language: Language): ResultCells {
  const charged =
    (of: (result: ChargedResult) => WrittenCell) =>
    ({ result }: ResultRow): WrittenCell =>
      result.kind === 'charged' ? of(result) : ''
  return {
    card: ({ card }) => card,
    state: ({ result }) => stateWords[language][stateOf(result)],
    transaction: charged(({ transactionId }) => transactionId ?? ''),
    reference: charged(({ merchantReference }) => merchantReference),
    amount: charged((result) => (isOfMoney(result) ? moneyOf(result) : '')),
    currency: charged((result) => (isOfMoney(result) ? result.currency : '')),
    reason: ({ record, result }) => reasonWithRecord(result.reason, record, source),
    advice: charged(({ advice }) => advice),
    notBefore: charged(({ notBefore }) => momentOf(notBefore)),
    at: charged(({ at }) => momentOf(at))
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

function momentOf(at: number | null): WrittenCell {
  return at === null ? '' : { kind: 'moment', at }
}
