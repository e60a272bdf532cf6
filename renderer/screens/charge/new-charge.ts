import { useNavigation } from '../../stores/navigation'
import { chargeStore } from './use-charge'

/** Shows an empty charge form, whatever was in it; while a charge is in flight, that one. */
export function beginNewCharge(): void {
  chargeStore.getState().newForm()
  useNavigation.getState().go({ name: 'charge' })
}

/** Shows an empty form for a payment link, whatever was in it; while something is in flight, that. */
export function beginNewLink(): void {
  chargeStore.getState().newForm('link')
  useNavigation.getState().go({ name: 'charge' })
}
