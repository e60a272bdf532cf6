import type { Kysely, Selectable } from 'kysely'
import {
  batchMoves,
  hasEnded,
  type BatchCount,
  type BatchReason,
  type BatchState,
  type CurrencySum,
  type Pace
} from '../../shared/batch'
import { TrekkError } from '../../shared/result'
import type { ChargeSource } from './charge-record'
import type { BatchTable, Schema } from './schema'
import { prepared } from './sqlite/prepared'
import { readBatchDetails, writeBatchDetails, type BatchDetails } from './stored/batch-details'
import { readPace, writePace } from './stored/pace'
import { readSums, writeSums } from './stored/sums'

/** A batch as it is released: from now on what it will charge is fixed. Times are ms since 1970 UTC. */
export interface NewBatch {
  readonly id: string
  readonly accountId: string
  readonly source: ChargeSource
  /** What staff calls it; part of the merchant references made for its rows. */
  readonly name: string
  readonly fileName: string
  /** SHA-256 of the file's bytes, hex. */
  readonly fileHash: string
  /** SHA-256 of what its rows say, in any order and form, hex. */
  readonly contentHash: string
  /** SHA-256 of every charge to be made, in order, hex: what runs is held against it. */
  readonly planHash: string
  readonly charges: number
  readonly sums: readonly CurrencySum[]
  readonly importedBy: string
  readonly releasedBy: string
  /** The second person, where one is asked for. */
  readonly approvedBy: string | null
  /** When the file was read. */
  readonly createdAt: number
  readonly releasedAt: number
  /** Before this nothing leaves. */
  readonly startsAt: number
  /** So many go first, and wait for a look. */
  readonly firstCharges: number
  readonly pace: Pace
}

export interface BatchRecord extends NewBatch {
  readonly deskId: string
  readonly state: BatchState
  readonly reason: BatchReason | null
  readonly details: BatchDetails
  readonly lookedAtBy: string | null
  readonly changedAt: number
  readonly endedAt: number | null
  readonly revision: number
  /** Rises with every program that takes it up. */
  readonly life: number
}

/** A move, and what goes with it. */
export interface BatchMove {
  /** ms since 1970 UTC */
  readonly at: number
  readonly state: BatchState
  /** Why it is paused; nothing otherwise. */
  readonly reason?: BatchReason
  readonly details?: BatchDetails
  readonly lookedAtBy?: string
}

const batchById = prepared((db, { id }: { id: string }) =>
  db.selectFrom('batches').selectAll().where('id', '=', id)
)

const lifeOf = prepared((db, { id }: { id: string }) =>
  db.selectFrom('batches').select(['life', 'state']).where('id', '=', id)
)

const countsOf = prepared((db, { id }: { id: string }) =>
  db
    .selectFrom('batch_counts')
    .select(['state', 'currency', 'charges', 'amount'])
    .where('batch_id', '=', id)
    .where('charges', '>', 0)
)

/** Batches that were released, and where each of them stands. Call the writing methods inside `Ledger.write`. */
export class Batches {
  readonly #db: Kysely<Schema>
  readonly #deskId: string

  constructor(db: Kysely<Schema>, deskId: string) {
    this.#db = db
    this.#deskId = deskId
  }

