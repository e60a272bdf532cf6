import type { AccountSettings, Limits } from '../../shared/account'
import type { Actor } from '../../shared/audit'
import type { TokenKind } from '../../shared/card'
import type { ChargeRow } from '../../shared/charge'
import type { Settings } from '../../shared/settings'
import type { Dintero } from '../dintero/dintero'
import type { Ledger } from '../ledger/ledger'

/** What charging is made of. Everything outside comes in here, so that it runs without Electron and against fakes. */
export interface ChargingParts {
  readonly ledger: Ledger
  /** The client of one account. Rejects with its own TrekkError when its secret cannot be had. */
  readonly dinteroFor: (accountId: string) => Promise<Dintero>
  /** A card's token of one kind, opened. Rejects with `token_missing` where it has none, or a keychain code. */
  readonly openToken: (cardId: string, kind: TokenKind) => Promise<string>
  readonly limitsOf: (settings: AccountSettings, currency: string) => Limits
  /** ms since 1970 UTC */
  readonly clock: () => number
  /** A new id, unique for ever. */
  readonly ids: () => string
  /** Who does what is being done, and for which request. */
  readonly actor: () => Actor
  readonly settings: () => Settings
  /** Called after every change that is on disk. */
  readonly onChange: (row: ChargeRow) => void
  /** Called with how many requests and lookups are on their way, whenever that changes. */
  readonly onInFlight: (count: number) => void
  /** Resolves after so many ms; for the few short waits between attempts to write. */
  readonly pause: (ms: number) => Promise<void>
}
