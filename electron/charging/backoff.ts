import type { ChargeRecord } from '../ledger/charge-record'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/**
 * When an unsettled charge is asked about: soon, because most lost answers are there at the first look, then ever
 * less often. Dintero itself suggests hourly and daily polling for ON_HOLD (dintero-api 8).
 */
const steps: readonly number[] = [
  5 * second,
  15 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  6 * hour
]
const patient = 24 * hour

/** An automatic capture is tried for up to 48 hours (dintero-api 3.4); later nothing more will come of it. */
export const captureWindow = 48 * hour

/** A 429 without a time: long enough to let a burst pass, short enough for a person to wait. */
export const defaultWait = 30 * second

/**
 * When to ask next.
 * @param lookups how many times Dintero has been asked since the request was last sent
 * @param now ms since 1970 UTC, as is the result
 */
export function nextLookup(lookups: number, now: number): number {
  return now + (steps[lookups] ?? patient)
}

/** Lists of transactions may lag behind a charge, so nothing found counts only when it was found missing ... */
export const emptyLookupsBeforeResend = 3
/** ... that many times over at least this long, ms: longer than the 90 s a request may still be on its way. */
export const emptySpanBeforeResend = 2 * minute

/** Whether lookups have found nothing often and long enough that the same reference may be sent again. */
export function isFoundMissing(
  charge: Pick<ChargeRecord, 'emptyLookups' | 'firstEmptyAt'>,
  now: number
): boolean {
  if (charge.firstEmptyAt === null) return false
  return charge.emptyLookups >= emptyLookupsBeforeResend && now - charge.firstEmptyAt >= emptySpanBeforeResend
}
