import { useCallback } from 'react'
import type { ChargeFilter, ChargeSums } from '../../../shared/charge'
import { api } from '../../api'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLoad } from '../../hooks/use-load'
import { useRested } from '../../hooks/use-rested'

/** What a filter comes to, kept up to date; null until it is known, and while it could not be read. */
export function useChargeSums(filter: ChargeFilter): ChargeSums | null {
  const { value, error, reload } = useLoad(useCallback(() => api.sumCharges(filter), [filter]))
  useApiEvent('chargesChanged', useRested(reload))
  return error ? null : value
}
