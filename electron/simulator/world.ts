import type { Vocabulary } from './decline-error'
import type { Faults } from './faults'
import type { IdSource } from './ids'
import type { Moment } from './lifecycle'
import type { Provider } from './contract'
import type { MessageStatus } from './records'
import type { Store } from './store'

/** What the endpoints share. */
export interface World {
  readonly store: Store
  readonly faults: Faults
  readonly ids: IdSource
  /** ms since 1970 UTC */
  readonly clock: () => number
  readonly vocabulary: Readonly<Record<Provider, Vocabulary>>
  /** Lookups until an automatic capture has happened; 0 captures with the charge. */
  readonly captureAfterPolls: number
  /** How lists misbehave. */
  lists: ListMode
  /** What becomes of every text message; null: what the account says. */
  sms: MessageStatus | null
  /** Waits `ms`; rejects when the simulator stops, so that nothing is charged after that. */
  readonly wait: (ms: number) => Promise<void>
}

/** What may be wrong with lists of transactions. */
export interface ListMode {
  /** The filters by reference and by token are not heeded: every row of the account comes. */
  readonly ignoreFilters: boolean
  /** So many payments of other references, newer than all others. */
  readonly padding: number
  /** `starting_after` is not heeded: every page is the first. */
  readonly endless: boolean
}

export const honestLists: ListMode = { ignoreFilters: false, padding: 0, endless: false }

export function momentOf({ clock, ids }: World): Moment {
  return { now: clock(), ids }
}

/** A request after the server read it. */
export interface Incoming {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The headers that Dintero stores with a session to say which system made it (docs/dintero.md 7). */
export function systemHeaders({ headers }: Incoming): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith('dintero-system-') || name === 'user-agent')
  )
}
