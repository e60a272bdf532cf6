import type { ChargePayouts, PaidOutVerdict } from '../../shared/payout'
import type { Transaction } from '../../shared/transaction'
import { sumsIn } from '../../shared/transaction-money'

/**
 * Whether a charge was paid out, by its transaction as Dintero has just shown it. Nothing here is taken from silence: what
 * is not said is `unsaid`, and never "in no payout".
 * @param merchantReference the charge's
 * @param isPostponed whether every payout of it is reported, and not paid yet
 */
export function verdictOf(
  transaction: Transaction,
  merchantReference: string,
  isPostponed: boolean
): PaidOutVerdict {
  const { payouts, settlementStatus } = transaction
  if (transaction.merchantReference !== merchantReference) return 'not_ours'
  if (payouts === null) return 'unread'
  if (payouts.length === 0) return withoutPayouts.get(settlementStatus) ?? 'unsaid'
  if (isPostponed) return 'reported'
  return isWhole(transaction, payouts) ? 'paid' : 'partly'
}

const withoutPayouts: ReadonlyMap<string | null, PaidOutVerdict> = new Map([
  ['NOT_SETTLED', 'none'],
  ['PENDING_SETTLEMENT', 'preparing'],
  ['PARTIALLY_SETTLED', 'contradicts'],
  ['SETTLED', 'contradicts']
])

/** Whether payouts have all that was captured. Where they do not say what of them was captured, Dintero's word decides. */
function isWhole(transaction: Transaction, payouts: NonNullable<Transaction['payouts']>): boolean {
  const { captured } = sumsIn(transaction)
  const isSplit = payouts.every(({ capture, refund }) => capture !== null || refund !== null)
  if (captured === null || !isSplit) return transaction.settlementStatus === 'SETTLED'
  return payouts.reduce((sum, { capture }) => sum + (capture ?? 0), 0) >= captured
}

/** What the page learns of each part of a charge that is in a payout. */
export function partsOf(
  payouts: NonNullable<Transaction['payouts']>,
  known: ReadonlyMap<string, { readonly settledAt: number | null; readonly status: string | null }>
): ChargePayouts['payouts'] {
  return payouts.map(({ settlementId, amount, capture, refund, fee }) => {
    const { settledAt = null, status = null } = known.get(settlementId) ?? {}
    return { payoutId: settlementId, amount, capture, refund, fee, settledAt, status }
  })
}
