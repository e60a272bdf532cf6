import type { ModificationDetail } from '../../../shared/modification'
import type { LedgerTables } from '../../ledger/ledger'
import { modificationRowOf, type ModificationRecord } from '../../ledger/modification-record'
import { isModificationClosable } from './backoff'

/** What the ledger does not hold. */
interface Moment {
  readonly inFlight: boolean
  /** More is known of it than the disk would take. */
  readonly unwritten: boolean
  /** ms since 1970 UTC */
  readonly now: number
}

/** Everything the page may know of one capture, void or refund. */
export async function modificationDetailOf(
  { alarms, modifications }: Pick<LedgerTables, 'alarms' | 'modifications'>,
  modification: ModificationRecord,
  { inFlight, unwritten, now }: Moment
): Promise<ModificationDetail> {
  const { id, closedBy, closedReason } = modification
  return {
    ...modificationRowOf(modification, !inFlight && isModificationClosable(modification, now)),
    reference: modification.reference,
    repeatReason: modification.repeatReason,
    seen: modification.seen,
    closed: closedBy === null ? null : { by: closedBy, reason: closedReason ?? '' },
    alarms: await alarms.of('modification', id),
    timeline: await modifications.timeline(id),
    emptyLookups: modification.emptyLookups,
    inFlight,
    // While the request is on its way, its answer is being written; only then has the disk refused it.
    answerUnwritten: modification.state === 'sent' && unwritten && !inFlight
  }
}
