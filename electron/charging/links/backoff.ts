import { mayBePaid } from '../../../shared/link-state'
import { knownStatus, standingOf } from '../../../shared/standing'
import type { LinkRecord } from '../../ledger/link-record'
import { nextLaterLook, nextLookup } from '../backoff'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** So many links at once are asked about as often as one; of more, each waits its share longer. */
const fewAtOnce = 20

type Followed = Pick<
  LinkRecord,
  | 'state'
  | 'sms'
  | 'changedAt'
  | 'createdAt'
  | 'openedAt'
  | 'transactionStatus'
  | 'amount'
  | 'captured'
  | 'lookups'
>

/**
 * When Dintero is to be asked next about a link; null when nothing is left to learn.
 * @param now ms since 1970 UTC, as is the result
 * @param open how many links are followed
 */
export function linkLookupAfter(link: Followed, now: number, open: number): number | null {
  const { state, lookups } = link
  if (state === 'not_made') return null
  if (state === 'asking' || state === 'pending') return nextLookup(lookups, now)
  if (state === 'lost') return now - link.changedAt > 40 * day ? null : nextLookup(lookups, now)
  if (mayBePaid(link)) return now + Math.min(day, openWait(link, now) * Math.max(1, open / fewAtOnce))
  if (state === 'paid') return nextLaterLook(standingOfPaid(link), link.changedAt, now)
  return nextLaterLook('declined', link.changedAt, now)
}

/** While the customer may be paying, every few seconds; then now and then. ms */
function openWait({ openedAt, changedAt }: Followed, now: number): number {
  if (openedAt !== null && now - openedAt < 15 * minute) return 5 * second
  const age = now - changedAt
  if (age < 10 * minute) return 10 * second
  return age < 2 * hour ? 2 * minute : age < day ? 15 * minute : 2 * hour
}

function standingOfPaid({ transactionStatus, amount, captured }: Followed): ReturnType<typeof standingOf> {
  return knownStatus(transactionStatus) === null
    ? 'unforeseen'
    : standingOf({ state: 'succeeded', transactionStatus, amount, captured })
}
