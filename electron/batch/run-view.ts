import type { BatchCount } from '../../shared/batch'
import type { RunView } from '../../shared/batch-view'
import type { BatchRecord } from '../ledger/batches'
import type { BatchRun } from './batch-run'

/**
 * A released batch as the page sees it.
 * @param outcomes rows that were not charged when their turn came, and why others were declined
 * @param run what charges it here now; null when nothing does
 */
export function runViewOf(
  batch: BatchRecord,
  counts: readonly BatchCount[],
  outcomes: Pick<RunView, 'setAside' | 'declines'>,
  run: BatchRun | null
): Omit<RunView, 'start'> {
  return {
    state: batch.state,
    reason: batch.reason,
    details: batch.details,
    charges: batch.charges,
    sums: [...batch.sums],
    counts: [...counts],
    setAside: outcomes.setAside,
    declines: [...outcomes.declines],
    importedBy: batch.importedBy,
    releasedBy: batch.releasedBy,
    approvedBy: batch.approvedBy,
    lookedAtBy: batch.lookedAtBy,
    releasedAt: batch.releasedAt,
    startsAt: batch.startsAt,
    endedAt: batch.endedAt,
    firstCharges: batch.firstCharges,
    pace: batch.pace,
    inFlight: run?.flying ?? 0,
    waitsUntil: run?.waitsUntil ?? null,
    perSecond: run?.perSecond ?? null,
    runsHere: run !== null
  }
}
