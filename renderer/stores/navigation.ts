import { create } from 'zustand'

/** Every screen of the app, with what it needs to know to open. */
export type Screen =
  | { readonly name: 'charge'; readonly cardId?: string; readonly retryOf?: string }
  | { readonly name: 'files' }
  | { readonly name: 'batch'; readonly batchId: string }
  | { readonly name: 'history'; readonly chargeId?: string }
  | { readonly name: 'cards' }
  | { readonly name: 'unresolved' }
  | { readonly name: 'audit' }
  | { readonly name: 'settings' }
  | { readonly name: 'connect'; readonly accountId?: string }

export type ScreenName = Screen['name']

interface NavigationState {
  readonly screen: Screen
  /** Counts every `go`, so that asking for a fresh form of the screen already shown gives a fresh form. */
  readonly visit: number
  readonly go: (screen: Screen) => void
}

/** Which screen is shown. The screens get their parameters as props from `App`. */
export const useNavigation = create<NavigationState>()((set) => ({
  screen: { name: 'charge' },
  visit: 0,
  go: (screen) => set((state) => ({ screen, visit: state.visit + 1 }))
}))
