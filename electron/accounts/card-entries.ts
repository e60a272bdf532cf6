import type { Actor, AuditAction } from '../../shared/audit'
import type { CardView } from '../../shared/card'
import type { NewAuditEntry } from '../ledger/audit'

/**
 * The audit entry of a card: which it is and whose, by their number; nothing by which it could be charged, and nothing of
 * how the customer is reached.
 * @param at ms since 1970 UTC
 */
export function cardEntry(
  { id, provider, brand, lastFour, customerNumber }: CardView,
  accountId: string,
  action: AuditAction,
  at: number,
  actor: Actor,
  more: NewAuditEntry['facts'] = {}
): NewAuditEntry {
  const facts = { provider, brand, lastFour, customerNumber, ...more }
  return { at, ...actor, accountId, action, subject: id, facts }
}
