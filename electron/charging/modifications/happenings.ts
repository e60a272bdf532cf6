import type { ModificationState } from '../../../shared/modification'
import { isModificationOpen, modificationMoves } from '../../../shared/modification'
import { outcomeOf, type ModificationOutcome, type Trace } from '../../../shared/modification-outcome'
import type { Transaction } from '../../../shared/transaction'
import type { AlarmKind } from '../../../shared/alarm'
import { nextLookup } from '../backoff'
import type { ModificationFacts, ModificationRecord } from '../../ledger/modification-record'
import type { ModificationHappening } from '../../ledger/modifications'
import { isWithoutTrace, modificationLookupAfter } from './backoff'

/** What was found of a modification when its transaction was read. */
export interface Found {
  readonly trace: Trace
  /** Null when Dintero has no such transaction. */
  readonly transaction: Transaction | null
}

/**
 * What the ledger writes once Dintero's answer has been judged. Pure: the same modification, outcome and time always give
 * the same happening.
 * @returns null where more is known already than the answer says
 */
export function answeredModification(
  before: ModificationRecord,
  outcome: ModificationOutcome,
  now: number
): ModificationHappening | null {
  // An answer about a request that nobody knew the fate of: that it did not arrive is not said by it any more.
  const isTooLate = before.doubtful && (outcome.state === 'refused' || outcome.state === 'not_sent')
  const state = isTooLate ? 'unknown' : outcome.state
  if (state !== before.state && !modificationMoves[before.state].includes(state)) return null
  const { eventRequestId, eventId, transactionStatus, declineReason } = outcome
  return happening(before, state, 'answered', outcome.note, now, {
    eventRequestId: eventRequestId ?? before.eventRequestId,
    eventId: before.eventId ?? eventId,
    transactionStatus: transactionStatus ?? before.transactionStatus,
    declineReason: state === 'failed' ? declineReason : null
  })
}

/** What the ledger writes once the transaction was read. Pure. */
export function foundModification(
  before: ModificationRecord,
  found: Found,
  now: number
): ModificationHappening {
  const { trace, transaction } = found
  const lookups = before.lookups + 1
  if (trace.kind === 'none' || transaction === null) return nothingFound(before, trace.note, transaction, now)
  const outcome = outcomeOf(trace, transaction)
  const state = stateAfter(before, outcome.state)
  const isNew = state !== before.state
  return happening(
    before,
    state,
    isNew && !isModificationOpen(state) ? 'decided' : 'asked',
    outcome.note,
    now,
    {
      eventRequestId: before.eventRequestId ?? outcome.eventRequestId,
      eventId: before.eventId ?? outcome.eventId,
      transactionStatus: outcome.transactionStatus,
      declineReason: state === 'failed' ? (outcome.declineReason ?? before.declineReason) : null,
      lookups,
      emptyLookups: 0,
      firstEmptyAt: null,
      // Taken in after all: it may yet be done.
      ...(outcome.state === 'pending' && { nextLookupAt: nextLookup(lookups, now) })
    }
  )
}

/** What was found against what Trekk has said of it; null for no contradiction. */
export function contradictionIn(before: ModificationRecord, { trace }: Found): AlarmKind[] {
  const { state } = before
  const wasNotDone = state === 'failed' || state === 'refused' || state === 'not_sent' || state === 'closed'
  if (trace.kind === 'failed') return state === 'succeeded' ? ['modification_undone'] : []
  if (trace.kind !== 'done') return []
  return [
    ...(wasNotDone ? (['modification_after_all'] as const) : []),
    ...(trace.isOtherAmount ? (['other_amount'] as const) : [])
  ]
}

/** What a crash, or the end of the program, left of a request that was sent: from here on only Dintero knows. */
export function lostModification(now: number): ModificationHappening {
  const note = 'stopped before the answer was written'
  const facts = { problem: note, nextLookupAt: now }
  return { at: now, kind: 'recovered', note, state: 'unknown', facts }
}

/** What a named person leaves who closes one of which nothing was ever seen. */
export function closedModification(
  before: ModificationRecord,
  by: string,
  reason: string,
  now: number
): ModificationHappening {
  return happening(before, 'closed', 'closed', '', now, {
    problem: before.problem,
    closedBy: by,
    closedReason: reason
  })
}

/** The transaction shows nothing that is surely its own. One that was taken in and leaves no trace for long is unknown. */
function nothingFound(
  before: ModificationRecord,
  note: string,
  transaction: Transaction | null,
  now: number
): ModificationHappening {
  const read = {
    transactionStatus: transaction?.status ?? before.transactionStatus,
    lookups: before.lookups + 1
  }
  // Of one that has ended, silence says nothing new.
  if (!isModificationOpen(before.state))
    return happening(before, before.state, 'asked', note, now, { ...read, problem: before.problem })
  const counted = {
    emptyLookups: before.emptyLookups + 1,
    // A first time that lies ahead was told by a clock that has been set back since: counted from now on.
    firstEmptyAt: Math.min(before.firstEmptyAt ?? now, now)
  }
  const isLost = before.state === 'pending' && isWithoutTrace(counted, now)
  return happening(before, isLost ? 'unknown' : before.state, 'asked', note, now, {
    ...counted,
    ...read
  })
}

/** Where a trace leads: what is not a move says nothing new. */
function stateAfter({ state }: ModificationRecord, found: ModificationState): ModificationState {
  // That it failed is what was said of it already, in other words.
  if (found === 'failed' && (state === 'refused' || state === 'not_sent' || state === 'closed')) return state
  return modificationMoves[state].includes(found) ? found : state
}

function happening(
  before: ModificationRecord,
  state: ModificationState,
  kind: ModificationHappening['kind'],
  note: string,
  now: number,
  facts: Partial<ModificationFacts>
): ModificationHappening {
  const changedAt = state === before.state ? before.changedAt : now
  const lookups = facts.lookups ?? before.lookups
  return {
    at: now,
    kind,
    note,
    state,
    facts: {
      problem: state === 'succeeded' ? null : note,
      nextLookupAt: modificationLookupAfter({ state, lookups, changedAt }, now),
      ...facts
    }
  }
}
