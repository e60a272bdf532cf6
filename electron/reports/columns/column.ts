import type { Day, Instant, Money, WrittenCell } from '../../importing/writing/sheet'
import type { StreamedColumn } from '../../importing/writing/workbook-file'
import type { ExportColumn, ExportWords } from '../../../shared/export-words'
import { isCurrency } from '../../../shared/money'

/** What a column of an exported list holds, and what of a row is in it. */
export interface ExportedColumn<Row> {
  readonly name: ExportColumn
  readonly holds: StreamedColumn<Row>['holds']
  readonly cell: (row: Row) => WrittenCell
}

/** The columns as they are written, each under its word. Every text is a value of our own, whoever once typed it. */
export function underWords<Row>(
  columns: readonly ExportedColumn<Row>[],
  words: ExportWords
): StreamedColumn<Row>[] {
  return columns.map(({ name, holds, cell }) => ({ header: words.columns[name], isOurs: true, holds, cell }))
}

export function text<Row>(name: ExportColumn, of: (row: Row) => string | null): ExportedColumn<Row> {
  return { name, holds: 'text', cell: (row) => of(row) ?? '' }
}

export function count<Row>(name: ExportColumn, of: (row: Row) => number | null): ExportedColumn<Row> {
  const cell = (row: Row): WrittenCell => {
    const value = of(row)
    return value === null ? '' : { kind: 'number', value, shown: String(value) }
  }
  return { name, holds: 'number', cell }
}

/** An amount as a figure; its currency has a column of its own. @param of minor units, null where there is none */
export function money<Row extends { readonly currency: string }>(
  name: ExportColumn,
  of: (row: Row) => number | null
): ExportedColumn<Row> {
  const cell = (row: Row): WrittenCell => {
    const amount = of(row)
    if (amount === null) return ''
    // What nobody knows the decimals of is written as it is kept, and not guessed by a factor of a hundred.
    return isCurrency(row.currency)
      ? ({ kind: 'money', amount, currency: row.currency } satisfies Money)
      : `${amount} (${row.currency})`
  }
  return { name, holds: 'money', cell }
}

/** @param of ms since 1970 UTC */
export function instant<Row>(name: ExportColumn, of: (row: Row) => number | null): ExportedColumn<Row> {
  const cell = (row: Row): WrittenCell => {
    const at = of(row)
    return at === null ? '' : ({ kind: 'instant', at } satisfies Instant)
  }
  return { name, holds: 'instant', cell }
}

/** The day apart from the time, so that whoever counts by day need not take it out of a text. @param of ms since 1970 UTC */
export function day<Row>(name: ExportColumn, of: (row: Row) => number): ExportedColumn<Row> {
  return { name, holds: 'day', cell: (row) => ({ kind: 'day', at: of(row) }) satisfies Day }
}
