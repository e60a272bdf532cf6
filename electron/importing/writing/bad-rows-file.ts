import { keptColumns, reasonWithRecord, type SourceFile, type SourceRow } from './kept-columns'
import { resultHeaders } from './own-columns'
import { earlierColumns } from './result-file'
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
 */
export function writeBadRowsFile(
  source: SourceFile,
  rows: readonly BadRow[],
  choices: WritingChoices
): Promise<WrittenFile> {
  const earlier = earlierColumns(source)
  const reason: Column<BadRow> = {
    header: resultHeaders[choices.language].reason,
    isOurs: true,
    cell: ({ record, reasons }) => reasonWithRecord(reasons.join('; '), record, source)
  }
  // What an earlier time said of these rows is no longer so.
  const kept = keptColumns<BadRow>(source, choices.language).filter((_column, index) => !earlier.has(index))
  return writeAsItCame({ columns: [...kept, reason], rows }, source.table, choices)
}
