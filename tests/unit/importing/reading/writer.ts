import iconv from 'iconv-lite'
import type { Encoding } from '../../../../shared/charge-file'

/** How a table is written as text (RFC 4180, with other delimiters, line ends and encodings). */
export interface Dialect {
  readonly delimiter: string
  readonly lineEnd: string
  readonly lastLineEnd: boolean
  /** Which cells are quoted though they need not be. */
  readonly quoted: 'all' | 'needed' | 'every_other'
  readonly encoding: Encoding
  readonly mark: boolean
}

/** A cell that begins with a blank and then a quote is read in two ways unless it is quoted. */
const needsQuotes = /["\r\n]|^\s|\s$/

export function write(rows: readonly (readonly string[])[], dialect: Dialect): Uint8Array {
  const { delimiter, lineEnd, lastLineEnd, quoted } = dialect
  const inQuotes = (cell: string, place: number): boolean =>
    quoted === 'all' ||
    (quoted === 'every_other' && place % 2 === 0) ||
    needsQuotes.test(cell) ||
    cell.includes(delimiter)
  const lines = rows.map((cells) =>
    cells
      .map((cell, place) => (inQuotes(cell, place) ? `"${cell.replaceAll('"', '""')}"` : cell))
      .join(delimiter)
  )
  return encode(lines.join(lineEnd) + (lastLineEnd ? lineEnd : ''), dialect)
}

export function encode(text: string, { encoding, mark }: Pick<Dialect, 'encoding' | 'mark'>): Uint8Array {
  return iconv.encode(text, encoding, { addBOM: mark })
}

/** How many lines a cell goes beyond its own. */
export function lineBreaksIn(cell: string): number {
  return cell.match(/\r\n|\r|\n/g)?.length ?? 0
}
