import { useCallback, useEffect, useRef } from 'react'
import type { ChargeFilter, ChargeSums } from '../../../shared/charge'
import { api } from '../../api'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLoad } from '../../hooks/use-load'

/** How long the totals rest between two readings while charges keep coming, ms. */
const refreshEvery = 1_000

/** What a filter comes to, kept up to date; null until it is known, and while it could not be read. */
export function useChargeSums(filter: ChargeFilter): ChargeSums | null {
  const { value, error, reload } = useLoad(useCallback(() => api.sumCharges(filter), [filter]))
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useApiEvent('chargesChanged', () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      reload()
    }, refreshEvery)
  })
  return error ? null : value
}
