import type { Kysely } from 'kysely'
import { prepared } from './prepared'
import type { Schema } from './schema'

const valueOf = prepared((db, { key }: { key: string }) =>
  db.selectFrom('state').select('value').where('key', '=', key)
)

/** Small facts about the profile that are not rows of anything: the active account, the head of the audit chain. */
export class StateStore {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  async get(key: string): Promise<string | null> {
    const [row] = await valueOf(this.#db, { key })
    return row?.value ?? null
  }

  async set(key: string, value: string): Promise<void> {
    await this.#db
      .insertInto('state')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute()
  }

  async remove(key: string): Promise<void> {
    await this.#db.deleteFrom('state').where('key', '=', key).execute()
  }
}
