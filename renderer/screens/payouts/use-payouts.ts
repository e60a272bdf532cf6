import { useCallback, useEffect, useRef } from 'react'
import type { PayoutPeriod, PayoutsView } from '../../../shared/payout'
import type { AppError } from '../../../shared/result'
import { api } from '../../api'
import { useAction } from '../../hooks/use-action'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLoad } from '../../hooks/use-load'

const day = 24 * 3_600_000
/** How far back is asked at first, days. */
export const usualDays = 30

/** What was asked of Dintero about payouts, and what can be asked. */
export interface Payouts {
  /** Null while nothing was asked yet. */
  readonly view: PayoutsView | null
  readonly error: AppError | null
  readonly isReading: boolean
  readonly read: (period: PayoutPeriod) => void
  /** @param payoutId null for all of them */
  readonly compare: (payoutId: string | null) => void
  readonly stop: () => void
}

/** The period that is asked for at first: a month, and what is dated ahead. @param now ms since 1970 UTC */
export function usualPeriod(now: number): PayoutPeriod {
  return { from: now - usualDays * day, to: now + day }
}

/** Follows what is read of payouts, and asks for the last month where nothing was asked yet. */
export function usePayouts(): Payouts {
  const { value, error, replace } = useLoad(api.getPayouts)
  const reading = useAction(api.readPayouts)
  const comparing = useAction(api.comparePayouts)
  const stopping = useAction(api.stopPayouts)
  useApiEvent('payoutsChanged', (view) => replace({ view }))

  const { run: runRead } = reading
  const { run: runCompare } = comparing
  const read = useCallback(
    (period: PayoutPeriod) => {
      void runRead(period).then((answer) => answer?.ok && replace({ view: answer.value }))
    },
    [runRead, replace]
  )
  const compare = useCallback(
    (payoutId: string | null) => {
      void runCompare({ payoutId }).then((answer) => answer?.ok && replace({ view: answer.value }))
    },
    [runCompare, replace]
  )
  const begun = useRef(false)
  useEffect(() => {
    if (value === null || value.view !== null || begun.current) return
    begun.current = true
    read(usualPeriod(Date.now()))
  }, [value, read])

  const view = value?.view ?? null
  return {
    view,
    error: error ?? reading.error ?? comparing.error ?? stopping.error,
    isReading: view !== null && (view.payouts.end === null || view.lines?.end === null),
    read,
    compare,
    stop: () => void stopping.run()
  }
}