  /** Writes a batch that was released; nothing of it leaves before `startsAt`. */
  async create(batch: NewBatch): Promise<BatchRecord> {
    const row = await this.#db
      .insertInto('batches')
      .values({
        id: batch.id,
        account_id: batch.accountId,
        desk_id: this.#deskId,
        source: batch.source,
        name: batch.name,
        file_name: batch.fileName,
        file_hash: batch.fileHash,
        content_hash: batch.contentHash,
        plan_hash: batch.planHash,
        charges: batch.charges,
        sums: writeSums(batch.sums),
        imported_by: batch.importedBy,
        released_by: batch.releasedBy,
        approved_by: batch.approvedBy,
        created_at: batch.createdAt,
        released_at: batch.releasedAt,
        starts_at: batch.startsAt,
        first_charges: batch.firstCharges,
        pace: writePace(batch.pace),
        state: 'held',
        changed_at: batch.releasedAt
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    return toBatch(row)
  }

  /** @returns null when there is no such batch */
  async get(id: string): Promise<BatchRecord | null> {
    const [row] = await batchById(this.#db, { id })
    return row === undefined ? null : toBatch(row)
  }

  /** @throws TrekkError `not_found` */
  async require(id: string): Promise<BatchRecord> {
    const batch = await this.get(id)
    if (batch === null) throw new TrekkError('not_found', `no batch ${id}`)
    return batch
  }

  /** The batches of an account, the latest released first. */
  async list(accountId: string, offset: number, limit: number): Promise<BatchRecord[]> {
    const rows = await this.#db
      .selectFrom('batches')
      .selectAll()
      .where('account_id', '=', accountId)
      .orderBy('number', 'desc')
      .offset(offset)
      .limit(limit)
      .execute()
    return rows.map(toBatch)
  }

  async count(accountId: string): Promise<number> {
    const row = await this.#db
      .selectFrom('batches')
      .select((select) => select.fn.countAll<number>().as('batches'))
      .where('account_id', '=', accountId)
      .executeTakeFirst()
    return row?.batches ?? 0
  }

  /**
   * What was released without a second person since a time, batch by batch; those that were called off do not count.
   * @param since ms since 1970 UTC
   */
  async sumsUnapproved(accountId: string, since: number): Promise<CurrencySum[]> {
    const rows = await this.#db
      .selectFrom('batches')
      .select('sums')
      .where('account_id', '=', accountId)
      .where('approved_by', 'is', null)
      .where('released_at', '>', since)
      .where('state', '<>', 'cancelled')
      .execute()
    return rows.flatMap(({ sums }) => readSums(sums))
  }

  /** Batches of this desk that have not ended, over all accounts, oldest first. */
  async open(): Promise<BatchRecord[]> {
    const rows = await this.#db
      .selectFrom('batches')
      .selectAll()
      .where('ended_at', 'is', null)
      .where('desk_id', '=', this.#deskId)
      .orderBy('number')
      .execute()
    return rows.map(toBatch)
  }

  /** Earlier batches of an account with the same content, whatever they were called; the latest first. */
  async withContent(accountId: string, contentHash: string): Promise<BatchRecord[]> {
    const rows = await this.#db
      .selectFrom('batches')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('content_hash', '=', contentHash)
      .orderBy('number', 'desc')
      .limit(20)
      .execute()
    return rows.map(toBatch)
  }

  /** Batches of an account that were released under a name, or of a file byte for byte; the latest first. */
  async namedOrOf(accountId: string, name: string, fileHash: string): Promise<BatchRecord[]> {
    const rows = await this.#db
      .selectFrom('batches')
      .selectAll()
      .where('account_id', '=', accountId)
      .where((where) => where.or([where('name', '=', name), where('file_hash', '=', fileHash)]))
      .orderBy('number', 'desc')
      .execute()
    return rows.map(toBatch)
  }

  /**
   * Moves a batch.
   * @param before the batch as this transaction read it
   * @throws TrekkError `internal` for a move that is not in `batchMoves`; `changed_meanwhile` when another has changed it
   * since it was read
   */
  async move(before: BatchRecord, move: BatchMove): Promise<BatchRecord> {
    if (!batchMoves[before.state].includes(move.state)) {
      throw new TrekkError('internal', `a batch may not go from ${before.state} to ${move.state}`)
    }
    return this.#change(before, {
      state: move.state,
      reason: move.reason ?? null,
      details: move.details === undefined ? null : writeBatchDetails(move.details),
      changed_at: move.at,
      ended_at: hasEnded(move.state) ? move.at : null,
      ...(move.lookedAtBy !== undefined && { looked_at_by: move.lookedAtBy })
    })
  }

  /**
   * Takes a batch up for this program: whatever an earlier one still wants to send of it is refused from now on.
   * @param before as `move`
   * @returns the batch, running, in its next life
   * @throws TrekkError as `move`; one that runs already may be taken up as well
   */
  async takeUp(before: BatchRecord, at: number, lookedAtBy?: string): Promise<BatchRecord> {
    if (before.state !== 'running' && !batchMoves[before.state].includes('running')) {
      throw new TrekkError('internal', `a batch that is ${before.state} may not run`)
    }
    return this.#change(before, {
      state: 'running',
      life: before.life + 1,
      reason: null,
      details: null,
      changed_at: at,
      ...(lookedAtBy !== undefined && before.lookedAtBy === null && { looked_at_by: lookedAtBy })
    })
  }

