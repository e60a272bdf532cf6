import type { ChargeEvent, ChargeState } from '../../shared/charge'
import type { Outcome } from '../../shared/outcome'
import type { ChargeFacts, ChargeRecord } from '../ledger/charge-record'
import type { Happening } from '../ledger/charges'
import { captureWindow, defaultWait, nextLookup } from './backoff'

/** States in which Dintero's decision is in; what comes later changes the transaction's status only. */
export function isDecided(state: ChargeState): boolean {
  return state === 'succeeded' || state === 'declined' || state === 'refused'
}

/**
 * What the ledger writes about a charge once Dintero's answer, or what a lookup found, has been judged.
 * Pure: the same charge, outcome and time always give the same happening.
 * @param kind `answered` for the answer to the request itself, `settled` for what a lookup found
 */
export function happeningOf(
  charge: ChargeRecord,
  outcome: Outcome,
  kind: 'answered' | 'settled',
  now: number
): Happening {
  const lookups = kind === 'settled' ? charge.lookups + 1 : charge.lookups
  if (isDecided(charge.state)) return laterStatus(charge, outcome, lookups, now)
  const state = stateOf(charge, outcome)
  return {
    at: now,
    kind: eventOf(charge, state, kind),
    note: outcome.note,
    state,
    facts: {
      sessionId: outcome.sessionId ?? charge.sessionId,
      transactionId: isOwn(state, kind)
        ? (outcome.transactionId ?? charge.transactionId)
        : charge.transactionId,
      transactionStatus: isOwn(state, kind)
        ? (outcome.transactionStatus ?? charge.transactionStatus)
        : charge.transactionStatus,
      decline: state === 'declined' ? outcome.decline : null,
      problem: state === 'succeeded' || state === 'declined' ? null : outcome.note,
      lookups,
      ...(kind === 'settled' && { emptyLookups: 0, firstEmptyAt: null }),
      nextLookupAt: lookupAfter(charge, state, outcome.transactionStatus, lookups, now),
      resendNotBefore: outcome.next === 'wait' ? now + (outcome.retryAfter ?? defaultWait) : null
    }
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

/** What a lookup found about other money or another card is told in the note, never adopted as the charge's own. */
function isOwn(state: ChargeState, kind: 'answered' | 'settled'): boolean {
  return state !== 'unknown' || kind === 'answered'
}

function eventOf(
  charge: ChargeRecord,
  state: ChargeState,
  kind: 'answered' | 'settled'
): ChargeEvent['kind'] {
  if (kind === 'answered') return 'answered'
  if (isDecided(state)) return 'settled'
  return state === charge.state ? 'asked' : 'status_changed'
}

function laterStatus(charge: ChargeRecord, outcome: Outcome, lookups: number, now: number): Happening {
  const transactionStatus = outcome.transactionStatus ?? charge.transactionStatus
  const nextLookupAt = lookupAfter(charge, charge.state, transactionStatus, lookups, now)
  const kind = transactionStatus === charge.transactionStatus ? 'asked' : 'status_changed'
  return {
    at: now,
    kind,
    note: outcome.note,
    facts: { transactionStatus, lookups, nextLookupAt }
  }
}

/** When Dintero is to be asked next; null when nothing is left to learn. */
export function lookupAfter(
  charge: Pick<ChargeRecord, 'autoCapture' | 'sentAt' | 'createdAt'>,
  state: ChargeState,
  transactionStatus: string | null,
  lookups: number,
  now: number
): number | null {
  if (state === 'pending' || state === 'unknown') return nextLookup(lookups, now)
  const captureDue = state === 'succeeded' && charge.autoCapture && transactionStatus === 'AUTHORIZED'
  if (!captureDue || now - (charge.sentAt ?? charge.createdAt) >= captureWindow) return null
  return nextLookup(lookups, now)
}

/** What the ledger writes when Dintero answered that it has nothing; a charge that seemed pending is then unknown. */
export function emptyHappening(charge: ChargeRecord, note: string, now: number): Happening {
  const lookups = charge.lookups + 1
  const facts: Partial<ChargeFacts> = {
    lookups,
    emptyLookups: charge.emptyLookups + 1,
    firstEmptyAt: charge.firstEmptyAt ?? now,
    nextLookupAt: nextLookup(lookups, now)
  }
  if (isDecided(charge.state)) return { at: now, kind: 'asked', note, facts: { lookups, nextLookupAt: null } }
  return { at: now, kind: 'asked', note, state: 'unknown', facts }
}
