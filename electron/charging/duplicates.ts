import type { ChargeRow } from '../../shared/charge'
import type { Charges, Repetition } from '../ledger/charges'

const hour = 3_600_000

/**
 * An earlier charge that this one may repeat by mistake: same card, amount and currency within the window.
 * @param windowHours the setting; 0 turns the question off
 */
export async function findDuplicate(
  charges: Charges,
  charge: Repetition,
  windowHours: number,
  now: number
): Promise<ChargeRow | null> {
  if (windowHours === 0) return null
  return charges.recentSimilar(charge, now - windowHours * hour)
}
