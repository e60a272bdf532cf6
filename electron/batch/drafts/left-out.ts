import type { RowProblem } from '../../../shared/batch-problem'
import type { Staging } from '../../ledger/staging/staging'
import { isWanted, problemsOf, willBeCharged, type DraftRow } from './draft-row'

/** What kept rows from being released, by row. */
export type LeftOut = ReadonlyMap<number, readonly RowProblem[]>

const key = 'left_out'

/**
 * Why rows are not released, as a fact of the batch's file. It is kept, for it cannot be found again: the ledger says other
 * things by and by, and what Dintero was asked is known for that session only.
 */
export function leftOutFact(rows: readonly DraftRow[]): Readonly<Record<string, string>> {
  const left = rows
    .filter((row) => isWanted(row) && !willBeCharged(row))
    .map((row) => [row.record.row, whyNot(row)] as const)
  return { [key]: JSON.stringify(left) }
}

/** @returns null for a file whose release did not keep it */
export function leftOutIn(staging: Staging): LeftOut | null {
  const text = staging.fact(key)
  // This program wrote it, in a file of its own.
  return text === null ? null : new Map(JSON.parse(text) as [number, RowProblem[]][])
}

/** What keeps a row from being charged as it is. */
export function whyNot(row: DraftRow): RowProblem[] {
  return problemsOf(row).filter(({ severity }) => severity !== 'warning')
}
