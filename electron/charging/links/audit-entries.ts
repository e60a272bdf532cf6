import type { Actor, AuditAction } from '../../../shared/audit'
import type { NewAuditEntry } from '../../ledger/audit'
import type { LinkRecord } from '../../ledger/link-record'

/**
 * The audit entry of a link: what it is about, where it stands. Its address is left out: whoever has it can pay.
 * @param at ms since 1970 UTC
 */
export function linkEntry(
  link: LinkRecord,
  action: AuditAction,
  at: number,
  actor: Actor,
  more: NewAuditEntry['facts'] = {}
): NewAuditEntry {
  return {
    at,
    ...actor,
    accountId: link.accountId,
    action,
    subject: link.merchantReference,
    facts: {
      linkId: link.id,
      kind: link.kind,
      state: link.state,
      amount: link.amount,
      currency: link.currency,
      cardId: link.cardId,
      chargeId: link.chargeId,
      transactionId: link.transactionId,
      transactionStatus: link.transactionStatus,
      ...more
    }
  }
}
