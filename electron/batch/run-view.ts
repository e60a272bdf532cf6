import type { BatchCount } from '../../shared/batch'
import type { RunView } from '../../shared/batch-view'
import type { BatchRecord } from '../ledger/batches'
import type { BatchRun } from './batch-run'
import type { Outcomes } from './drafts/released-rows'

/**
 * A released batch as the page sees it.
 * @param outcomes rows that were not charged when their turn came, and why others were declined
 * @param run what charges it here now; null when nothing does
 */
export function runViewOf(
  batch: BatchRecord,
  counts: readonly BatchCount[],
  outcomes: Outcomes,
  run: BatchRun | null
): Omit<RunView, 'start'> {
  return {
    state: batch.state,
    reason: batch.reason,
    details: batch.details,
    charges: batch.charges,
    sums: [...batch.sums],
    counts: [...counts],
    setAside: outcomes.setAside ?? surelySetAside(batch, counts),
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

/** Of a batch whose own file is lost: when it is done every row was charged or set aside; until then nobody can say. */
function surelySetAside({ state, charges }: BatchRecord, counts: readonly BatchCount[]): number {
  return state === 'done' ? charges - counts.reduce((sum, each) => sum + each.charges, 0) : 0
}
