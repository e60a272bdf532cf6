import type { Delimiter, Encoding, FileRefusal, Understood } from '../../../shared/charge-file'

/** One cell as the file has it: text, or what only a workbook knows. Empty cells are the empty text. */
export type Cell = string | SheetCell

/** A cell of a workbook that is not text. `shown` is what stands for it wherever a person sees the raw cell. */
export type SheetCell =
  /** As stored, in double precision: what is over 15 digits long is not what was typed. */
  | { readonly kind: 'number'; readonly value: number; readonly shown: string }
  /** `2026-11-25`, with `T14:30:00` where it has a time of day. */
  | { readonly kind: 'date'; readonly shown: string }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly shown: string }
  /** A formula whose result the file does not hold. */
  | { readonly kind: 'no_value'; readonly shown: string }
  /** Where a card number stood, which is kept nowhere. No file is read like this; what is kept of one is. */
  | { readonly kind: 'card_number'; readonly shown: string }
  /** `#REF!`, `#N/A` and the like. */
  | { readonly kind: 'error'; readonly shown: string }

/** What is wrong with a record as a whole, so that its cells cannot be trusted to be in their columns. */
export interface RecordProblem {
  /** `broken_quotes`: text after a closing quote, or blanks before an opening one; programs read that differently. */
  readonly code: 'too_few_fields' | 'too_many_fields' | 'broken_quotes'
  readonly expected: number
  readonly found: number
}

/** What a person must know of a record that reads well: it was hidden in the workbook, or cells of it are merged. */
export type RecordNote = 'hidden_row' | 'hidden_by_filter' | 'merged_cells'

/** One record of a charge file. */
export interface FileRecord {
  /** The line of the file at which it begins, from 1; in a workbook the same as `row`. */
  readonly line: number
  /** The row a spreadsheet shows it in, from 1: quoted line breaks do not count. */
  readonly row: number
  readonly cells: readonly Cell[]
  /** The record as it stands in the file, for a person to see; null where nothing is wrong with it, and in a workbook. */
  readonly raw: string | null
  readonly problem: RecordProblem | null
  readonly notes: readonly RecordNote[]
}

/** A charge file, read: its header and its records, and how both were understood. */
export interface Table {
  readonly understood: Understood
  /** The names of the columns as the file has them; without a header as many empty texts as there are columns. */
  readonly header: readonly string[]
  readonly records: readonly FileRecord[]
}

/** The first records of a charge file, read as the whole would read them. */
export interface Beginning {
  readonly table: Table
  /** Whether these are all the records of the file. Where not, what follows may still refuse the whole file. */
  readonly complete: boolean
}

/** How a person wants a file to be read, where the guess was wrong. What is left out is guessed. */
export interface ReadChoices {
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
  /** The row of the header as a spreadsheet counts, from 1; 0 for a file that has none. */
  readonly headerRow?: number
  readonly sheet?: string
}

/** Thrown for a file that cannot be read at all. */
export class FileRefused extends Error {
  readonly code: FileRefusal
  /** Figures and places for the words: `line`, `limit`, `found`, `encoding`. */
  readonly details: Readonly<Record<string, string | number>>

  constructor(code: FileRefusal, details: Readonly<Record<string, string | number>> = {}) {
    super(`the file was refused: ${code}`)
    this.name = 'FileRefused'
    this.code = code
    this.details = details
  }
}
