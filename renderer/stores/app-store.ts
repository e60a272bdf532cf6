import { create } from 'zustand'
import type { AppStatus } from '../../shared/ipc'
import type { AppError } from '../../shared/result'
import { api } from '../api'
import { changeLanguage, guessLanguage } from '../i18n'

interface AppState {
  /** Null only until main has answered for the first time. */
  readonly status: AppStatus | null
  /** Why the status could not be read; the window then has nothing else to show. */
  readonly problem: AppError | null
  /** The system keychain is asking the person something, in a window of its own. */
  readonly keychainWaiting: boolean
  /** How many answers the app still waits for before it closes; 0 while it is to stay open. */
  readonly closingAfter: number
  /** A failure of something started from the window itself (the account menu, the commands), until it is closed. */
  readonly windowError: AppError | null
  readonly report: (error: AppError | null) => void
  readonly refresh: () => Promise<void>
  /** Listens to main until the returned function is called. */
  readonly listen: () => () => void
}

/** What the whole window knows: accounts, environment, settings, how much is unresolved. */
export const useAppStore = create<AppState>()((set, get) => {
  const accept = async (status: AppStatus): Promise<void> => {
    await changeLanguage(status.language)
    set({ status, problem: null })
  }
  const fail = async (problem: AppError): Promise<void> => {
    if (!get().status) await changeLanguage(guessLanguage())
    set({ problem })
  }
  return {
    status: null,
    problem: null,
    keychainWaiting: false,
    closingAfter: 0,
    windowError: null,
    report: (windowError) => set({ windowError }),
    refresh: async () => {
      const answer = await api.getStatus()
      if (answer.ok) await accept(answer.value)
      else await fail(answer.error)
    },
    listen: () => {
      const stops = [
        api.on('statusChanged', (status) => void accept(status)),
        api.on('keychainWaiting', ({ waiting }) => set({ keychainWaiting: waiting })),
        api.on('closing', ({ inFlight }) => set({ closingAfter: inFlight })),
        api.on('unresolvedChanged', ({ accountId, total, alarmCount }) =>
          // One about the account that was left a moment ago is not counted for the one come to.
          set(({ status }) =>
            status?.activeAccount?.id === accountId
              ? { status: { ...status, unresolvedCount: total + alarmCount } }
              : {}
          )
        )
      ]
      return () => stops.forEach((stop) => stop())
    }
  }
})

/** The status inside the shell, which is only rendered once there is one. */
export function useStatus(): AppStatus {
  const status = useAppStore((state) => state.status)
  if (!status) throw new Error('The shell was rendered before main had answered')
  return status
}
