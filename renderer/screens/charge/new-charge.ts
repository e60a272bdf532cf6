import { useNavigation } from '../../stores/navigation'
import { chargeStore } from './use-charge'

/** Shows an empty charge form, whatever was in it; while a charge is in flight, that one. */
export function beginNewCharge(): void {
  chargeStore.getState().newCharge()
  useNavigation.getState().go({ name: 'charge' })
}
