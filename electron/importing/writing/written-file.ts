import type { Encoding } from '../../../shared/charge-file'
import type { FileLanguage } from '../meaning/own-columns'
import type { Table } from '../reading/table'
import type { Sheet } from './sheet'
import { writeTextFile } from './text-file'
import { textFormOf } from './text-form'
import { writeWorkbook } from './workbook-file'

/** A file as it is to be put on disk. */
export interface WrittenFile {
  readonly bytes: Uint8Array
  /** How its name ends. */
  readonly extension: 'csv' | 'xlsx'
  /** The encoding of a text file; null for a workbook. */
  readonly encoding: Encoding | null
  /** Whether a letter did not fit into the encoding in which the file came, so that all of it is in UTF-8 now. */
  readonly isReencoded: boolean
}

/** How what Trekk itself writes into a file is written. */
export interface WritingChoices {
  readonly language: FileLanguage
  /** What the file has before the decimals of its amounts, decided once for all of them. */
  readonly decimalMark: ',' | '.'
}

/**
 * Writes somebody's file again in the form in which it came: a workbook, or text with its delimiter, encoding and line
 * ends. Lines above the header are not written: they are no part of the table, and without them every program finds it.
 */
export async function writeAsItCame<Row>(
  sheet: Sheet<Row>,
  { understood }: Table,
  { language, decimalMark }: WritingChoices
): Promise<WrittenFile> {
  if (understood.kind === 'workbook') {
    const bytes = await writeWorkbook(sheet, { name: understood.sheet, decimalMark })
    return { bytes, extension: 'xlsx', encoding: null, isReencoded: false }
  }
  const form = textFormOf(understood, language)
  const { bytes, encoding } = writeTextFile(sheet, form, decimalMark)
  return { bytes, extension: 'csv', encoding, isReencoded: encoding !== form.encoding }
}
