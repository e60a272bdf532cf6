import { mostRecords, type Understood } from '../../../shared/charge-file'
import { understandSplitting } from './delimiter'
import { guessHeaderRow, isBlankRow, rowsConsidered } from './header'
import { recordsOf, type TextRecord } from './records'
import { FileRefused, type FileRecord, type ReadChoices, type RecordProblem, type Table } from './table'

/** Characters at the beginning of a text by which its form is understood, however much of it is read. */
export const formCharacters = 256 * 1024

/** What is known of a text before it is split. */
type TextSource = Pick<Extract<Understood, { kind: 'text' }>, 'pasted' | 'encoding' | 'encodingBy' | 'sample'>

/** How much of a text is there, and how much is wanted. */
export interface Extent {
  /** Whether the text is all of the file. If not it is `formCharacters` long at least. */
  readonly whole: boolean
  /** Records to be read at most. The last one may be cut, unless the text is whole. */
  readonly wanted: number
}

/** DOS programs end a file with this character. */
const endOfFile = '\x1a'

/**
 * The table of a delimited text.
 *
 * The longer cells are pieces of the text, which stays in memory as long as one of them does: of 13 MB in 100,000
 * records come 66 MB, and 53 MB when they are copied, as they are on their way to another thread.
 * @returns null where the text is only the beginning of the file, and holds less than is wanted
 * @throws FileRefused
 */
export function readDelimited(
  text: string,
  source: TextSource,
  choices: ReadChoices,
  { whole, wanted }: Extent
): Table | null {
  const body = whole && text.endsWith(endOfFile) ? text.slice(0, -1) : text
  const head = body.slice(0, formCharacters)
  const { delimiter, by, from, firstLine } = understandSplitting(
    head,
    whole && head.length === body.length,
    choices.delimiter
  )
  const lines = collect(recordsOf(body, delimiter, from, firstLine), choices.headerRow, wanted, whole)
  if (!lines) return null
  const { rows, headerRow } = lines
  const [first] = rows
  if (!first) throw new FileRefused('empty')
  const header = headerRow === 0 ? null : rows.find(({ row }) => row === headerRow)
  if (header === undefined) throw new FileRefused('no_such_row', { row: headerRow })
  const names = header?.cells ?? first.cells.map(() => '')
  const records = rows.slice(header ? rows.indexOf(header) + 1 : 0)
  if (records.length === 0) throw new FileRefused('no_records')
  const understood = {
    ...source,
    kind: 'text' as const,
    delimiter,
    delimiterBy: by,
    headerRow,
    lineEnd: lineEndAt(body, first.end)
  }
  return { understood, header: names, records: records.map((record) => inColumns(record, names, body)) }
}

interface Lines {
  readonly rows: readonly TextRecord[]
  readonly headerRow: number
}

/**
 * The records that are not blank, and where their header stands.
 * @param wanted records below the header, after which no more are taken
 * @param whole whether the text is not cut
 * @returns null where the text is cut before there are as many
 * @throws FileRefused `too_many_records`
 */
function collect(
  records: Iterable<TextRecord>,
  chosen: number | undefined,
  wanted: number,
  whole: boolean
): Lines | null {
  const rows: TextRecord[] = []
  let headerRow: number | null = null
  let above = 0
  try {
    for (const record of records) {
      if (isBlankRow(record.cells)) continue
      rows.push(record)
      if (headerRow === null) {
        if (rows.length < rowsConsidered) continue
        headerRow = chosen ?? guessHeaderRow(rows)
        above = countTo(rows, headerRow)
      } else if (record.row <= headerRow) above = rows.length
      if (rows.length - above >= wanted) return { rows, headerRow }
      if (rows.length - above > mostRecords) throw new FileRefused('too_many_records', { limit: mostRecords })
    }
  } catch (error) {
    // A quote may be open only because the text is cut.
    if (!whole && error instanceof FileRefused && error.code === 'open_quote') return null
    throw error
  }
  return whole ? { rows, headerRow: headerRow ?? chosen ?? guessHeaderRow(rows) } : null
}

function countTo(rows: readonly TextRecord[], row: number): number {
  const index = rows.findIndex((each) => each.row > row)
  return index === -1 ? rows.length : index
}

/** Of a text there is nothing to note, and one list says so for all of its records. */
const none: FileRecord['notes'] = []

/**
 * A record, held against the header. Empty fields beyond it are dropped, and empty ones are added for columns at its end
 * that have no name: programs write as many delimiters as they please there, and nothing can have moved.
 */
function inColumns(record: TextRecord, names: readonly string[], text: string): FileRecord {
  const { line, row, broken } = record
  const cells = fitted(record.cells, names)
  const found = record.cells.length
  const problem = broken
    ? problemOf('broken_quotes', names, found)
    : cells
      ? null
      : countProblem(names, found)
  const raw = problem ? text.slice(record.start, record.end) : null
  return { line, row, cells: cells ?? record.cells, raw, problem, notes: none }
}

/** @returns null where fields are missing or left over */
function fitted(cells: readonly string[], names: readonly string[]): readonly string[] | null {
  if (cells.length === names.length) return cells
  if (cells.length > names.length)
    return isBlankRow(cells.slice(names.length)) ? cells.slice(0, names.length) : null
  const missing = names.slice(cells.length)
  return isBlankRow(missing) && names.some((name) => name !== '')
    ? [...cells, ...missing.map(() => '')]
    : null
}

function countProblem(names: readonly string[], found: number): RecordProblem {
  return problemOf(found < names.length ? 'too_few_fields' : 'too_many_fields', names, found)
}

function problemOf(code: RecordProblem['code'], names: readonly string[], found: number): RecordProblem {
  return { code, expected: names.length, found }
}

function lineEndAt(text: string, at: number): '\r\n' | '\n' | '\r' {
  if (text.startsWith('\r\n', at)) return '\r\n'
  return text[at] === '\r' ? '\r' : '\n'
}