  /** Changes the pace from the next charge on. @throws TrekkError `changed_meanwhile` */
  async setPace(before: BatchRecord, to: Pace): Promise<BatchRecord> {
    return this.#change(before, { pace: writePace(to) })
  }

  /**
   * Inside the transaction that lets charges leave: whether this program's life of the batch is still the current one.
   * @throws TrekkError `batch_taken_over` when another program has taken it up, or somebody has stopped it there
   */
  async requireLife(id: string, life: number): Promise<void> {
    const [row] = await lifeOf(this.#db, { id })
    if (row?.life === life && row.state === 'running') return
    throw new TrekkError('batch_taken_over', `batch ${id} is no longer run by this program`)
  }

  /** How many of its charges are in each state, and what they come to. Rows that are not begun are in none. */
  async counts(id: string): Promise<BatchCount[]> {
    return countsOf(this.#db, { id })
  }

  /** The rows of a batch that have become charges, in ascending order, from a row on. */
  async rowsBegun(id: string, from: number, to: number): Promise<number[]> {
    const rows = await this.#db
      .selectFrom('charges')
      .select('batch_row')
      .where('batch_id', '=', id)
      .where('batch_row', '>=', from)
      .where('batch_row', '<=', to)
      .orderBy('batch_row')
      .execute()
    return rows.flatMap(({ batch_row: row }) => (row === null ? [] : [row]))
  }

  /**
   * The charges of a batch whose request never arrived and that may be sent again.
   * @param now ms since 1970 UTC; one that Dintero asked to wait with is left out until then
   */
  async unsent(id: string, now: number, limit: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('charges')
      .select('id')
      .where('batch_id', '=', id)
      .where('state', '=', 'not_sent')
      .where((where) =>
        where.or([where('resend_not_before', 'is', null), where('resend_not_before', '<=', now)])
      )
      .orderBy('batch_row')
      .limit(limit)
      .execute()
    return rows.map((row) => row.id)
  }

  /**
   * When the next charge of a batch that never arrived may be sent again, ms since 1970 UTC; null when there is none.
   * @param except charges that are left as they are, by id
   */
  async nextUnsent(id: string, except: readonly string[]): Promise<number | null> {
    const row = await this.#db
      .selectFrom('charges')
      .select('resend_not_before')
      .where('batch_id', '=', id)
      .where('state', '=', 'not_sent')
      .where('id', 'not in', [...except])
      .orderBy('resend_not_before')
      .limit(1)
      .executeTakeFirst()
    return row === undefined ? null : (row.resend_not_before ?? 0)
  }

  async #change(before: BatchRecord, change: Partial<Selectable<BatchTable>>): Promise<BatchRecord> {
    const row = await this.#db
      .updateTable('batches')
      .set({ ...change, revision: before.revision + 1 })
      .where('id', '=', before.id)
      .where('revision', '=', before.revision)
      .returningAll()
      .executeTakeFirst()
    if (row === undefined)
      throw new TrekkError('changed_meanwhile', `batch ${before.id} has changed since it was read`)
    return toBatch(row)
  }
}

function toBatch(row: Selectable<BatchTable>): BatchRecord {
  return {
    id: row.id,
    accountId: row.account_id,
    deskId: row.desk_id,
    source: row.source,
    name: row.name,
    fileName: row.file_name,
    fileHash: row.file_hash,
    contentHash: row.content_hash,
    planHash: row.plan_hash,
    charges: row.charges,
    sums: readSums(row.sums),
    importedBy: row.imported_by,
    releasedBy: row.released_by,
    approvedBy: row.approved_by,
    createdAt: row.created_at,
    releasedAt: row.released_at,
    startsAt: row.starts_at,
    firstCharges: row.first_charges,
    pace: readPace(row.pace),
    state: row.state,
    reason: row.reason,
    details: row.details === null ? {} : readBatchDetails(row.details),
    lookedAtBy: row.looked_at_by,
    changedAt: row.changed_at,
    endedAt: row.ended_at,
    revision: row.revision,
    life: row.life
  }
}
