import type { Actor, AuditAction } from '../../shared/audit'
import type { NewAuditEntry } from '../ledger/audit'
import type { ChargeRecord } from '../ledger/charge-record'

type Facts = NewAuditEntry['facts']

/**
 * The audit entry of a charge: what it is about, where it stands; nothing that could move money.
 * @param at ms since 1970 UTC
 */
export function chargeEntry(
  charge: ChargeRecord,
  action: AuditAction,
  at: number,
  actor: Actor,
  more: Facts = {}
): NewAuditEntry {
  return {
    at,
    ...actor,
    accountId: charge.accountId,
    action,
    subject: charge.merchantReference,
    facts: {
      chargeId: charge.id,
      state: charge.state,
      amount: charge.amount,
      currency: charge.currency,
      cardId: charge.cardId,
      transactionId: charge.transactionId,
      transactionStatus: charge.transactionStatus,
      ...more
    }
  }
}
