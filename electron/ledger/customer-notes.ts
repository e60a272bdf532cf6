import type { Kysely, Selectable } from 'kysely'
import { TrekkError } from '../../shared/result'
import type { CustomerNote } from '../../shared/customer'
import type { CustomerNoteTable, Schema } from './schema'
import { isAmong } from './sqlite/words'

/** A note about a customer. `keys` are what they are known by: see `customerKeys`. */
export interface NewCustomerNote {
  readonly id: string
  readonly accountId: string
  readonly text: string
  readonly author: string
  readonly osUser: string
  /** ms since 1970 UTC */
  readonly writtenAt: number
  readonly keys: readonly string[]
}

/** Notes of one customer at most; nobody reads more. */
export const mostNotes = 200

/** What people wrote about customers. Call the writing methods inside `Ledger.write`. */
export class CustomerNotes {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** @param note found again by each of its keys, of which there is at least one */
  async add({
    id,
    accountId,
    text,
    author,
    osUser,
    writtenAt,
    keys
  }: NewCustomerNote): Promise<CustomerNote> {
    await this.#db
      .insertInto('customer_notes')
      .values({ id, account_id: accountId, text, author, os_user: osUser, written_at: writtenAt })
      .execute()
    await this.#db
      .insertInto('customer_note_keys')
      .values(keys.map((key) => ({ account_id: accountId, key, note_id: id })))
      .execute()
    return { id, text, author, writtenAt, removedAt: null, removedBy: null }
  }

  /**
   * Destroys what a note says. Who wrote it and who removed it stays.
   * @param at ms since 1970 UTC
   * @throws TrekkError `not_found`, also for one that is removed
   */
  async remove(accountId: string, id: string, by: string, at: number): Promise<CustomerNote> {
    const [row] = await this.#db
      .updateTable('customer_notes')
      .set({ text: '', removed_at: at, removed_by: by })
      .where('id', '=', id)
      .where('account_id', '=', accountId)
      .where('removed_at', 'is', null)
      .returningAll()
      .execute()
    if (row === undefined) throw new TrekkError('not_found', `no note ${id}`)
    return toNote(row)
  }
}

/** The notes that are found by any of these keys, newest first. */
export async function notesBy(
  db: Kysely<Schema>,
  accountId: string,
  keys: readonly string[]
): Promise<CustomerNote[]> {
  const rows = await db
    .selectFrom('customer_notes')
    .selectAll()
    .where('id', 'in', (notes) =>
      notes
        .selectFrom('customer_note_keys')
        .select('note_id')
        .where('account_id', '=', accountId)
        .where(isAmong('key', JSON.stringify(keys)))
    )
    .orderBy('written_at', 'desc')
    .orderBy('id')
    .limit(mostNotes)
    .execute()
  return rows.map(toNote)
}

function toNote(row: Selectable<CustomerNoteTable>): CustomerNote {
  return {
    id: row.id,
    text: row.text,
    author: row.author,
    writtenAt: row.written_at,
    removedAt: row.removed_at,
    removedBy: row.removed_by
  }
}
