import type { RowContent } from '../../importing/meaning/references'
import type { FileRecord } from '../../importing/reading/table'

/** A row of a file as the batch's file keeps it: with handles of cards in place of tokens, and what it is known by. */
export interface KeptRow extends RowContent {
  readonly record: FileRecord
}

/** Rows that are one text: few enough to be written and read in a moment, and so many that there are few texts. */
const rowsOfPiece = 500

/** Rows as texts, as `keptRowsIn` reads them. */
export function* piecesOf(rows: readonly KeptRow[]): Generator<string, void, undefined> {
  for (let from = 0; from < rows.length; from += rowsOfPiece)
    yield JSON.stringify(rows.slice(from, from + rowsOfPiece).map(keptOf))
}

function keptOf({ record, content, fingerprint }: KeptRow): KeptRow {
  return { record, content, fingerprint }
}

/** What `piecesOf` wrote: it is this program's own file, and nobody else's. */
export function keptRowsIn(pieces: Iterable<string>): KeptRow[] {
  const rows: KeptRow[] = []
  for (const piece of pieces) for (const row of JSON.parse(piece) as KeptRow[]) rows.push(row)
  return rows
}
