import { sql, type Kysely, type SqlBool } from 'kysely'
import type { ListPage } from '../../shared/list'
import {
  modificationMoves,
  type ModificationEvent,
  type ModificationQuery,
  type ModificationState
} from '../../shared/modification'
import { TrekkError } from '../../shared/result'
import {
  toModification,
  toModificationInsert,
  toModificationUpdate,
  type ModificationFacts,
  type ModificationRecord,
  type NewModification
} from './modification-record'
import { dueLookups, nextLookupAt } from './lookup-plans'
import type { Schema } from './schema'
import { isUniqueViolation } from './sqlite/errors'
import { prepared } from './sqlite/prepared'

/** What happened to a modification: the event for its timeline, and with `state` the move that goes with it. */
export interface ModificationHappening {
  /** ms since 1970 UTC */
  readonly at: number
  readonly kind: ModificationEvent['kind']
  /** Short English fact for support; no secrets. */
  readonly note: string
  readonly state?: ModificationState
  /** Only what became known; what is left out stays as it was. */
  readonly facts?: Partial<ModificationFacts>
}

/** States in which the transaction still has to be read. */
export type OpenModificationState = 'sent' | 'pending' | 'unknown'

/** Spelled exactly as the partial index `modifications_open` is, or SQLite would not use it. */
const isOpenModification = sql<SqlBool>`state in ('sent', 'pending', 'unknown')`

/** Rows of one transaction at most; people do a handful. */
const mostOfTransaction = 200

const modificationById = prepared((db, { id }: { id: string }) =>
  db.selectFrom('modifications').selectAll().where('id', '=', id)
)

const eventsOf = prepared((db, { id }: { id: string }) =>
  db
    .selectFrom('modification_events')
    .select(['at', 'kind', 'state', 'note'])
    .where('modification_id', '=', id)
    .orderBy('id')
)

/**
 * Captures, voids and refunds. Every write is a row and its event; call the writing methods inside `Ledger.write`, so that
 * both are on disk or neither. The tables' own triggers refuse what the state machine does not allow, also from raw SQL.
 */
export class Modifications {
  readonly #db: Kysely<Schema>
  readonly #deskId: string

  constructor(db: Kysely<Schema>, deskId: string) {
    this.#db = db
    this.#deskId = deskId
  }

