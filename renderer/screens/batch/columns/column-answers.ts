import type { ColumnsView } from '../../../../shared/batch-view'
import type { FileField } from '../../../../shared/charge-file'
import type {
  FileDefaults,
  FileMeaning,
  FileQuestion,
  MappingChoices
} from '../../../../shared/column-mapping'
import { amountStep, isCurrency, parseAmount } from '../../../../shared/money'

type FieldQuestion = Extract<FileQuestion, { kind: 'field' }>

/** The answers, with one column said to be something. @param column from 0 */
export function withColumn(answers: MappingChoices, column: number, field: FileField): MappingChoices {
  return { ...answers, columns: { ...answers.columns, [column]: field } }
}

/** The answer to "which of these columns is it": that one, and the others are read by nobody. */
export function withFieldIn(
  answers: MappingChoices,
  question: FieldQuestion,
  column: number
): MappingChoices {
  return question.columns.reduce(
    (said, each) => withColumn(said, each, each === column ? question.field : 'ignored'),
    answers
  )
}

/** The cells of a column that say something, as many as it takes to know it by, each once. */
export function samplesOf(
  { preview }: Pick<ColumnsView, 'preview'>,
  column: number,
  count = 3
): readonly string[] {
  const cells = preview.map(({ cells }) => cells[column] ?? '').filter((cell) => cell.trim() !== '')
  return [...new Set(cells)].slice(0, count)
}

/** What may be said for the whole file, in the order it is asked in. */
export const defaultFields = [
  'amount',
  'currency',
  'operation',
  'provider',
  'description',
  'vat_rate',
  'auto_capture'
] as const satisfies readonly FileField[]
export type DefaultField = (typeof defaultFields)[number]

/** What no column of the file says, so that it can be said for all of its rows. */
export function lackingIn({ columns }: Pick<FileMeaning, 'columns'>): readonly DefaultField[] {
  return defaultFields.filter((wanted) => !columns.some(({ field }) => field === wanted))
}

const cardFields: readonly FileField[] = [
  'token',
  'customer_number',
  'earlier_transaction',
  'card_reference',
  'last_four',
  'customer_name'
]

/** What is missing without which no row can be charged: how much, or from whom. */
export function hopelessWithout(
  { columns }: Pick<FileMeaning, 'columns'>,
  defaults: FileDefaults
): readonly ('amount' | 'card')[] {
  const has = (fields: readonly FileField[]): boolean =>
    columns.some(({ field }) => fields.some((each) => each === field))
  return [
    ...(has(['amount']) || defaults.amount !== null ? [] : (['amount'] as const)),
    ...(has(cardFields) ? [] : (['card'] as const))
  ]
}

/** What whole figures come to as kroner and as øre, minor units; null for a cell that is no whole figure. */
export function unitReadings(cell: string, currency: string): { whole: number; minor: number } | null {
  const figures = cell.trim()
  if (!isCurrency(currency) || !/^\d{1,9}$/.test(figures)) return null
  const read = parseAmount(figures, currency)
  return read.ok ? { whole: read.amount, minor: read.amount / amountStep(currency) } : null
}
