import type { FileDefaults } from '../../../../shared/column-mapping'
import type { FileMeaning } from '../../../../shared/column-mapping'
import { cardHandle } from '../../../../electron/importing/meaning/card-handle'
import { understandFile } from '../../../../electron/importing/meaning/columns'
import type { FileLanguage } from '../../../../electron/importing/meaning/own-columns'
import {
  contentColumns,
  contentHash,
  rowContent,
  rowReferences,
  type RowContent
} from '../../../../electron/importing/meaning/references'
import type { RowMeaning } from '../../../../electron/importing/meaning/row-meaning'
import { rowReader } from '../../../../electron/importing/meaning/rows'
import { readFile } from '../../../../electron/importing/reading/read-file'
import type { Table } from '../../../../electron/importing/reading/table'
import type { SourceFile } from '../../../../electron/importing/writing/kept-columns'
import type { Column } from '../../../../electron/importing/writing/sheet'
import { writeWorkbook } from '../../../../electron/importing/writing/workbook-file'
import type { WrittenFile } from '../../../../electron/importing/writing/written-file'
import { nextAttemptReference } from '../../../../electron/charging/references'
import { context } from '../meaning/support'
import { write, type Dialect } from '../reading/writer'

/** The forms in which files come. */
export const forms = ['windows-1252', 'utf-8', 'utf-16le', 'sep', 'workbook'] as const
export type Form = (typeof forms)[number]

const dialects: Readonly<
  Record<Exclude<Form, 'workbook'>, Pick<Dialect, 'delimiter' | 'encoding' | 'mark'>>
> = {
  'windows-1252': { delimiter: ';', encoding: 'windows-1252', mark: false },
  'utf-8': { delimiter: ',', encoding: 'utf-8', mark: true },
  'utf-16le': { delimiter: '\t', encoding: 'utf-16le', mark: true },
  sep: { delimiter: ';', encoding: 'utf-8', mark: true }
}

/** A file of somebody's own, as another program writes it. */
export async function fileOf(rows: readonly (readonly string[])[], form: Form): Promise<Uint8Array> {
  const [header = [], ...records] = rows
  if (form === 'workbook') {
    const columns = header.map((name, index): Column<readonly string[]> => {
      return { header: name, isOurs: false, cell: (cells) => cells[index] ?? '' }
    })
    return writeWorkbook({ columns, rows: records }, { name: 'Ark1', decimalMark: ',' })
  }
  const dialect = { ...dialects[form], lineEnd: '\r\n', lastLineEnd: true, quoted: 'needed' } as const
  return write(form === 'sep' ? [[`sep=${dialect.delimiter}`], ...rows] : rows, dialect)
}

/** A file as it was read and understood, with nobody asked. */
export interface ReadFile {
  readonly table: Table
  readonly meaning: FileMeaning
  readonly rows: readonly (RowMeaning & RowContent)[]
  readonly hash: string
  readonly source: SourceFile
}

export async function readAgain(bytes: Uint8Array, defaults: Partial<FileDefaults> = {}): Promise<ReadFile> {
  const table = await readFile(bytes, {})
  const meaning = understandFile(table, { ...context, defaults: { ...context.defaults, ...defaults } })
  const reader = rowReader(meaning.mapping)
  const columnOf = contentColumns(meaning.mapping.columns)
  const rows = table.records.map((record) => ({ ...reader(record), ...rowContent(record, columnOf) }))
  const hash = contentHash(rows.map(({ fingerprint }) => fingerprint))
  return { table, meaning, rows, hash, source: { table, mapping: meaning.mapping } }
}

export async function writtenAgain(written: Promise<WrittenFile | null>): Promise<ReadFile> {
  const file = await written
  if (file === null) throw new Error('nothing was written')
  return readAgain(file.bytes)
}

/** Under which references a desk charges the rows of a file; null for those it leaves alone. */
export function referencesOf({ rows }: ReadFile, batchName: string): readonly (string | null)[] {
  const made = rowReferences(
    batchName,
    rows.map(({ content }) => content)
  )
  return rows.map(({ done, merchantReference, attemptAfter }, index) => {
    if (done) return null
    return (
      merchantReference ?? (attemptAfter === null ? (made[index] ?? '') : nextAttemptReference(attemptAfter))
    )
  })
}

/** The handle of the stored card of a row that has the name of it, or of its place in the first file. */
export function handleOf(row: RowMeaning, index: number): string {
  return cardHandle(row.card.cardId ?? `c${index}`)
}

export function choicesOf(language: FileLanguage): { language: FileLanguage; decimalMark: ',' | '.' } {
  return { language, decimalMark: language === 'en' ? '.' : ',' }
}
