import type { ChargePayouts, PayoutPeriod, PayoutsView } from '../../shared/payout'
import type { Dintero, Failed, FailureReason, Settlement } from '../dintero/dintero'
import { failureError } from '../dintero/failure-error'
import type { WalkEnd } from '../dintero/walk-pages'
import type { SettlementsEnd } from './settlement-walk'

const day = 24 * 3_600_000
/** What a payout is made of happened at its times; they may be whole days, and clocks drift. */
const margin = 2 * day
/** A payout that does not say when its first payment was: so far back at most. */
const longestBefore = 60 * day

/** How reading ended, in the words of the page. */
export function endOf(end: SettlementsEnd | WalkEnd): Pick<PayoutsView['payouts'], 'end' | 'problem'> {
  if (typeof end === 'object') return { end: 'failed', problem: failureError(end).toAppError() }
  switch (end) {
    case 'end':
    case 'stopped':
    case 'too_many':
    case 'too_long':
    case 'repeats':
      return { end, problem: null }
    case 'cancelled':
      return { end: 'stopped', problem: null }
    case 'not_found':
      return {
        end: 'failed',
        problem: failureError(lookupFailed('server', 'HTTP 404 for the list')).toAppError()
      }
    default:
      return { end: 'failed', problem: failureError(lookupFailed(end, '')).toAppError() }
  }
}

function lookupFailed(reason: FailureReason, message: string): Failed {
  return { kind: 'failed', reason, message, retryAfter: null }
}

/**
 * Whether the client may not read payouts. Which status says so is not documented: a 403 does, and a 401 does where the
 * credentials are good.
 */
export async function isNotAllowed(dintero: Dintero, end: SettlementsEnd): Promise<boolean> {
  if (typeof end !== 'object') return false
  if (end.reason === 'forbidden') return true
  return end.reason === 'unauthorised' && (await dintero.proveCredentials()).kind === 'proved'
}

/** From when to when payments of these payouts were captured or given back. @param until for all; null for its own times */
export function timesOf(
  settlements: readonly Settlement[],
  period: PayoutPeriod,
  until: number | null
): { readonly from: number; readonly to: number } {
  const settled = (each: Settlement): number => each.settledAt ?? period.to
  const starts = settlements.map((each) => each.startAt ?? settled(each) - longestBefore)
  const ends = settlements.map((each) => each.endAt ?? settled(each))
  return {
    from:
      starts.reduce((one, other) => Math.min(one, other), until === null ? Infinity : period.from) - margin,
    to: ends.reduce((one, other) => Math.max(one, other), until ?? -Infinity) + margin
  }
}

/** The days of payouts, asked one by one; what cannot be read is not known. */
export async function datesOf(
  dintero: Dintero,
  payoutIds: ReadonlySet<string>
): Promise<{ readonly known: ReadonlyMap<string, Settlement>; readonly dates: ChargePayouts['dates'] }> {
  const known = new Map<string, Settlement>()
  for (const id of payoutIds) {
    const page = await dintero.pageOfSettlements({ id }, null)
    if (page.kind === 'failed') {
      const isForbidden = await isNotAllowed(dintero, page)
      return { known, dates: isForbidden ? 'not_allowed' : 'failed' }
    }
    // A filter that was not heeded brings others, which are none of this charge's.
    const settlement = page.kind === 'found' && page.value.settlements.find((each) => each.id === id)
    if (settlement) known.set(id, settlement)
  }
  return { known, dates: known.size === payoutIds.size ? 'known' : 'failed' }
}
