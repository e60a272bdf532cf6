import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { TrekkError } from '../../../shared/result'
import { openConnection, type OpenConnection, type SqlConnection } from '../sqlite/connection'
import { storageError } from '../sqlite/errors'
import { prepareWriter } from '../sqlite/file'
import { readBatchDetails, writeBatchDetails, type BatchDetails } from '../stored/batch-details'
import { readPlannedRow, writePlannedRow, type PlannedRow } from './planned-row'

/** A planned row that was not charged when its turn came, and the rule it broke. */
export interface SetAside {
  readonly row: number
  readonly code: string
  readonly details: BatchDetails
  /** ms since 1970 UTC */
  readonly at: number
}

const tables = [
  `create table if not exists facts (key text primary key not null, value text not null) strict`,
  // What was released, row by row. It is written once, and its hash is in the ledger.
  `create table if not exists plan (row integer primary key, charge text not null) strict`,
  `create trigger if not exists plan_no_update before update on plan begin select raise(abort, 'plan_no_update'); end`,
  `create trigger if not exists plan_no_delete before delete on plan begin select raise(abort, 'plan_no_delete'); end`,
  `create table if not exists set_aside (
    row integer primary key,
    code text not null,
    details text not null,
    at integer not null
  ) strict`
]

/**
 * The file of one batch: what was read, how it was mended, what was released. It is this desk's own and no truth about
 * money: which rows were charged is said by the ledger.
 */
export class Staging {
  readonly #connection: SqlConnection

  /** @param folder the profile folder. Opens the file of a batch, made where it is missing. @throws TrekkError `storage_*` */
  constructor(folder: string, batchId: string, open: OpenConnection = openConnection) {
    const path = stagingPath(folder, batchId)
    try {
      mkdirSync(join(folder, stagingFolder), { recursive: true, mode: 0o700 })
      this.#connection = open(path)
      prepareWriter(this.#connection)
      for (const statement of tables) this.#connection.exec(statement)
      chmodSync(path, 0o600)
    } catch (error) {
      throw storageError(error)
    }
  }

  /**
   * Writes what is released, once: a plan is never changed.
   * @returns its hash, see `planHash`
   * @throws TrekkError `storage_*`; Error when there is a plan already
   */
  writePlan(rows: Iterable<PlannedRow>): string {
    return this.#together(() => {
      if (this.#connection.prepare('select 1 from plan limit 1').all().length > 0)
        throw new TrekkError('internal', 'the batch has a plan already')
      const insert = this.#connection.prepare('insert into plan values (?, ?)')
      const hash = createHash('sha256')
      for (const row of rows) {
        const text = writePlannedRow(row)
        insert.run(row.row, text)
        hash.update(`${text}\n`)
      }
      return hash.digest('hex')
    })
  }

  /** SHA-256 of every planned row as it is written, in the order of their numbers, hex. @throws TrekkError `storage_*` */
  planHash(): string {
    const hash = createHash('sha256')
    try {
      for (const row of this.#connection.prepare('select charge from plan order by row').iterate())
        hash.update(`${textIn(row, 'charge')}\n`)
      return hash.digest('hex')
    } catch (error) {
      throw storageError(error)
    }
  }

  /** The planned rows after a row, in the order of their numbers. @throws TrekkError `storage_*`; Error for a strange row */
  planned(after: number, limit: number): PlannedRow[] {
    return this.#all('select charge from plan where row > ? order by row limit ?', after, limit).map((row) =>
      readPlannedRow(textIn(row, 'charge'))
    )
  }

  /** Keeps why a row was not charged when its turn came; the latest reason counts. @throws TrekkError `storage_*` */
  setAside({ row, code, details, at }: SetAside): void {
    this.#run(
      'insert into set_aside values (?, ?, ?, ?) on conflict do update set code = excluded.code, details = excluded.details, at = excluded.at',
      row,
      code,
      writeBatchDetails(details),
      at
    )
  }

  /** The rows that were not charged when their turn came, by number. Those charged later are among them. */
  rowsSetAside(): SetAside[] {
    return this.#all('select row, code, details, at from set_aside order by row').map((row) => ({
      row: numberIn(row, 'row'),
      code: textIn(row, 'code'),
      details: readBatchDetails(textIn(row, 'details')),
      at: numberIn(row, 'at')
    }))
  }

  close(): void {
    this.#connection.close()
  }

  #all(sql: string, ...parameters: unknown[]): unknown[] {
    try {
      return this.#connection.prepare(sql).all(...parameters)
    } catch (error) {
      throw storageError(error)
    }
  }

  #run(sql: string, ...parameters: unknown[]): void {
    try {
      this.#connection.prepare(sql).run(...parameters)
    } catch (error) {
      throw storageError(error)
    }
  }

  /** All of it on disk, or none. */
  #together<T>(work: () => T): T {
    try {
      this.#connection.exec('begin immediate')
      const result = work()
      this.#connection.exec('commit')
      return result
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec('rollback')
      throw storageError(error)
    }
  }
}

const stagingFolder = 'batches'

/** Ids are made by the program, but a path is made of none that could lead elsewhere. @throws RangeError */
function stagingPath(folder: string, batchId: string): string {
  if (!/^[A-Za-z0-9-]{1,64}$/.test(batchId)) throw new RangeError('not the id of a batch')
  return join(folder, stagingFolder, `${batchId}.db`)
}

function valueIn(row: unknown, key: string): unknown {
  return typeof row === 'object' && row !== null ? Reflect.get(row, key) : undefined
}

function textIn(row: unknown, key: string): string {
  const value = valueIn(row, key)
  if (typeof value !== 'string') throw new TypeError(`${key} is no text`)
  return value
}

function numberIn(row: unknown, key: string): number {
  const value = valueIn(row, key)
  if (typeof value !== 'number') throw new TypeError(`${key} is no number`)
  return value
}
