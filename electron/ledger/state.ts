import type { Kysely } from 'kysely'
import { prepared } from './sqlite/prepared'
import type { Schema } from './schema'

type KeyedTable = 'state' | 'desk_state'

const valueOf = {
  state: prepared((db, { key }: { key: string }) =>
    db.selectFrom('state').select('value').where('key', '=', key)
  ),
  desk_state: prepared((db, { key }: { key: string }) =>
    db.selectFrom('desk_state').select('value').where('key', '=', key)
  )
} as const

/** Small facts that are not rows of anything, by name: of the ledger (`state`) or of this desk alone (`desk_state`). */
export class KeyedTexts {
  readonly #db: Kysely<Schema>
  readonly #table: KeyedTable

  constructor(db: Kysely<Schema>, table: KeyedTable) {
    this.#db = db
    this.#table = table
  }

  async get(key: string): Promise<string | null> {
    const [row] = await valueOf[this.#table](this.#db, { key })
    return row?.value ?? null
  }

  async set(key: string, value: string): Promise<void> {
    await this.#db
      .insertInto(this.#table)
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute()
  }

  async remove(key: string): Promise<void> {
    await this.#db.deleteFrom(this.#table).where('key', '=', key).execute()
  }
}
