import { TrekkError } from '../../shared/result'
import type { FileField } from '../../shared/charge-file'
import type { Settings } from '../../shared/settings'
import type { AccountRecord } from '../ledger/accounts'
import type { Ledger } from '../ledger/ledger'
import type { DraftSetting } from './drafts/setting'

/** The one account that charge files are about, and no other. */
export interface FileAccount {
  /** @throws TrekkError `no_account` */
  get(): Promise<AccountRecord>
  has(accountId: string): Promise<boolean>
  /** By what its files are understood and checked. @throws TrekkError `no_account` */
  setting(): Promise<DraftSetting>
  /** Keeps what a person chose for which header, for the next file with it. */
  remember(chosen: Readonly<Record<string, FileField>>): Promise<void>
}

/** @throws TrekkError `other_account` for a file of an account that is not the one */
export async function requireAccount(account: FileAccount, accountId: string): Promise<void> {
  if (await account.has(accountId)) return
  throw new TrekkError('other_account', `the file belongs to ${accountId}`, { details: { accountId } })
}

/** The account in use: a person sees files, and acts on them, under the band of their own account only. */
export class AccountInUse implements FileAccount {
  readonly #ledger: Ledger
  readonly #settings: () => Settings

  constructor(ledger: Ledger, settings: () => Settings) {
    this.#ledger = ledger
    this.#settings = settings
  }

  async get(): Promise<AccountRecord> {
    const id = await this.#ledger.desk.activeAccount()
    const account = id === null ? null : await this.#ledger.accounts.get(id)
    if (account === null) throw new TrekkError('no_account', 'no account is in use')
    return account
  }

  async has(accountId: string): Promise<boolean> {
    return accountId === (await this.#ledger.desk.activeAccount())
  }

  async setting(): Promise<DraftSetting> {
    const account = await this.get()
    return settingOf(account, this.#settings(), await this.#ledger.desk.rememberedColumns())
  }

  async remember(chosen: Readonly<Record<string, FileField>>): Promise<void> {
    const { desk } = this.#ledger
    await desk.rememberColumns({ ...(await desk.rememberedColumns()), ...chosen })
  }
}

/**
 * The account that a command names, whichever is in use. What a person once chose for other files counts for nothing: a
 * command reads its file by the mapping it is given, and leaves no choices behind.
 */
export class NamedAccount implements FileAccount {
  readonly #ledger: Ledger
  readonly #settings: () => Settings
  readonly #id: string

  constructor(ledger: Ledger, settings: () => Settings, id: string) {
    this.#ledger = ledger
    this.#settings = settings
    this.#id = id
  }

  async get(): Promise<AccountRecord> {
    const account = await this.#ledger.accounts.get(this.#id)
    if (account === null) throw new TrekkError('no_account', `no account ${this.#id}`)
    return account
  }

  has(accountId: string): Promise<boolean> {
    return Promise.resolve(accountId === this.#id)
  }

  async setting(): Promise<DraftSetting> {
    return settingOf(await this.get(), this.#settings(), {})
  }

  remember(): Promise<void> {
    return Promise.resolve()
  }
}

function settingOf(
  { id, settings }: AccountRecord,
  { duplicateWindowHours }: Settings,
  remembered: DraftSetting['remembered']
): DraftSetting {
  return { accountId: id, settings, duplicateWindowHours, remembered }
}
