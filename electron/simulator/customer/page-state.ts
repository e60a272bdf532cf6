import type { SessionRecord, TransactionRecord } from '../records'

/** Where a session stands for the customer who opens its page. */
export type PageState = 'open' | 'paid' | 'declined' | 'cancelled' | 'expired'

/** @param now ms since 1970 UTC */
export function pageState(
  session: SessionRecord,
  transaction: TransactionRecord | undefined,
  now: number
): PageState {
  if (session.events.some(({ name }) => name === 'CANCELLED')) return 'cancelled'
  if (transaction) return ['FAILED', 'DECLINED'].includes(transaction.status) ? 'declined' : 'paid'
  return session.expiresAt !== null && now >= session.expiresAt ? 'expired' : 'open'
}

/**
 * Where Dintero sends the customer after an answer: the return address with what happened (docs/dintero.md 4).
 * @returns null while there was none, and for a session that has no such address
 */
export function returnAddress(session: SessionRecord, state: PageState): string | null {
  const base = session.url?.['return_url']
  if (state === 'open' || state === 'expired' || typeof base !== 'string') return null
  const address = new URL(base)
  const { transactionId, merchantReference } = session
  if (transactionId !== null) address.searchParams.set('transaction_id', transactionId)
  address.searchParams.set('merchant_reference', merchantReference)
  if (state === 'declined') address.searchParams.set('error', 'authorization')
  if (state === 'cancelled') address.searchParams.set('error', 'cancelled')
  return address.href
}
