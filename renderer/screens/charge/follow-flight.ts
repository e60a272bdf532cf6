import type { ChargeDetail } from '../../../shared/charge'
import type { Api } from '../../../shared/ipc'

export type FlightCalls = Pick<Api, 'currentFlight' | 'getCharge'>

/** How often main is asked about a charge in flight that this page has not sent itself, ms; events come sooner. */
export const followEvery = 500

/** The charge, once its request is no longer on its way; null while it is, and while that cannot be learned. */
export async function landed(api: FlightCalls, chargeId: string): Promise<ChargeDetail | null> {
  const flying = await api.currentFlight()
  if (!flying.ok || flying.value?.id === chargeId) return null
  const answer = await api.getCharge({ chargeId })
  return answer.ok ? answer.value : null
}
