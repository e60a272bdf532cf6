import type { FileField, Understood } from '../../../../shared/charge-file'
import type { Cell, FileRecord, RecordProblem } from '../../../../electron/importing/reading/table'
import type { SourceFile } from '../../../../electron/importing/writing/kept-columns'
import type { ChargedResult, UnchargedResult } from '../../../../electron/importing/writing/result-file'
import type { ColumnMapping } from '../../../../shared/column-mapping'
import { mapping } from '../meaning/support'

type TextForm = Omit<Extract<Understood, { kind: 'text' }>, 'kind'>

/** A file as Norwegian Excel saves it, unless a test says otherwise. */
export function textForm(form: Partial<TextForm> = {}): Understood {
  return {
    kind: 'text',
    pasted: false,
    encoding: 'windows-1252',
    encodingBy: 'fallback',
    sample: '',
    delimiter: ';',
    delimiterBy: 'header',
    headerRow: 1,
    lineEnd: '\r\n',
    ...form
  }
}

export function workbookForm(sheet = 'Ark1'): Understood {
  return { kind: 'workbook', sheet, sheets: [{ name: sheet, rows: 2, hidden: false }], headerRow: 1 }
}

/** A file of which every column is somebody's own, unless `fields` says what it holds. */
export function sourceFile(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  understood = textForm(),
  fields: readonly FileField[] = header.map(() => 'ignored'),
  over: Partial<ColumnMapping> = {}
): SourceFile {
  const records = rows.map((cells, index) => record(cells, index))
  return { table: { understood, header, records }, mapping: mapping(fields, over) }
}

export function record(cells: readonly Cell[], index = 0): FileRecord {
  return { line: index + 2, row: index + 2, cells, raw: null, problem: null, notes: [] }
}

/** A record whose fields are not in their columns. */
export function ragged(raw: string, cells: readonly string[], expected: number): FileRecord {
  const problem: RecordProblem = {
    code: cells.length < expected ? 'too_few_fields' : 'too_many_fields',
    expected,
    found: cells.length
  }
  return { ...record(cells), raw, problem }
}

/** 25 November 2026 14:03 by the clock of the computer that runs the test. */
export const someTime = new Date(2026, 10, 25, 14, 3, 59).getTime()

export function charged(facts: Partial<ChargedResult> = {}): ChargedResult {
  return {
    kind: 'charged',
    state: 'captured',
    transactionId: 'T12345678.abc',
    merchantReference: 'nov-1',
    amount: 129_990,
    currency: 'NOK',
    reason: '',
    advice: '',
    notBefore: null,
    at: someTime,
    ...facts
  }
}

export function uncharged(
  kind: UnchargedResult['kind'],
  reason = '',
  merchantReference: string | null = null
): UnchargedResult {
  return { kind, reason, merchantReference }
}

export const norwegian = { language: 'nb', decimalMark: ',' } as const
export const english = { language: 'en', decimalMark: '.' } as const
