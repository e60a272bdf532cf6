import { delimiters, type Delimiter } from '../../../shared/charge-file'
import { parseRecord } from './records'
import { RecordScan } from './record-scan'
import { hasNamesAlone, hasValues } from './header'
import { FileRefused } from './table'

/** Where the table of a text begins, and at what its records are split. */
export interface Splitting {
  readonly delimiter: Delimiter
  readonly by: 'sep_line' | 'header' | 'chosen' | 'only_column'
  /** The offset of row 1, and the line of the file that it is. A `sep=` line is no row: spreadsheets do not show it. */
  readonly from: number
  readonly firstLine: number
}

/** Excel's own line that names the delimiter, by which it goes itself. */
const sepLine = /^"?sep=([^\r\n])"?(?:\r\n|\n|\r|$)/i

/**
 * In the order in which they are believed: a comma stands in amounts and names, a tab in nothing. That the counts agree
 * by chance is likeliest for a comma.
 */
const believed: readonly Delimiter[] = ['\t', ';', '|', ',']

/** A comma that stands not between figures, so that it is none of an amount. */
const commaElsewhere = /(?<!\d),|,(?!\d)/

/** Records that follow the header and are held against it. */
const followers = 20
/** How far down a header may stand, below titles. */
const farthestHeader = 20

/** What a delimiter makes of the first records. */
interface Trial {
  readonly delimiter: Delimiter
  /** From 0, no fit, to 1: all that follows has as many fields as the header. */
  readonly fit: number
  /** Whether lines that it does not split stand above the header. */
  readonly belowTitles: boolean
}

/**
 * Finds the delimiter: as chosen, as a `sep=` line says, or as the header line is split and what follows agrees with.
 * @param head the beginning of the text
 * @param whole whether it is all of it
 * @throws FileRefused `unknown_delimiter`
 */
export function understandSplitting(head: string, whole: boolean, chosen: Delimiter | undefined): Splitting {
  const [line = '', named] = sepLine.exec(head) ?? []
  const place = line === '' ? { from: 0, firstLine: 1 } : { from: line.length, firstLine: 2 }
  if (chosen !== undefined) return { delimiter: chosen, by: 'chosen', ...place }
  if (named !== undefined) {
    const delimiter = delimiters.find((each) => each === named)
    if (!delimiter) throw new FileRefused('unknown_delimiter', { found: named })
    return { delimiter, by: 'sep_line', ...place }
  }
  let best: Trial | undefined
  for (const delimiter of believed) {
    const trial = tryOut(head, whole, delimiter)
    // Below titles a comma finds a header in any amounts, as long as another delimiter is not known to be the one.
    if (trial.belowTitles && best) continue
    if (trial.fit > (best?.fit ?? 0)) best = trial
  }
  if (best) return { delimiter: best.delimiter, by: 'header', ...place }
  const absent = believed.find((delimiter) => !head.includes(delimiter))
  return { delimiter: absent ?? '\t', by: 'only_column', ...place }
}

function tryOut(head: string, whole: boolean, delimiter: Delimiter): Trial {
  const records = firstRecords(head, whole, delimiter)
  // A list of amounts, and nothing else.
  if (delimiter === ',' && records.every(({ text }) => !commaElsewhere.test(text))) {
    return { delimiter, fit: 0, belowTitles: false }
  }
  const first = records.findIndex(({ fields }) => fields > 1)
  const header = records[first]
  const belowTitles = first > 0
  const none = { delimiter, fit: 0, belowTitles }
  if (!header || first > farthestHeader) return none
  const following = records.slice(first + 1, first + 1 + followers)
  if (belowTitles && !isHeaderBelowTitles(header, following, delimiter)) return none
  if (following.length === 0) return { ...none, fit: 1 }
  // What was split at all, but otherwise, speaks for it too, though less: ragged records are told to the person.
  const fits = following.map(({ fields }) => (fields === header.fields ? 1 : fields > 1 ? 0.5 : 0))
  return { ...none, fit: fits.reduce<number>((sum, each) => sum + each, 0) / fits.length }
}

interface Piece {
  readonly text: string
  readonly fields: number
}

function firstRecords(head: string, whole: boolean, delimiter: Delimiter): Piece[] {
  const scan = new RecordScan(head, delimiter, 0, 1)
  const pieces: Piece[] = []
  while (pieces.length <= farthestHeader + followers && scan.advance()) {
    // The last one may be cut.
    if (!whole && scan.next >= head.length && pieces.length > 0) break
    pieces.push({ text: head.slice(scan.start, scan.end), fields: scan.fields })
  }
  return pieces
}

/** Lines that are not split at all stand above the header only where it looks like one, and what follows does not. */
function isHeaderBelowTitles(header: Piece, [next]: readonly Piece[], delimiter: Delimiter): boolean {
  return (
    next !== undefined &&
    hasNamesAlone(parseRecord(header.text, delimiter)) &&
    hasValues(parseRecord(next.text, delimiter))
  )
}
