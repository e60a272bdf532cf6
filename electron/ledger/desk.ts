import type { Kysely } from 'kysely'
import type { SecretHome } from '../../shared/account'
import type { Schema } from './schema'
import type { FileField } from '../../shared/charge-file'
import type { NamedMapping } from '../../shared/named-mapping'
import type { SavedView } from '../../shared/saved-view'
import { KeyedTexts } from './state'
import { readEarlierOperators, writeEarlierOperators } from './stored/earlier-operators'
import { readNamedMappings, writeNamedMappings } from './stored/named-mappings'
import { readRememberedColumns, writeRememberedColumns } from './stored/remembered-columns'
import { readSavedViews, writeSavedViews } from './stored/saved-views'

const activeKey = 'active_account'
const checkedKey = 'checked_at'
const deskKey = 'desk_id'
const columnsKey = 'file_columns'
const operatorsKey = 'earlier_operators'
/** Who left the desk so long ago is forgotten, ms. */
const operatorsKept = 7 * 24 * 3_600_000
const mappingsKey = 'file_mappings'
const viewsKey = (accountId: string): string => `saved_views ${accountId}`

/**
 * What belongs to this desk and not to the merchant's books: which account is in use here, where its secret lives, when
 * the file was checked. Desks that share a ledger would share none of it.
 */
export class DeskState {
  readonly #db: Kysely<Schema>
  readonly #texts: KeyedTexts

  constructor(db: Kysely<Schema>) {
    this.#db = db
    this.#texts = new KeyedTexts(db, 'desk_state')
  }

  /** The name by which charges say which desk made them: random, made with the ledger. */
  async id(): Promise<string> {
    return (await this.#texts.get(deskKey)) ?? ''
  }

  /** @returns the id of the account in use; null before the first is connected or after it was removed */
  async activeAccount(): Promise<string | null> {
    return this.#texts.get(activeKey)
  }

  async setActiveAccount(id: string | null): Promise<void> {
    if (id === null) await this.#texts.remove(activeKey)
    else await this.#texts.set(activeKey, id)
  }

  async setSecretHome(accountId: string, home: SecretHome): Promise<void> {
    await this.#db
      .insertInto('desk_accounts')
      .values({ account_id: accountId, secret_home: home })
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ secret_home: home }))
      .execute()
  }

  /** When the whole file was last found in order, ms since 1970 UTC. */
  async setCheckedAt(at: number): Promise<void> {
    await this.#texts.set(checkedKey, String(at))
  }

  /** What a person at this desk once chose for which header of a charge file, by its key. */
  async rememberedColumns(): Promise<Record<string, FileField>> {
    const text = await this.#texts.get(columnsKey)
    return text === null ? {} : readRememberedColumns(text)
  }

  async rememberColumns(columns: Readonly<Record<string, FileField>>): Promise<void> {
    await this.#texts.set(columnsKey, writeRememberedColumns(columns))
  }

  /** Somebody else says to be at the desk from now on. @param at ms since 1970 UTC */
  async operatorLeft(name: string, at: number): Promise<void> {
    const earlier = readEarlierOperators((await this.#texts.get(operatorsKey)) ?? '')
    const kept = Object.entries(earlier).filter(([, left]) => left > at - operatorsKept)
    await this.#texts.set(operatorsKey, writeEarlierOperators({ ...Object.fromEntries(kept), [name]: at }))
  }

  /** Who has said to be at the desk and left it since a time, ms since 1970 UTC. */
  async operatorsSince(at: number): Promise<string[]> {
    const earlier = readEarlierOperators((await this.#texts.get(operatorsKey)) ?? '')
    return Object.entries(earlier).flatMap(([name, left]) => (left >= at ? [name] : []))
  }

  /** Filters of the history that were kept under a name for an account, in the order in which they were. */
  async savedViews(accountId: string): Promise<SavedView[]> {
    const text = await this.#texts.get(viewsKey(accountId))
    return text === null ? [] : readSavedViews(text)
  }

  async setSavedViews(accountId: string, views: readonly SavedView[]): Promise<void> {
    await this.#texts.set(viewsKey(accountId), writeSavedViews(views))
  }

  /** Mappings that a person has kept under a name, in the order in which they were. */
  async namedMappings(): Promise<NamedMapping[]> {
    const text = await this.#texts.get(mappingsKey)
    return text === null ? [] : readNamedMappings(text)
  }

  /** @returns whether one of that name was there, which is gone now */
  async keepMapping(mapping: NamedMapping): Promise<boolean> {
    const all = await this.namedMappings()
    const others = all.filter(({ name }) => name !== mapping.name)
    await this.#texts.set(mappingsKey, writeNamedMappings([...others, mapping]))
    return others.length < all.length
  }

  /** @returns the mapping that was removed; null when there is none of that name */
  async removeMapping(name: string): Promise<NamedMapping | null> {
    const all = await this.namedMappings()
    const removed = all.find((each) => each.name === name)
    if (removed === undefined) return null
    await this.#texts.set(mappingsKey, writeNamedMappings(all.filter((each) => each !== removed)))
    return removed
  }
}
