import type { SetAside } from '../ledger/staging/staging'
import type { PlannedRow } from '../ledger/staging/planned-row'

/** What a batch was released to charge, as its file holds it. */
export interface Plan {
  /** See `Staging.planHash`. */
  hash(): Promise<string>
  /** The rows after one, in order. */
  after(row: number, limit: number): Promise<readonly PlannedRow[]>
  setAside(each: SetAside): Promise<void>
}
