import { isModificationOpen } from '../../../shared/modification'
import type { ModificationClaim } from '../../../shared/modification-outcome'
import type { ModificationRecord } from '../../ledger/modification-record'

/**
 * By what a modification's event is known at Dintero.
 * @param skewNow Dintero's clock minus this desk's as last seen, ms, for one that was sent before it was ever seen
 */
export function modificationClaimOf(
  modification: ModificationRecord,
  skewNow: number | null
): ModificationClaim {
  const { accountId, transactionId, kind, amount, currency } = modification
  const { reference, eventRequestId, eventId } = modification
  const skew = modification.clockSkew ?? skewNow
  return {
    accountId,
    transactionId,
    kind,
    amount,
    currency,
    reference,
    eventRequestId,
    eventId,
    sentAt: skew === null ? null : modification.createdAt + skew,
    isOver: !isModificationOpen(modification.state)
  }
}
