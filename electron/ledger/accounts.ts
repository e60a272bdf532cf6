import type { Kysely, Selectable } from 'kysely'
import type { AccountSettings, SecretHome } from '../../shared/account'
import { TrekkError } from '../../shared/result'
import { DeskState } from './desk'
import type { AccountTable, Schema } from './schema'
import { prepared } from './sqlite/prepared'
import { readAccountSettings, writeAccountSettings } from './stored/account-settings'

/** A connected account as the ledger keeps it. The client secret is elsewhere, see `secretHome`. */
export interface AccountRecord {
  readonly id: string
  readonly name: string
  readonly clientId: string
  readonly secretHome: SecretHome
  readonly settings: AccountSettings
  /** ms since 1970 UTC */
  readonly createdAt: number
}

const accountById = prepared((db, { id }: { id: string }) =>
  db
    .selectFrom('accounts')
    .leftJoin('desk_accounts', 'desk_accounts.account_id', 'accounts.id')
    .selectAll('accounts')
    .select('desk_accounts.secret_home')
    .where('accounts.id', '=', id)
    .where('accounts.removed_at', 'is', null)
)

const allAccounts = prepared((db, _none: Readonly<Record<string, never>>) =>
  db
    .selectFrom('accounts')
    .leftJoin('desk_accounts', 'desk_accounts.account_id', 'accounts.id')
    .selectAll('accounts')
    .select('desk_accounts.secret_home')
    .where('accounts.removed_at', 'is', null)
    .orderBy('accounts.created_at')
    .orderBy('accounts.id')
)

/** The accounts of this profile. A removed account keeps its row, because its charges and audit entries remain. */
export class Accounts {
  readonly #db: Kysely<Schema>
  readonly #desk: DeskState

  constructor(db: Kysely<Schema>) {
    this.#db = db
    this.#desk = new DeskState(db)
  }

  /** Oldest first. */
  async list(): Promise<AccountRecord[]> {
    const rows = await allAccounts(this.#db, {})
    return rows.map(toRecord)
  }

  /** @returns null when there is no such account, or it was removed */
  async get(id: string): Promise<AccountRecord | null> {
    const [row] = await accountById(this.#db, { id })
    return row === undefined ? null : toRecord(row)
  }

  /**
   * Adds an account. One that was removed comes back with its charges, under the new name and settings. Call it inside
   * `Ledger.write`, it is several statements.
   * @throws TrekkError `account_exists`
   */
  async insert(account: AccountRecord): Promise<void> {
    const row = { ...toRow(account), removed_at: null }
    const result = await this.#db
      .insertInto('accounts')
      .values(row)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet(row).where('accounts.removed_at', 'is not', null)
      )
      .executeTakeFirst()
    if (result.numInsertedOrUpdatedRows !== 1n) {
      throw new TrekkError('account_exists', `account ${account.id} is already connected`)
    }
    await this.#desk.setSecretHome(account.id, account.secretHome)
  }

  /** @throws TrekkError `not_found` */
  async rename(id: string, name: string): Promise<void> {
    await this.#change(id, { name })
  }

  /** @throws TrekkError `not_found` */
  async saveSettings(id: string, settings: AccountSettings): Promise<void> {
    await this.#change(id, { settings: writeAccountSettings(settings) })
  }

  /**
   * New credentials for an account that is already here, after its secret was lost or replaced.
   * @throws TrekkError `not_found`
   */
  async reconnect(id: string, clientId: string, secretHome: SecretHome): Promise<void> {
    await this.#change(id, { client_id: clientId })
    await this.#desk.setSecretHome(id, secretHome)
  }

  /**
   * Removes an account: its cards lose their sealed tokens, its charges and audit entries stay. Call it inside
   * `Ledger.write`, it is several statements.
   * @param at ms since 1970 UTC
   * @throws TrekkError `not_found`
   */
  async remove(id: string, at: number): Promise<void> {
    await this.#change(id, { removed_at: at })
    await this.#db
      .updateTable('cards')
      .set({ removed_at: at, sealed_token: null })
      .where('account_id', '=', id)
      .where('removed_at', 'is', null)
      // Each takes its twin along.
      .where('twin_of', 'is', null)
      .execute()
    if ((await this.#desk.activeAccount()) === id) await this.#desk.setActiveAccount(null)
  }

  async #change(id: string, change: Partial<AccountTable>): Promise<void> {
    const result = await this.#db
      .updateTable('accounts')
      .set(change)
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (result.numUpdatedRows !== 1n) throw new TrekkError('not_found', `no account ${id}`)
  }
}

type AccountRow = Selectable<AccountTable> & { readonly secret_home: SecretHome | null }

function toRecord(row: AccountRow): AccountRecord {
  return {
    id: row.id,
    name: row.name,
    clientId: row.client_id,
    // A desk that never connected the account looks for its secret where most are.
    secretHome: row.secret_home ?? 'keychain',
    settings: readAccountSettings(row.settings),
    createdAt: row.created_at
  }
}

function toRow(account: AccountRecord): Omit<AccountTable, 'removed_at'> {
  return {
    id: account.id,
    name: account.name,
    client_id: account.clientId,
    settings: writeAccountSettings(account.settings),
    created_at: account.createdAt
  }
}
