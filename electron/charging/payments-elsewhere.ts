import { isOfAnother } from '../../shared/identity'
import type { Transaction } from '../../shared/transaction'
import type { Dintero } from '../dintero/dintero'
import { walkPages, type WalkBounds, type WalkControl, type WalkEnd } from '../dintero/walk-pages'

/** Clocks drift between two answers: what is a little older than asked for is let through, and judged here. ms */
const margin = 5 * 60_000

/** A hundred thousand rows in a thousand pages, five minutes, ten pages a second at most. */
export const paymentBounds: WalkBounds = { rows: 100_000, time: 5 * 60_000, apart: 100 }

/**
 * Reads everything Dintero lists of an account since a time, for a whole file to be held against: `Witness` asks the same
 * for a single charge. What is of another account is none of it.
 * @param since ms since 1970 UTC by this desk's clock
 * @param onPayments a page of transactions, each once, with the times they have by this desk's clock
 * @returns how reading ended; what was read before counts all the same
 * @throws what `onPayments` throws
 */
export function readPaymentsElsewhere(
  dintero: Dintero,
  accountId: string,
  since: number,
  onPayments: (payments: readonly Transaction[]) => void | Promise<void>,
  control: WalkControl,
  bounds: WalkBounds = paymentBounds
): Promise<WalkEnd> {
  const createdFrom = since + (dintero.clockSkew() ?? 0) - margin
  return walkPages<Transaction>(
    {
      readPage: (after) => dintero.pageOfTransactions({ createdFrom }, after),
      idOf: ({ id }) => id,
      onRows: (rows) => onPayments(ofAccount(rows, accountId, dintero.clockSkew() ?? 0)),
      bounds
    },
    control
  )
}

function ofAccount(rows: readonly Transaction[], accountId: string, skew: number): Transaction[] {
  return rows
    .filter(({ id, sessionId }) => !isOfAnother(id, accountId) && !isOfAnother(sessionId, accountId))
    .map((each) => ({ ...each, createdAt: each.createdAt === null ? null : each.createdAt - skew }))
}
