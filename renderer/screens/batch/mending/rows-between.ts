import type { BatchRow, RowFilter } from '../../../../shared/batch-view'
import type { Api } from '../../../../shared/ipc'
import type { ListRows } from '../../../stores/windowed-list'

/** Rows asked for at once, as many as main gives. */
const atOnce = 1_000

export interface RowsShown {
  readonly api: Pick<Api, 'listBatchRows'>
  readonly batchId: string
  /** Which rows are shown: places are counted among them. */
  readonly filter: RowFilter
  /** Of the rows shown, those near what is in view are here. */
  readonly list: Pick<ListRows<BatchRow>, 'row'>
}

/** The rows from one place to another, if all of them are here. */
export function rowsHere(list: RowsShown['list'], first: number, last: number): readonly BatchRow[] | null {
  const rows: BatchRow[] = []
  for (let index = first; index <= last; index++) {
    const row = list.row(index)
    if (row === null) return null
    rows.push(row)
  }
  return rows
}

/**
 * The rows from one place to another, every one of them: those that are not here are asked for, as what is done to some of
 * the chosen rows alone would be a mistake that nobody sees.
 * @returns null when they could not be read, or are not as many any more
 */
export async function rowsBetween(
  { api, batchId, filter, list }: RowsShown,
  first: number,
  last: number
): Promise<readonly BatchRow[] | null> {
  const here = rowsHere(list, first, last)
  if (here !== null) return here
  const rows: BatchRow[] = []
  for (let offset = first; offset <= last; offset += atOnce) {
    const limit = Math.min(atOnce, last - offset + 1)
    const answer = await api.listBatchRows({ batchId, filter, offset, limit })
    if (!answer.ok || answer.value.rows.length < limit) return null
    rows.push(...answer.value.rows)
  }
  return rows
}
