import type { BatchRow, CheckView } from '../../../../shared/batch-view'
import type { ProblemField, RowProblem } from '../../../../shared/batch-problem'
import type { DecimalMark } from '../../../../shared/column-mapping'
import { currencyDigits } from '../../../../shared/money'

/** Columns of the grid that are not the file's own. */
export type GridField = ProblemField | 'row' | 'reference'

const neverShown: readonly ProblemField[] = [
  ...(['ignored', 'result_state', 'result_transaction', 'result_not_before', 'token'] as const)
]

/**
 * The columns of the grid: the number, what the file has in its order, and the card that was found. An amount has a column
 * also where the file has none: it is what a charge is about.
 */
export function fieldsShown({ columns }: Pick<CheckView, 'columns'>): readonly ProblemField[] {
  const own = columns.map(({ field }) => field).filter((field) => !neverShown.includes(field))
  return [...new Set<ProblemField>([...own, 'amount', 'card'])]
}

/** What a cell holds, as it is typed and copied. */
export function textOf({ texts }: BatchRow, field: GridField): string {
  return field === 'row' || field === 'reference' ? '' : (texts[field] ?? '')
}

/** Whether a column's cells can be typed over; those of a row that cannot be read are mended in the file. */
export function canType({ raw }: Pick<BatchRow, 'raw'>, field: string): field is ProblemField {
  return raw === null && field !== 'row' && field !== 'reference'
}

const gravest: readonly RowProblem['severity'][] = ['blocker', 'reason', 'warning']

/** The gravest problem of a row, or of one of its cells; null where there is none. */
export function gravestOf(problems: readonly RowProblem[], field?: GridField): RowProblem | null {
  const own = field === undefined ? problems : problems.filter((each) => each.field === field)
  const found = gravest.map((severity) => own.find((each) => each.severity === severity))
  return found.find((each) => each !== undefined) ?? null
}

/**
 * An amount as it is typed into this file so that it can be read in one way only: without groups, with the file's own
 * decimal mark.
 * @param amount minor units
 * @throws RangeError for an unknown currency
 */
export function plainAmount(amount: number, currency: string, mark: DecimalMark | null): string {
  const digits = currencyDigits(currency)
  const figures = String(amount).padStart(digits + 1, '0')
  if (digits === 0) return figures
  return `${figures.slice(0, -digits)}${mark === 'comma' ? ',' : '.'}${figures.slice(-digits)}`
}
