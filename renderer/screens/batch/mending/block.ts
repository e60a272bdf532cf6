import type { BatchRow } from '../../../../shared/batch-view'
import type { ProblemField } from '../../../../shared/batch-problem'

/**
 * Reads what a spreadsheet puts on the clipboard: cells with tabs between them, rows with line ends, and quotes around a
 * cell that has one of these in it. A quote anywhere else is a letter like any other.
 */
export function parseBlock(text: string): readonly (readonly string[])[] {
  // Spreadsheets end the last row too; that end begins no row.
  const rest = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  const rows: string[][] = [[]]
  for (let at = 0; at <= rest.length;) {
    const [cell, end] = readCell(rest, at)
    rows.at(-1)?.push(cell)
    if (rest[end] === '\n') rows.push([])
    at = end + 1
  }
  return rows
}

/** One cell from a place on, and where it ends: at a tab, a line end, or the end. */
function readCell(text: string, from: number): readonly [cell: string, end: number] {
  if (text[from] === '"') {
    const quoted = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y
    quoted.lastIndex = from
    const match = quoted.exec(text)
    if (match) return [(match[1] ?? '').replaceAll('""', '"'), quoted.lastIndex]
  }
  const ends = ['\t', '\n'].map((end) => text.indexOf(end, from)).filter((at) => at !== -1)
  const end = Math.min(text.length, ...ends)
  return [text.slice(from, end), end]
}

/** Cells of one edit at most, as main takes them. */
export const mostCells = 10_000

/** Where a block goes: the rows from the chosen one on, and the columns from the chosen one on. */
export interface BlockPlace {
  /** Null for one that is not here yet. */
  readonly rowAt: (step: number) => BatchRow | null
  /** How many rows there are from the chosen one on. */
  readonly rowsLeft: number
  /** Fields of the columns from the chosen one on; null for one that cannot be typed over. */
  readonly fields: readonly (ProblemField | null)[]
  /** How many rows are chosen: one text goes into all of them. */
  readonly chosen: number
}

export interface PlacedCell {
  readonly row: number
  readonly field: ProblemField
  readonly text: string
}

/**
 * Why a block cannot be put down: it reaches beyond the last row or column, over a column that cannot be typed over, over
 * rows that were not read yet, or it is more than one edit takes.
 */
export type BlockProblem = 'too_long' | 'too_wide' | 'no_field' | 'not_here' | 'too_many'

export type Placed =
  | { readonly ok: true; readonly cells: readonly PlacedCell[] }
  | { readonly ok: false; readonly problem: BlockProblem }

/** Puts a block down, whole or not at all: a part that is silently dropped would be a wrong row nobody sees. */
export function placeBlock(block: readonly (readonly string[])[], place: BlockPlace): Placed {
  const first = block[0]?.[0]
  const isOne = block.length === 1 && block[0]?.length === 1 && first !== undefined
  const rows = isOne ? Array.from({ length: place.chosen }, () => [first]) : block
  if (rows.length > place.rowsLeft) return { ok: false, problem: 'too_long' }
  const cells: PlacedCell[] = []
  for (const [down, texts] of rows.entries()) {
    const row = place.rowAt(down)
    for (const [across, text] of texts.entries()) {
      const field = place.fields[across]
      if (field === undefined) return { ok: false, problem: 'too_wide' }
      if (field === null) return { ok: false, problem: 'no_field' }
      if (row === null) return { ok: false, problem: 'not_here' }
      cells.push({ row: row.row, field, text })
    }
  }
  return cells.length > mostCells ? { ok: false, problem: 'too_many' } : { ok: true, cells }
}
