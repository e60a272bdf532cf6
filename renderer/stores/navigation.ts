import { create } from 'zustand'
import type { ChargeDue, ChargeState, DeclineReason } from '../../shared/charge'
import type { CustomerOf } from '../../shared/customer'

/** Which charges the history shows when it is come to from elsewhere. */
export interface HistoryShows {
  readonly state?: ChargeState
  readonly reason?: DeclineReason
  /** `YYYY-MM-DD` */
  readonly from?: string
  /** Those that Dintero lets be tried again now. */
  readonly due?: ChargeDue
}

/** Every screen of the app, with what it needs to know to open. */
export type Screen =
  | {
      readonly name: 'charge'
      readonly cardId?: string
      /** The declined charge to make a new attempt at. */
      readonly retryOf?: string
      /** The declined charge to make a payment link in place of. */
      readonly linkFor?: string
      /** The link that ended without a payment, to make another like it. */
      readonly linkLike?: string
      /** A payment link of which nothing is said yet, but the card where that is given. */
      readonly newLink?: boolean
    }
  | { readonly name: 'today' }
  | {
      readonly name: 'links'
      readonly linkId?: string
      /** Only payment links that wait for the customer. */
      readonly waiting?: boolean
    }
  | { readonly name: 'files' }
  | { readonly name: 'batch'; readonly batchId: string }
  | { readonly name: 'history'; readonly chargeId?: string; readonly shows?: HistoryShows }
  /** Dintero's transactions; `search` is looked for at once. */
  | { readonly name: 'find'; readonly search?: string }
  | { readonly name: 'payouts' }
  /** What is reserved and waits to be captured. */
  | { readonly name: 'held' }
  | {
      readonly name: 'cards'
      /** With the dialog open in which a customer is asked to store a card; filled in like a link that ended without one. */
      readonly enrol?: { readonly like: string | null }
    }
  | { readonly name: 'customer'; readonly of: CustomerOf }
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
