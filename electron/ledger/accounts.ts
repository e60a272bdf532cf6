import type { Kysely, Selectable } from 'kysely'
import { accountSettings, type AccountSettings, type SecretHome } from '../../shared/account'
import { TrekkError } from '../../shared/result'
import { prepared } from './prepared'
import type { AccountTable, Schema } from './schema'
import { StateStore } from './state'

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

const activeKey = 'active_account'

const ifActive = prepared((db, { id }: { id: string }) =>
  db
    .selectFrom('accounts')
    .innerJoin('state', 'state.value', 'accounts.id')
    .selectAll('accounts')
    .where('state.key', '=', activeKey)
    .where('accounts.id', '=', id)
    .where('accounts.removed_at', 'is', null)
)

/** The accounts of this profile. A removed account keeps its row, because its charges and audit entries remain. */
export class Accounts {
  readonly #db: Kysely<Schema>
  readonly #state: StateStore

  constructor(db: Kysely<Schema>) {
    this.#db = db
    this.#state = new StateStore(db)
  }

  /** Oldest first. */
  async list(): Promise<AccountRecord[]> {
    const rows = await this.#db
      .selectFrom('accounts')
      .selectAll()
      .where('removed_at', 'is', null)
      .orderBy('created_at')
      .orderBy('id')
      .execute()
    return rows.map(toRecord)
  }

  /** @returns null when there is no such account, or it was removed */
  async get(id: string): Promise<AccountRecord | null> {
    const row = await this.#db
      .selectFrom('accounts')
      .selectAll()
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    return row === undefined ? null : toRecord(row)
  }

  /**
   * Adds an account. One that was removed comes back with its charges, under the new name and settings.
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
  }

  /** @throws TrekkError `not_found` */
  async rename(id: string, name: string): Promise<void> {
    await this.#change(id, { name })
  }

  /** @throws TrekkError `not_found` */
  async saveSettings(id: string, settings: AccountSettings): Promise<void> {
    await this.#change(id, { settings: JSON.stringify(settings) })
  }

  /**
   * New credentials for an account that is already here, after its secret was lost or replaced.
   * @throws TrekkError `not_found`
   */
  async reconnect(id: string, clientId: string, secretHome: SecretHome): Promise<void> {
    await this.#change(id, { client_id: clientId, secret_home: secretHome })
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
      .execute()
    if ((await this.#state.get(activeKey)) === id) await this.#state.remove(activeKey)
  }

  /** @returns the id of the account in use; null before the first is connected or after it was removed */
  async getActive(): Promise<string | null> {
    return this.#state.get(activeKey)
  }

  /** @returns the account if it is the one in use, else null */
  async getIfActive(id: string): Promise<AccountRecord | null> {
    const [row] = await ifActive(this.#db, { id })
    return row === undefined ? null : toRecord(row)
  }

  async setActive(id: string): Promise<void> {
    await this.#state.set(activeKey, id)
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

function toRecord(row: Selectable<AccountTable>): AccountRecord {
  return {
    id: row.id,
    name: row.name,
    clientId: row.client_id,
    secretHome: row.secret_home,
    settings: accountSettings.parse(JSON.parse(row.settings)),
    createdAt: row.created_at
  }
}

function toRow(account: AccountRecord): Omit<AccountTable, 'removed_at'> {
  return {
    id: account.id,
    name: account.name,
    client_id: account.clientId,
    secret_home: account.secretHome,
    settings: JSON.stringify(account.settings),
    created_at: account.createdAt
  }
}
