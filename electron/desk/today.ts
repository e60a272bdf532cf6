import { TrekkError } from '../../shared/result'
import { daysShown, type TodayView } from '../../shared/today'
import type { Ledger } from '../ledger/ledger'

/**
 * What the desk has to know at a glance, of the account in use.
 * @param now ms since 1970 UTC
 * @throws TrekkError `no_account`; `storage_*`
 */
export async function readToday(ledger: Ledger, now: number): Promise<TodayView> {
  const accountId = await ledger.desk.activeAccount()
  if (accountId === null) throw new TrekkError('no_account', 'no account is in use')
  return ledger.reads.today(accountId, daysUntil(now), now)
}

/** When each of the last days began by this computer's clock, which may leave out or repeat an hour; today last. */
export function daysUntil(now: number): number[] {
  const today = new Date(now)
  return Array.from({ length: daysShown }, (_, index) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() - (daysShown - 1 - index)).getTime()
  )
}
