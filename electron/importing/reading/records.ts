import Papa from 'papaparse'
import { longestCell, mostColumns, type Delimiter } from '../../../shared/charge-file'
import { RecordScan } from './record-scan'
import { FileRefused } from './table'

/** A record of a text, split into its cells. */
export interface TextRecord {
  readonly line: number
  readonly row: number
  readonly cells: readonly string[]
  /** Offsets in the text, without the line end. */
  readonly start: number
  readonly end: number
  /** Whether its quotes can be read in two ways. */
  readonly broken: boolean
}

/** Where a record stands. `next` is behind its line end. */
interface Place {
  readonly line: number
  readonly row: number
  readonly start: number
  readonly end: number
  readonly next: number
  readonly fields: number
  readonly broken: boolean
}

/** Records that are handed to Papa Parse at once. */
const atOnce = 1024

/**
 * The records of a text, in their order; lines without any character are none.
 *
 * Papa Parse splits them, with the delimiter and the line end that are told. Its reading is held against our own scan:
 * as many records, and as many fields in each. Where they differ a record is `broken`.
 * @param from the offset of row 1; `firstLine` is the line of the file that it is
 * @throws FileRefused `open_quote`, `too_many_columns`, `cell_too_long`, each with the line
 */
export function* recordsOf(
  text: string,
  delimiter: Delimiter,
  from: number,
  firstLine: number
): Generator<TextRecord, void, undefined> {
  let places: Place[] = []
  let lineEnd = ''
  for (const place of placesOf(text, delimiter, from, firstLine)) {
    const last = places.at(-1)
    const own = text.slice(place.end, place.next)
    if (last && (places.length === atOnce || own !== lineEnd || last.next !== place.start)) {
      yield* split(text, delimiter, lineEnd, places)
      places = []
    }
    lineEnd = own
    places.push(place)
  }
  if (places.length > 0) yield* split(text, delimiter, lineEnd, places)
}

/** The cells of one record. @param record without its line end */
export function parseRecord(record: string, delimiter: Delimiter): readonly string[] {
  return parse(`${record}\n`, delimiter, '\n')[0] ?? []
}

function* placesOf(
  text: string,
  delimiter: Delimiter,
  from: number,
  firstLine: number
): Generator<Place, void, undefined> {
  const scan = new RecordScan(text, delimiter, from, firstLine)
  while (scan.advance()) {
    const { line, row, start, end, next, fields, broken } = scan
    if (scan.openQuote > 0) throw new FileRefused('open_quote', { line: scan.openQuote })
    if (fields > mostColumns)
      throw new FileRefused('too_many_columns', { line, found: fields, limit: mostColumns })
    const place = { line, row, start, end, next, fields, broken }
    if (scan.longest > longestCell) refuseLongCells(text, delimiter, place)
    yield place
  }
}

/** @throws FileRefused `cell_too_long`; not for a cell that is only written longer than it is, by doubled quotes */
function refuseLongCells(text: string, delimiter: Delimiter, { start, end, line }: Place): void {
  const found = Math.max(...parseRecord(text.slice(start, end), delimiter).map((cell) => cell.length))
  if (found > longestCell) throw new FileRefused('cell_too_long', { line, found, limit: longestCell })
}

/** @param places neighbours that all end with the same `lineEnd`, which is none for the last of a file */
function* split(
  text: string,
  delimiter: Delimiter,
  lineEnd: string,
  places: readonly Place[]
): Generator<TextRecord, void, undefined> {
  const [first] = places
  const last = places.at(-1)
  if (!first || !last) return
  // With a line end behind the last one as well: at the end of a text Papa Parse does not take blanks behind a quote.
  const piece = text.slice(first.start, last.next) + (lineEnd === '' ? '\n' : '')
  const rows = parse(piece, delimiter, lineEnd)
  const agree =
    rows.length === places.length && rows.every((cells, index) => cells.length === places[index]?.fields)
  for (const [index, { line, row, start, end, fields, broken }] of places.entries()) {
    const cells = (agree ? rows[index] : undefined) ?? parseRecord(text.slice(start, end), delimiter)
    yield { line, row, cells, start, end, broken: broken || cells.length !== fields }
  }
}

/** Papa Parse itself, without what its front does: guess, and cut a byte order mark from the first cell. */
function parse(text: string, delimiter: Delimiter, newline: string): readonly (readonly string[])[] {
  const parser = new Papa.Parser({
    delimiter,
    newline: newline === '\r\n' || newline === '\r' ? newline : '\n'
  })
  const { data } = parser.parse(text, 0, false) as { data: string[][] }
  // Behind the last line end it finds one more record, of nothing.
  data.pop()
  return data
}
