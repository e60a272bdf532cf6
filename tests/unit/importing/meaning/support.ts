import type { FileField } from '../../../../shared/charge-file'
import type { ColumnMapping, FileDefaults, FileMeaning } from '../../../../shared/column-mapping'
import { understandFile, type MappingContext } from '../../../../electron/importing/meaning/columns'
import type { Cell, FileRecord, Table } from '../../../../electron/importing/reading/table'

/** Nothing said for the whole file but the currency, which most files leave to it. */
export const defaults: FileDefaults = {
  provider: null,
  operation: null,
  amount: null,
  currency: 'NOK',
  vatRate: null,
  description: '',
  autoCapture: null
}

export const context: MappingContext = { remembered: new Map(), choices: {}, country: 'NO', defaults }

export function record(cells: readonly Cell[], index = 0, over: Partial<FileRecord> = {}): FileRecord {
  return { line: index + 2, row: index + 2, cells, raw: null, problem: null, notes: [], ...over }
}

export function table(header: readonly string[], rows: readonly (readonly Cell[])[]): Table {
  return {
    understood: {
      kind: 'text',
      pasted: false,
      encoding: 'utf-8',
      encodingBy: 'content',
      sample: '',
      delimiter: ';',
      delimiterBy: 'header',
      headerRow: 1,
      lineEnd: '\r\n'
    },
    header,
    records: rows.map((cells, index) => record(cells, index))
  }
}

export function understand(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  over: Partial<MappingContext> = {}
): FileMeaning {
  return understandFile(table(header, rows), { ...context, ...over })
}

export function mapping(columns: readonly FileField[], over: Partial<ColumnMapping> = {}): ColumnMapping {
  return {
    columns: [...columns],
    refused: [],
    decimalMark: null,
    amountUnit: 'whole',
    headerCurrencies: null,
    kidConfirmed: false,
    country: 'NO',
    defaults,
    ...over
  }
}

export function number(value: number, shown = String(value)): Cell {
  return { kind: 'number', value, shown }
}

export function date(shown: string): Cell {
  return { kind: 'date', shown }
}
