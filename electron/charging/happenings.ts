import type { ChargeState } from '../../shared/charge'
import type { Outcome } from '../../shared/outcome'
import { standingOf } from '../../shared/standing'
import { sumsAfter } from '../../shared/transaction-money'
import type { ChargeFacts, ChargeRecord } from '../ledger/charge-record'
import type { Happening } from '../ledger/charges'
import { captureWindow, defaultWait, nextLaterLook, nextLookup } from './backoff'
import type { Answered } from './look-up'

/** States in which Dintero's decision is in; what comes later changes the transaction's status only. */
export function isDecided(state: ChargeState): boolean {
  return state === 'succeeded' || state === 'declined' || state === 'refused'
}

/**
 * What the ledger writes about a charge once Dintero's answer to its request has been judged.
 * Pure: the same charge, outcome and time always give the same happening.
 */
export function answeredHappening(charge: ChargeRecord, outcome: Outcome, now: number): Happening {
  const state = stateOf(charge, outcome)
  return {
    at: now,
    kind: 'answered',
    note: outcome.note,
    state,
    facts: {
      ...factsOf(charge, outcome, state, charge.lookups, now),
      found: outcome.found === null ? charge.found : [outcome.found],
      resendNotBefore: outcome.mustWait ? now + (outcome.retryAfter ?? defaultWait) : null
    }
  }
}

/** What the ledger writes about a charge once Dintero was asked what became of it. Pure, as `answeredHappening`. */
export function foundHappening(charge: ChargeRecord, finding: Answered, now: number): Happening {
  const { outcome } = finding
  if (isDecided(charge.state)) return laterStatus(charge, finding, now)
  if (outcome === null) return emptyHappening(charge, finding, now)
  const state = stateOf(charge, outcome)
  const lookups = charge.lookups + 1
  return {
    at: now,
    kind: isDecided(state) ? 'decided' : state === charge.state ? 'asked' : 'status_changed',
    note: outcome.note,
    state,
    facts: {
      ...factsOf(charge, outcome, state, lookups, now),
      found: finding.others,
      emptyLookups: 0,
      firstEmptyAt: null,
      resendNotBefore: null
    }
  }
}

function factsOf(
  charge: ChargeRecord,
  outcome: Outcome,
  state: ChargeState,
  lookups: number,
  now: number
): Partial<ChargeFacts> {
  const transactionStatus = outcome.transactionStatus ?? charge.transactionStatus
  return {
    sessionId: outcome.sessionId ?? charge.sessionId,
    transactionId: outcome.transactionId ?? charge.transactionId,
    transactionStatus,
    decline: state === 'declined' ? outcome.decline : null,
    problem: state === 'succeeded' || state === 'declined' ? null : outcome.note,
    ...(outcome.transactionStatus !== null && sumsAfter(charge, outcome)),
    lookups,
    nextLookupAt: lookupAfter({ ...charge, state, transactionStatus, changedAt: now, lookups }, now)
  }
}

/**
 * An answer about a later request says nothing about an earlier one that nobody knows the fate of, unless it is
 * Dintero's decision under the same reference.
 */
function stateOf(charge: ChargeRecord, outcome: Outcome): Outcome['state'] {
  const { state } = outcome
  const undecided = state === 'not_sent' || state === 'refused'
  if (undecided && (charge.doubtful || charge.state === 'unknown' || charge.state === 'pending'))
    return 'unknown'
  if (state === 'declined' && outcome.decline === null) return 'unknown'
  const named = outcome.transactionId !== null && outcome.transactionStatus !== null
  if (state === 'succeeded' && !named) return 'unknown'
  return state
}

/** What Dintero says later about a charge that has ended: its status is told, what was decided stays. */
function laterStatus(charge: ChargeRecord, { outcome, others }: Answered, now: number): Happening {
  const transactionStatus = outcome?.transactionStatus ?? charge.transactionStatus
  const lookups = charge.lookups + 1
  const nextLookupAt = lookupAfter({ ...charge, transactionStatus, lookups }, now)
  return {
    at: now,
    kind: transactionStatus === charge.transactionStatus ? 'asked' : 'status_changed',
    note: outcome?.note ?? 'nothing more is known',
    facts: {
      transactionStatus,
      ...(outcome !== null && outcome.transactionStatus !== null && sumsAfter(charge, outcome)),
      lookups,
      nextLookupAt,
      found: others
    }
  }
}

/** Dintero answered that it has nothing of this charge; one that seemed pending is then unknown. */
function emptyHappening(charge: ChargeRecord, { note, others }: Answered, now: number): Happening {
  const lookups = charge.lookups + 1
  const state = charge.state === 'not_sent' || charge.state === 'closed' ? charge.state : 'unknown'
  const isNew = others.length > 0 && JSON.stringify(others) !== JSON.stringify(charge.found)
  return {
    at: now,
    kind: isNew ? 'found_other' : 'asked',
    note,
    state,
    facts: {
      lookups,
      found: others,
      emptyLookups: charge.emptyLookups + 1,
      // A first time that lies ahead was told by a clock that has been set back since: counted from now on.
      firstEmptyAt: Math.min(charge.firstEmptyAt ?? now, now),
      nextLookupAt: lookupAfter({ ...charge, state, lookups }, now)
    }
  }
}

/** What says where a charge stands. */
type Standing = 'state' | 'transactionStatus' | 'amount' | 'captured'

type Followed = Pick<
  ChargeRecord,
  Standing | 'autoCapture' | 'sentAt' | 'createdAt' | 'changedAt' | 'lookups'
>

/** When Dintero is to be asked next about a charge; null when nothing is left to learn. */
export function lookupAfter(charge: Followed, now: number): number | null {
  const { state, lookups } = charge
  if (state === 'pending' || state === 'unknown') return nextLookup(lookups, now)
  if (isCaptureDue(charge, now)) return nextLookup(lookups, now)
  return nextLaterLook(standingOf(charge), charge.changedAt, now)
}

type Capturing = Pick<ChargeRecord, Standing | 'autoCapture' | 'sentAt' | 'createdAt'>

/** Whether Dintero is still expected to capture by itself. */
export function isCaptureDue(charge: Capturing, now: number): boolean {
  return awaitsCapture(charge) && now - (charge.sentAt ?? charge.createdAt) < captureWindow
}

/** Whether Dintero has had its 48 hours and the money is only held. */
export function isCaptureOverdue(charge: Capturing, now: number): boolean {
  return awaitsCapture(charge) && !isCaptureDue(charge, now)
}

function awaitsCapture(charge: Capturing): boolean {
  return charge.autoCapture && standingOf(charge) === 'held'
}
