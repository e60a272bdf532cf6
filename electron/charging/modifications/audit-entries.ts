import type { Actor, AuditAction } from '../../../shared/audit'
import type { NewAuditEntry } from '../../ledger/audit'
import type { ModificationRecord } from '../../ledger/modification-record'

/**
 * The audit entry of a capture, void or refund: what it is about, where it stands.
 * @param at ms since 1970 UTC
 */
export function modificationEntry(
  modification: ModificationRecord,
  action: AuditAction,
  at: number,
  actor: Actor,
  more: NewAuditEntry['facts'] = {}
): NewAuditEntry {
  const { merchantReference, transactionId } = modification
  return {
    at,
    ...actor,
    accountId: modification.accountId,
    action,
    subject: merchantReference === '' ? transactionId : merchantReference,
    facts: {
      modificationId: modification.id,
      kind: modification.kind,
      state: modification.state,
      amount: modification.amount,
      currency: modification.currency,
      transactionId,
      chargeId: modification.chargeId,
      linkId: modification.linkId,
      reference: modification.reference,
      transactionStatus: modification.transactionStatus,
      ...more
    }
  }
}
