import type { AccountSettings } from '../../../shared/account'
import type { FileField } from '../../../shared/charge-file'

/** What of the account and the desk a file is understood and checked by. */
export interface DraftSetting {
  readonly accountId: string
  readonly settings: AccountSettings
  /** See `findDuplicates`; 0 asks nothing about charges that have ended. */
  readonly duplicateWindowHours: number
  /** What a person once chose for a header, by `headerKey`. */
  readonly remembered: Readonly<Record<string, FileField>>
}
