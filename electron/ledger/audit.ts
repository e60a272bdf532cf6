import type { Kysely } from 'kysely'
import type { AuditAction, AuditEntry } from '../../shared/audit'
import { canonical, hashOf, headKey, readHead } from './audit-chain'
import type { AuditTable, Schema } from './schema'
import { prepared } from './sqlite/prepared'
import { KeyedTexts } from './state'

/** What is written down; the sequence number and the hash are the chain's own. `facts` must hold no secret. */
export type NewAuditEntry = Omit<AuditEntry, 'sequence' | 'hash' | 'action'> & {
  readonly action: AuditAction
}

const insertEntry = prepared((db, row: AuditTable) => db.insertInto('audit').values(row))

/**
 * The audit trail: append-only, each entry carrying the hash of the one before. Changing, removing or slipping in an
 * entry breaks the chain from there on. It shows tampering to whoever verifies (reading/audit-trail.ts); it cannot
 * prevent a person with the file and this source from writing a whole new chain.
 */
export class Audit {
  readonly #db: Kysely<Schema>
  readonly #state: KeyedTexts

  constructor(db: Kysely<Schema>) {
    this.#db = db
    this.#state = new KeyedTexts(db, 'state')
  }

  /** Writes one entry. Call it inside `Ledger.write`, together with what it tells of: it goes by the entry before. */
  async append(entry: NewAuditEntry): Promise<void> {
    const previous = readHead(await this.#state.get(headKey))
    const unhashed = {
      sequence: previous.sequence + 1,
      at: entry.at,
      os_user: entry.osUser,
      operator: entry.operator,
      account_id: entry.accountId,
      action: entry.action,
      request_id: entry.requestId,
      subject: entry.subject,
      facts: canonical(entry.facts)
    }
    await insertEntry(this.#db, { ...unhashed, hash: hashOf(unhashed, previous.hash) })
  }
}
