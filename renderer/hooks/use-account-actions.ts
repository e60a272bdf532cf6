import { useCallback } from 'react'
import type { AppError } from '../../shared/result'
import { api } from '../api'
import { useAppStore } from '../stores/app-store'
import { useNavigation } from '../stores/navigation'
import { useAction } from './use-action'

interface AccountActions {
  /** @param screen where to arrive; the charge form unless given */
  readonly switchTo: (accountId: string, screen?: 'charge' | 'unresolved') => Promise<void>
  readonly train: () => Promise<void>
  readonly busy: boolean
  readonly error: AppError | null
}

/**
 * Goes over to another account, with an empty charge form: nothing typed for one account may be charged through
 * another. A failure is shown by the window, wherever the person started from.
 */
export function useAccountActions(): AccountActions {
  const refresh = useAppStore((state) => state.refresh)
  const report = useAppStore((state) => state.report)
  const go = useNavigation((state) => state.go)
  const switching = useAction(useCallback((accountId: string) => api.switchAccount({ accountId }), []))
  const training = useAction(useCallback(() => api.startTraining(), []))

  const arrive = async (
    answer: Awaited<ReturnType<typeof switching.run>>,
    screen: 'charge' | 'unresolved' = 'charge'
  ): Promise<void> => {
    if (!answer) return
    if (!answer.ok) {
      report(answer.error)
      return
    }
    await refresh()
    go({ name: screen })
  }
  return {
    switchTo: async (accountId, screen) => arrive(await switching.run(accountId), screen),
    train: async () => arrive(await training.run()),
    busy: switching.busy || training.busy,
    error: switching.error ?? training.error
  }
}
