import type { BatchRow, RowFilter } from '../../../../shared/batch-view'
import type { Api } from '../../../../shared/ipc'
import type { Result } from '../../../../shared/result'

type RowsApi = Pick<Api, 'listBatchRows'>

function filterOf(show: RowFilter['show']): RowFilter {
  return { show, code: null, field: null, search: '' }
}

/** The last rows of a kind: rows are charged in their order, so those furthest down are the newest. */
export async function latestRows(
  api: RowsApi,
  batchId: string,
  show: RowFilter['show'],
  count: number
): Promise<Result<readonly BatchRow[]>> {
  const filter = filterOf(show)
  const first = await api.listBatchRows({ batchId, filter, offset: 0, limit: count })
  if (!first.ok || first.value.total <= count)
    return first.ok ? { ok: true, value: newestFirst(first.value.rows) } : first
  const offset = first.value.total - count
  const last = await api.listBatchRows({ batchId, filter, offset, limit: count })
  return last.ok ? { ok: true, value: newestFirst(last.value.rows) } : last
}

function newestFirst(rows: readonly BatchRow[]): readonly BatchRow[] {
  return [...rows].sort((one, other) => other.row - one.row)
}

/** The first rows that were charged, whatever became of them. */
export async function firstRows(
  api: RowsApi,
  batchId: string,
  count: number
): Promise<Result<readonly BatchRow[]>> {
  const kinds = ['charged', 'not_charged', 'open'] as const
  const found: BatchRow[] = []
  for (const kind of kinds) {
    const answer = await api.listBatchRows({ batchId, filter: filterOf(kind), offset: 0, limit: count })
    if (!answer.ok) return answer
    found.push(...answer.value.rows)
  }
  return { ok: true, value: found.sort((one, other) => one.row - other.row).slice(0, count) }
}
