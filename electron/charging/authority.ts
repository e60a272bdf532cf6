import type { Confirmation } from '../../shared/review'
import type { ChargeSource } from '../ledger/charge-record'

/** What must be true and what must be asked before a charge is made. */
export interface ConfirmationPolicy {
  /** Whether the account must be the one in use: staff look at its environment, not at the card's. */
  readonly accountInUse: boolean
  /**
   * What is asked for each charge by itself. That a charge repeats another is always asked: a file can answer for
   * a row as well as a person for a form.
   */
  readonly asks: readonly Exclude<Confirmation['kind'], 'duplicate_reason'>[]
}

/** For a charge that a person makes on its own. */
export const oneByOne: ConfirmationPolicy = { accountInUse: true, asks: ['type_amount', 'real_money'] }

/** For charges whose number and sum were confirmed together. */
export const allTogether: ConfirmationPolicy = { accountInUse: false, asks: [] }

/** On whose behalf a charge is prepared and made. */
export interface Authority {
  readonly accountId: string
  readonly source: ChargeSource
  readonly policy: ConfirmationPolicy
}
