import { useCallback } from 'react'
import type { Settings } from '../../shared/settings'
import { api } from '../api'
import { useAppStore, useStatus } from '../stores/app-store'
import { useAction, type Action } from './use-action'

interface SettingsAccess {
  readonly settings: Settings
  /** Saves at once; the window follows when main has it on disk. */
  readonly save: Action<[change: Partial<Settings>], Settings>
}

/** The app's own settings, one change at a time. */
export function useSettings(): SettingsAccess {
  const { settings } = useStatus()
  const refresh = useAppStore((state) => state.refresh)
  const save = useAction(
    useCallback(
      async (change: Partial<Settings>) => {
        const answer = await api.saveSettings({ ...settings, ...change })
        if (answer.ok) await refresh()
        return answer
      },
      [settings, refresh]
    )
  )
  return { settings, save }
}
