import { TrekkError } from '../../shared/result'
import type { Settings } from '../../shared/settings'
import type { AccountRecord } from '../ledger/accounts'
import type { Ledger } from '../ledger/ledger'
import type { DraftSetting } from './drafts/setting'

/** The account in use: files are shown and acted on under the band of their own account only. */
export class AccountInUse {
  readonly #ledger: Ledger
  readonly #settings: () => Settings

  constructor(ledger: Ledger, settings: () => Settings) {
    this.#ledger = ledger
    this.#settings = settings
  }

  /** @throws TrekkError `no_account` */
  async get(): Promise<AccountRecord> {
    const id = await this.#ledger.desk.activeAccount()
    const account = id === null ? null : await this.#ledger.accounts.get(id)
    if (account === null) throw new TrekkError('no_account', 'no account is in use')
    return account
  }

  /** @throws TrekkError `other_account` */
  async require(accountId: string): Promise<void> {
    if (accountId === (await this.#ledger.desk.activeAccount())) return
    throw new TrekkError('other_account', `the file belongs to ${accountId}`, { details: { accountId } })
  }

  /** By what its files are understood and checked. @throws TrekkError `no_account` */
  async setting(): Promise<DraftSetting> {
    const { id, settings } = await this.get()
    return {
      accountId: id,
      settings,
      duplicateWindowHours: this.#settings().duplicateWindowHours,
      remembered: await this.#ledger.desk.rememberedColumns()
    }
  }
}
