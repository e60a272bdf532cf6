import { useStore } from 'zustand'
import { api } from '../../api'
import type { ChargeStore } from './charge-state'
import { createChargeStore } from './charge-store'

/** The one charge form of the window. */
export const chargeStore = createChargeStore(api)

/** Reads from the charge form and renders again when what was read changes. */
export function useCharge<T>(read: (state: ChargeStore) => T): T {
  return useStore(chargeStore, read)
}
