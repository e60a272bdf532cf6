import { readCardHandle } from '../meaning/card-handle'
import { ownHeaders } from '../meaning/own-columns'
import { unclearState } from '../meaning/own-states'
import { earlierResults } from './earlier-results'
import { keptColumns, reasonWithRecord, type SourceFile, type SourceRow } from './kept-columns'
import type { Column } from './sheet'
import { writeAsItCame, type WritingChoices, type WrittenFile } from './written-file'

/** A record that cannot be charged as it is. */
export interface BadRow extends SourceRow {
  /** All that is wrong with it, in words. */
  readonly reasons: readonly string[]
}

/**
 * The rows that have problems, in the form of the file they came in, with a column that says what they are: to be mended in
 * a spreadsheet and read again.
 * An amount that was understood should be given with its row (`money`). It is written in the one way that needs no other
 * row: whether `1.230` is a thousand was decided by rows that are not in this file.
 * What the file says of earlier charges stays: without it a row that was charged would be mended, and charged again.
 */
export function writeBadRowsFile(
  source: SourceFile,
  rows: readonly BadRow[],
  choices: WritingChoices
): Promise<WrittenFile> {
  const earlier = earlierResults(source.table)
  const reasonOf = ({ record, reasons }: BadRow): string =>
    reasonWithRecord(reasons.join('; '), record, source)
  const kept = keptColumns(source, rows, choices.language).map((column, index): Column<BadRow> => {
    const says = earlier.columns.get(index)
    if (says === 'result_reason') return { ...column, isOurs: true, cell: reasonOf }
    if (says !== 'result_state') return column
    return { ...column, cell: (row) => (earlier.isHiddenIn(row.record) ? unclearState : column.cell(row)) }
  })
  const card: Column<BadRow> = {
    header: ownHeaders[choices.language].result_card,
    isOurs: true,
    cell: ({ card }) => (readCardHandle(card) === null ? '' : card)
  }
  const reason = { header: ownHeaders[choices.language].result_reason, isOurs: true, cell: reasonOf }
  const there = new Set(earlier.columns.values())
  const namesCard = source.mapping.columns.includes('token') || there.has('result_card')
  const added = [
    ...(namesCard || rows.every((row) => card.cell(row) === '') ? [] : [card]),
    ...(there.has('result_reason') ? [] : [reason])
  ]
  return writeAsItCame({ columns: [...kept, ...added], rows }, source.table, choices)
}
