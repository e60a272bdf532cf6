import type { ChargeFace } from '../../../shared/charge'
import type { HeldPayment } from '../../../shared/transaction-detail'

/** How a payment that waits to be captured stands; words under `payment:held.state.<standing>`. */
export type HeldStanding = 'capture' | 'void' | 'refund' | 'due' | 'lapsed' | 'soon' | 'part' | 'held'

/** So long before it usually lapses a reservation is said to do so soon, ms. */
const soon = 2 * 86_400_000

/** What is under way comes before what may happen by itself, and that before how far it has come. @param now ms since 1970 UTC */
export function heldStanding(
  {
    underWay,
    captureDue,
    lapsesAt,
    captured
  }: Pick<HeldPayment, 'underWay' | 'captureDue' | 'lapsesAt' | 'captured'>,
  now: number
): HeldStanding {
  if (underWay !== null) return underWay
  if (captureDue) return 'due'
  if (lapsesAt <= now) return 'lapsed'
  if (lapsesAt - now <= soon) return 'soon'
  return captured === 0 ? 'held' : 'part'
}

/** What a person should look at now stands out. */
export const faceOfHeld: Readonly<Record<HeldStanding, ChargeFace>> = {
  capture: 'sent',
  void: 'sent',
  refund: 'sent',
  due: 'sent',
  lapsed: 'declined',
  soon: 'unknown',
  part: 'succeeded',
  held: 'succeeded'
}
