import type { Limits } from '../../shared/account'
import { TrekkError } from '../../shared/result'
import type { Charges } from '../ledger/charges'

/** Midnight of the desk's own day, ms since 1970 UTC: a limit "per day" means the day staff work in. */
export function startOfDay(now: number): number {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime()
}

/**
 * Holds a charge against the account's limits.
 * @param counted minor units of the day's sum that are this very charge, which is in the ledger already
 * @throws TrekkError `over_limit` with `details.limit` (`charge` or `day`), `allowed` and, for a day, `charged`
 */
export async function checkLimits(
  charges: Charges,
  charge: { readonly accountId: string; readonly amount: number; readonly currency: string },
  limits: Limits,
  now: number,
  counted = 0
): Promise<void> {
  if (charge.amount > limits.perCharge) {
    throw new TrekkError('over_limit', 'the amount is above the limit of one charge', {
      details: { limit: 'charge', allowed: limits.perCharge, currency: charge.currency }
    })
  }
  const charged = (await charges.sumSince(charge.accountId, charge.currency, startOfDay(now))) - counted
  if (charged + charge.amount > limits.perDay) {
    throw new TrekkError('over_limit', 'the charge would pass the limit of the day', {
      details: { limit: 'day', allowed: limits.perDay, charged, currency: charge.currency }
    })
  }
}
