import type { BatchRow, RowFilter } from '../../../shared/batch-view'
import { isUnresolved, type ChargeState } from '../../../shared/charge'
import type { ListPage } from '../../../shared/list'
import { TrekkError } from '../../../shared/result'
import { foldForSearch } from '../../../shared/text'
import type { BegunRow } from '../../ledger/reading/file-evidence'

/** Whether an error says that a batch's own file in the profile is gone, or damaged. The disk may yet give it back otherwise. */
export function isFileLost(error: unknown): boolean {
  if (!(error instanceof TrekkError)) return false
  return error.code === 'not_found' || error.details?.['reason'] === 'damaged'
}

/**
 * The rows of a released batch whose own file is lost, as the ledger knows them: those of which a charge was begun, in the
 * order of the file. What the others said nobody knows any more.
 */
export function lostFilePage(
  begun: readonly BegunRow[],
  { show, search }: RowFilter,
  offset: number,
  limit: number
): ListPage<BatchRow> {
  const terms = foldForSearch(search)
    .split(' ')
    .filter((term) => term !== '')
  const rows = begun.filter(
    (row) => isShown(show, row.state) && terms.every((term) => haystackOf(row).includes(term))
  )
  return { rows: rows.slice(offset, offset + limit).map(asRow), total: rows.length, atLeast: false }
}

function isShown(show: RowFilter['show'], state: ChargeState): boolean {
  const isOpen = state === 'intent' || isUnresolved(state)
  switch (show) {
    case 'all':
      return true
    case 'charged':
      return state === 'succeeded'
    case 'open':
      return isOpen
    case 'not_charged':
      return state !== 'succeeded' && !isOpen
    default:
      return false
  }
}

function haystackOf({ row, customerName, merchantReference }: BegunRow): string {
  return foldForSearch(`${row} ${customerName} ${merchantReference}`)
}

function asRow(begun: BegunRow): BatchRow {
  const { row, customerName, operation, amount, currency, merchantReference } = begun
  const { id, state, transactionStatus, captured, declineReason } = begun
  return {
    row,
    line: row,
    texts: { customer_name: customerName },
    edited: {},
    raw: null,
    card: null,
    candidates: [],
    operation,
    amount,
    currency,
    merchantReference,
    skipped: false,
    done: false,
    explained: null,
    problems: [],
    charge: { id, state, transactionStatus, amount, captured, declineReason },
    setAside: null
  }
}