  /**
   * Writes that a modification is sent. It must be on disk before the request leaves.
   * @throws TrekkError `modification_open` when another of the same transaction has not ended, whoever began it
   */
  async create(modification: NewModification): Promise<ModificationRecord> {
    const { id, accountId, transactionId, createdAt } = modification
    try {
      await this.#db
        .insertInto('modifications')
        .values(toModificationInsert(modification, this.#deskId))
        .execute()
    } catch (error) {
      if (!isNotAlone(error)) throw error
      throw modificationOpen(await this.openOf(accountId, transactionId))
    }
    await this.#addEvent(id, { at: createdAt, kind: 'sent', note: '' }, 'sent')
    return this.require(id)
  }

  /**
   * Writes what became known, with the move it means. Without `state`, or with the state it has, nothing moves.
   * @param before the modification as this transaction read it
   * @throws TrekkError `internal` for a move that is not in `modificationMoves`; `changed_meanwhile` when another has
   * changed it since it was read
   */
  async record(before: ModificationRecord, happening: ModificationHappening): Promise<ModificationRecord> {
    const { id } = before
    const state = happening.state ?? before.state
    if (state !== before.state && !modificationMoves[before.state].includes(state))
      throw new TrekkError('internal', `a modification may not go from ${before.state} to ${state}`)
    const after: ModificationRecord = {
      ...before,
      ...happening.facts,
      ...(state !== before.state && { state, changedAt: happening.at }),
      doubtful: before.doubtful || state === 'unknown',
      revision: before.revision + 1
    }
    const written = await this.#db
      .updateTable('modifications')
      .set(toModificationUpdate(after))
      .where('id', '=', id)
      .where('revision', '=', before.revision)
      .returning('id')
      .execute()
    if (written.length === 0)
      throw new TrekkError('changed_meanwhile', `modification ${id} has changed since it was read`)
    await this.#addEvent(id, happening, state)
    return after
  }

  /** Plans the next lookup without anything having been learned; no event is written. `at` in ms, null for none. */
  async reschedule(id: string, at: number | null, lookups: number): Promise<void> {
    await this.#db
      .updateTable('modifications')
      .set({ next_lookup_at: at, lookups })
      .where('id', '=', id)
      .execute()
  }

  /** @returns null when there is no such modification */
  async get(id: string): Promise<ModificationRecord | null> {
    const [row] = await modificationById(this.#db, { id })
    return row === undefined ? null : toModification(row)
  }

  /** @throws TrekkError `not_found` */
  async require(id: string): Promise<ModificationRecord> {
    const modification = await this.get(id)
    if (modification === null) throw new TrekkError('not_found', `no modification ${id}`)
    return modification
  }

  /** A modification's events, oldest first. */
  async timeline(id: string): Promise<ModificationEvent[]> {
    return eventsOf(this.#db, { id })
  }

  /** All of one transaction, newest first, whoever made them. */
  async ofTransaction(accountId: string, transactionId: string): Promise<ModificationRecord[]> {
    const rows = await this.#db
      .selectFrom('modifications')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('transaction_id', '=', transactionId)
      .orderBy('number', 'desc')
      .limit(mostOfTransaction)
      .execute()
    return rows.map(toModification)
  }

  /** The one of a transaction that has not ended, or null. There is at most one. */
  async openOf(accountId: string, transactionId: string): Promise<ModificationRecord | null> {
    const row = await this.#db
      .selectFrom('modifications')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('transaction_id', '=', transactionId)
      .where(isOpenModification)
      .executeTakeFirst()
    return row === undefined ? null : toModification(row)
  }

  /** Whether one of a payment has not ended, whoever began it; of what never led to a transaction there is none. */
  async isOpen({
    accountId,
    transactionId
  }: {
    readonly accountId: string
    readonly transactionId: string | null
  }): Promise<boolean> {
    return transactionId !== null && (await this.openOf(accountId, transactionId)) !== null
  }

  /** The number of the newest of a transaction; 0 where there is none. By it one is told that was begun meanwhile. */
  async newestOf(accountId: string, transactionId: string): Promise<number> {
    const row = await this.#db
      .selectFrom('modifications')
      .select((select) => select.fn.max('number').as('number'))
      .where('account_id', '=', accountId)
      .where('transaction_id', '=', transactionId)
      .executeTakeFirst()
    return row?.number ?? 0
  }

  /** Modifications of this desk in the given open states, oldest first, over all accounts. */
  async inStates(states: readonly OpenModificationState[]): Promise<ModificationRecord[]> {
    const rows = await this.#db
      .selectFrom('modifications')
      .selectAll()
      .where('state', 'in', [...states])
      .where(isOpenModification)
      .where('desk_id', '=', this.#deskId)
      .orderBy('number')
      .execute()
    return rows.map(toModification)
  }

  /** Of an account, what has not ended, oldest first, whichever desk began it. */
  async openIn(accountId: string): Promise<ModificationRecord[]> {
    const rows = await this.#db
      .selectFrom('modifications')
      .selectAll()
      .where(isOpenModification)
      .where('account_id', '=', accountId)
      .orderBy('number')
      .execute()
    return rows.map(toModification)
  }

  /** Ids of this desk's whose next lookup is due, longest overdue first; see `dueLookups`. */
  due(now: number, limit: number, except: readonly string[] = []): Promise<string[]> {
    return dueLookups(this.#db, 'modifications', this.#deskId, { now, limit, except })
  }

  /** When the next lookup of any of this desk's is due, ms; null when none is planned. */
  nextDue(except: readonly string[] = []): Promise<number | null> {
    return nextLookupAt(this.#db, 'modifications', this.#deskId, except)
  }

  /** A window of an account's, newest first. */
  async list(accountId: string, query: ModificationQuery): Promise<ListPage<ModificationRecord>> {
    const { kinds, states, transactionId, from, to, offset, limit } = query
    const matching = this.#db
      .selectFrom('modifications')
      .where('account_id', '=', accountId)
      .$if(kinds.length > 0, (rows) => rows.where('kind', 'in', kinds))
      .$if(states.length > 0, (rows) => rows.where('state', 'in', states))
      .$if(transactionId !== null, (rows) => rows.where('transaction_id', '=', transactionId))
      .$if(from !== null, (rows) => rows.where('created_at', '>=', from))
      .$if(to !== null, (rows) => rows.where('created_at', '<', to))
    const counted = await matching
      .select((select) => select.fn.countAll<number>().as('total'))
      .executeTakeFirst()
    const rows = await matching
      .selectAll()
      .orderBy('created_at', 'desc')
      .orderBy('number', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    return { rows: rows.map(toModification), total: counted?.total ?? 0, atLeast: false }
  }

  async #addEvent(id: string, happening: ModificationHappening, state: ModificationState): Promise<void> {
    const { at, kind, note } = happening
    await this.#db
      .insertInto('modification_events')
      .values({ modification_id: id, at, kind, state, note })
      .execute()
  }
}

/** Another of the same transaction has not ended. */
export function modificationOpen(other: ModificationRecord | null): TrekkError {
  return new TrekkError('modification_open', 'another one of the transaction has not ended', {
    ...(other !== null && { details: { modificationId: other.id, kind: other.kind } })
  })
}

/** Whether a write failed because another of the same transaction has not ended. */
function isNotAlone(error: unknown): boolean {
  return (
    isUniqueViolation(error) && error instanceof Error && /modifications\.transaction_id/.test(error.message)
  )
}
