import type { ModificationDraft } from '../../../shared/modification'
import type { Transaction } from '../../../shared/transaction'
import type { LedgerTables } from '../../ledger/ledger'

/** The same of a transaction within so long is asked about, ms. */
const repeatWindow = 24 * 3_600_000

/**
 * When the same was done to the transaction last, here or by anybody: of the same kind and amount, within a day.
 * @param now ms since 1970 UTC, as is the result
 * @param skew Dintero's clock minus this desk's, ms; null while it was not seen
 * @returns null when it was not; a void cannot be done twice
 */
export async function repeatedAt(
  { modifications }: Pick<LedgerTables, 'modifications'>,
  accountId: string,
  { draft, transaction }: { readonly draft: ModificationDraft; readonly transaction: Transaction },
  now: number,
  skew: number | null
): Promise<number | null> {
  const { kind, amount, transactionId } = draft
  if (kind === 'void') return null
  const event = kind === 'capture' ? 'CAPTURE' : 'REFUND'
  const there = transaction.events
    .filter((each) => each.event === event && each.success !== false && each.amount === amount)
    .flatMap(({ createdAt }) => (createdAt === null ? [] : [createdAt - (skew ?? 0)]))
  const here = (await modifications.ofTransaction(accountId, transactionId))
    .filter((each) => each.kind === kind && each.amount === amount && mayHaveMoved.includes(each.state))
    .map(({ createdAt }) => createdAt)
  const recent = [...there, ...here].filter((at) => now - at < repeatWindow)
  return recent.length === 0 ? null : Math.max(...recent)
}

/** States in which money moved, or may have. */
const mayHaveMoved: readonly string[] = ['sent', 'pending', 'unknown', 'succeeded', 'closed']
