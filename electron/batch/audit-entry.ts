import type { Actor, AuditAction } from '../../shared/audit'
import type { NewAuditEntry } from '../ledger/audit'
import type { BatchRecord } from '../ledger/batches'

/** The audit entry of a batch: which one, how much it is about, where it stands. @param at ms since 1970 UTC */
export function batchEntry(
  batch: BatchRecord,
  action: AuditAction,
  at: number,
  actor: Actor,
  more: NewAuditEntry['facts'] = {}
): NewAuditEntry {
  const sums = batch.sums.map(({ currency, amount }) => `${amount} ${currency}`).join(', ')
  return {
    at,
    ...actor,
    accountId: batch.accountId,
    action,
    subject: batch.name,
    facts: {
      batchId: batch.id,
      state: batch.state,
      charges: batch.charges,
      sums,
      fileName: batch.fileName,
      fileHash: batch.fileHash,
      planHash: batch.planHash,
      ...more
    }
  }
}
