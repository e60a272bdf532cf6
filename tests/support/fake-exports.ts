import type { ExportOrder, ExportView } from '../../shared/list-export'
import { mostWorkbookRows } from '../../shared/list-export'
import type { FakeHandlers } from './fake-api'

/** Exports of a world that has so many rows of each list. */
export function exportHandlers(
  rowsOf: (list: ExportOrder['list']) => number,
  view: ExportView | null
): Pick<FakeHandlers, 'exportList' | 'cancelExport' | 'getExport'> {
  return {
    exportList: ({ order, form, words }) => {
      const total = rowsOf(order.list)
      const rows = form === 'workbook' ? Math.min(total, mostWorkbookRows) : total
      const ending = form === 'workbook' ? 'xlsx' : 'csv'
      const fileName = `${words.lists[order.list]} P11223344 2026-11-22.${ending}`
      return { rows, leftOut: total - rows, fileName }
    },
    cancelExport: () => undefined,
    getExport: () => ({ view })
  }
}
