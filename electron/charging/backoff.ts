import type { ChargeState } from '../../shared/charge'
import type { Standing } from '../../shared/standing'
import type { ChargeRecord } from '../ledger/charge-record'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/**
 * When a charge nobody knows the end of is asked about: soon, because most lost answers are there at the first look, then ever
 * less often. Dintero itself suggests hourly and daily polling for ON_HOLD (docs/dintero.md 8).
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
const patient = day

/** An automatic capture is tried for up to 48 hours (docs/dintero.md 3.4); later nothing more will come of it. */
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

/**
 * When a charge that has ended is looked at again, ms after it was sent or ended. Dintero may correct itself within
 * minutes or by the next day; money that was taken may go back for weeks; a reservation lapses after about 30 days
 * (docs/dintero.md 5.4), until when somebody may capture or void it in Backoffice.
 */
const laterLooks: Readonly<Record<Standing, readonly number[]>> = {
  intent: [],
  sent: [],
  pending: [],
  unknown: [],
  not_sent: [],
  declined: [10 * minute, day],
  refused: [10 * minute, day],
  closed: daily(30),
  charged_after_all: daily(7),
  held: daily(40),
  partly_captured: [day, 7 * day, 30 * day],
  captured: [day, 7 * day, 30 * day],
  partly_refunded: [day, 7 * day, 30 * day],
  partly_captured_refunded: [day, 7 * day, 30 * day],
  refunded: [],
  voided: [],
  failed_after_all: daily(7),
  undecided_again: daily(30),
  unforeseen: daily(30)
}

function daily(days: number): number[] {
  return Array.from({ length: days }, (_, index) => (index + 1) * day)
}

/**
 * When a charge that has ended is to be asked about next.
 * @param ended when it ended, ms since 1970 UTC, as are `now` and the result
 * @returns null when nothing more is expected to change
 */
export function nextLaterLook(standing: Standing, ended: number, now: number): number | null {
  const after = laterLooks[standing].find((ms) => ended + ms > now)
  return after === undefined ? null : ended + after
}

/** Lists of transactions may lag behind a charge, so nothing found counts only when it was found missing ... */
export const emptyLookupsBeforeResend = 3
/** ... that many times over at least this long, ms: longer than the 90 s a request may still be on its way. */
export const emptySpanBeforeResend = 2 * minute
/** A person may close what has been missing for so long, ms. */
export const emptySpanBeforeClosing = day

type Missing = Pick<ChargeRecord, 'emptyLookups' | 'firstEmptyAt'>

/** Whether lookups have found nothing often and long enough that the same reference may be sent again. */
export function isFoundMissing(charge: Missing, now: number): boolean {
  return isMissingFor(charge, emptySpanBeforeResend, now)
}

/** Whether a charge nobody knows the end of may be closed by a person: Dintero has shown no trace of it for a day. */
export function isClosable(charge: Missing & { readonly state: ChargeState }, now: number): boolean {
  return charge.state === 'unknown' && isMissingFor(charge, emptySpanBeforeClosing, now)
}

function isMissingFor({ emptyLookups, firstEmptyAt }: Missing, span: number, now: number): boolean {
  if (firstEmptyAt === null) return false
  return emptyLookups >= emptyLookupsBeforeResend && now - firstEmptyAt >= span
}
