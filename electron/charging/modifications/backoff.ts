import type { ModificationRecord } from '../../ledger/modification-record'
import { nextLookup } from '../backoff'

const minute = 60_000
const day = 24 * 60 * minute

/** A capture, void or refund that left no trace in so many readings of the transaction ... */
const emptyLookupsBeforeClosing = 3
/** ... over at least this long, ms, may be closed by a person: far longer than the 90 s its request may be on its way. */
const emptySpanBeforeClosing = 15 * minute

/** When one that has ended is looked at again, ms after it ended: Dintero may correct itself within minutes or by the next day. */
const laterLooks: readonly number[] = [10 * minute, day]
/** One that a person closed is looked at for a week. */
const looksAfterClosing: readonly number[] = Array.from({ length: 7 }, (_, index) => (index + 1) * day)

type Missing = Pick<ModificationRecord, 'emptyLookups' | 'firstEmptyAt'>

/** Whether readings have found no trace of it often and long enough that nothing more is expected. @param now ms */
export function isWithoutTrace({ emptyLookups, firstEmptyAt }: Missing, now: number): boolean {
  if (firstEmptyAt === null) return false
  return emptyLookups >= emptyLookupsBeforeClosing && now - firstEmptyAt >= emptySpanBeforeClosing
}

/** Whether a named person may close it, having looked in Backoffice. */
export function isModificationClosable(
  modification: Missing & Pick<ModificationRecord, 'state'>,
  now: number
): boolean {
  return modification.state === 'unknown' && isWithoutTrace(modification, now)
}

/** When the transaction is to be read next for it, ms; null when nothing is left to learn. */
export function modificationLookupAfter(
  { state, lookups, changedAt }: Pick<ModificationRecord, 'state' | 'lookups' | 'changedAt'>,
  now: number
): number | null {
  if (state === 'sent' || state === 'pending' || state === 'unknown') return nextLookup(lookups, now)
  const looks = state === 'closed' ? looksAfterClosing : laterLooks
  const after = looks.find((ms) => changedAt + ms > now)
  return after === undefined ? null : changedAt + after
}
