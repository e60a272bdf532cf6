import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openConnection, type OpenConnection, type SqlConnection } from '../sqlite/connection'
import { storageError } from '../sqlite/errors'
import { prepareWriter } from '../sqlite/file'
import { readBatchDetails, writeBatchDetails, type BatchDetails } from '../stored/batch-details'
import { hashOfWritten, readPlannedRow, writePlannedRow, type PlannedRow } from './planned-row'

/** A planned row that was not charged when its turn came, and the rule it broke. */
export interface SetAside {
  readonly row: number
  readonly code: string
  readonly details: BatchDetails
  /** ms since 1970 UTC */
  readonly at: number
}

/** A card that a file brings along: the id it will have, and its token, sealed for that id. */
export interface StagedCard {
  readonly cardId: string
  readonly fingerprint: string
  readonly sealed: Uint8Array
}

// What was released, row by row. It is written once, and its hash is in the ledger.
const planTables = [
  `create table if not exists plan (row integer primary key, charge text not null) strict`,
  `create trigger if not exists plan_no_update before update on plan begin select raise(abort, 'plan_no_update'); end`,
  `create trigger if not exists plan_no_delete before delete on plan begin select raise(abort, 'plan_no_delete'); end`
]

const tables = [
  `create table if not exists facts (key text primary key not null, value text not null) strict`,
  ...planTables,
  // The rows as they were read, many to a text. Tokens are not among them: in their place stand handles of cards.
  `create table if not exists reading (piece integer primary key, rows text not null) strict`,
  // What a person did to them.
  `create table if not exists marks (
    row integer primary key,
    mark text not null
  ) strict`,
  `create table if not exists steps (id integer primary key, undone integer not null, step text not null) strict`,
  // Cards that the file brings along, with their tokens sealed.
  `create table if not exists new_cards (
    card_id text primary key not null,
    fingerprint text not null unique,
    sealed blob not null
  ) strict`,
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
      // 2 MB: it is written and read from one end to the other.
      this.#connection.exec('PRAGMA cache_size = -2000')
      for (const statement of tables) this.#connection.exec(statement)
      chmodSync(path, 0o600)
    } catch (error) {
      throw storageError(error)
    }
  }

  /**
   * Writes what is to be released, in place of a plan that never was: one that is released is in the ledger by its hash.
   * @param facts what is kept as one with it
   * @returns its hash, see `planHash`
   * @throws TrekkError `storage_*`
   */
  writePlan(rows: Iterable<PlannedRow>, facts: Readonly<Record<string, string>> = {}): string {
    this.#together(() => {
      this.#connection.exec('drop table plan')
      for (const statement of planTables) this.#connection.exec(statement)
      const insert = this.#connection.prepare('insert into plan values (?, ?)')
      for (const row of rows) insert.run(row.row, writePlannedRow(row))
      this.#writeFacts(facts)
    })
    return this.planHash()
  }

  /** See `hashOfPlan`; of the rows as they stand in the file. @throws TrekkError `storage_*` */
  planHash(): string {
    const connection = this.#connection
    const charges = function* (): Generator<string, void, undefined> {
      for (const row of connection.prepare('select charge from plan order by row').iterate())
        yield textIn(row, 'charge')
    }
    try {
      return hashOfWritten(charges())
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

  /** The numbers of all planned rows, in order. @throws TrekkError `storage_*` */
  plannedRows(): number[] {
    return this.#all('select row from plan order by row').map((row) => numberIn(row, 'row'))
  }

  /** The planned rows of a card, under any of its ids, in order. @throws TrekkError `storage_*` */
  plannedOf(cardIds: readonly string[]): number[] {
    // As `writePlannedRow` writes it.
    const named = cardIds.map((id) => `"cardId":${JSON.stringify(id)}`)
    const rows = named.flatMap((part) => this.#all('select row from plan where instr(charge, ?) > 0', part))
    return rows.map((row) => numberIn(row, 'row')).toSorted((one, other) => one - other)
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

  /** A fact about the file, by name; null when it is not known. */
  fact(key: string): string | null {
    const [row] = this.#all('select value from facts where key = ?', key)
    return row === undefined ? null : textIn(row, 'value')
  }

  /** Keeps facts, by name, as one. @throws TrekkError `storage_*` */
  setFacts(facts: Readonly<Record<string, string>>): void {
    this.#together(() => this.#writeFacts(facts))
  }

  /**
   * Writes a reading of the file in place of any there was, as one: its rows, what is known of them, and what stays of
   * what a person did to them.
   * @param pieces the rows in order, as texts that the batch's side writes and reads
   * @param facts see `setFacts`
   * @param stays what stays of a mark, null for nothing; where it is null itself all marks stay, and can be undone
   */
  writeReading(
    pieces: Iterable<string>,
    facts: Readonly<Record<string, string>>,
    stays: ((mark: string) => string | null) | null
  ): void {
    this.#together(() => {
      this.#connection.exec('delete from reading')
      const insert = this.#connection.prepare('insert into reading (rows) values (?)')
      for (const piece of pieces) insert.run(piece)
      this.#writeFacts(facts)
      if (stays === null) return
      this.#writeMarks(new Map([...this.marks()].map(([row, mark]) => [row, stays(mark)])))
      this.#connection.exec('delete from steps')
    })
  }

  /** The pieces that were written, in order. @throws TrekkError `storage_*` */
  *reading(): Generator<string, void, undefined> {
    try {
      for (const row of this.#connection.prepare('select rows from reading order by piece').iterate())
        yield textIn(row, 'rows')
    } catch (error) {
      throw storageError(error)
    }
  }

  /**
   * Writes what a person did to rows, and how it is undone, as one.
   * @param marks by row, as text; null takes a row's mark away
   * @param step what was done; everything that was undone before is forgotten with it
   */
  writeStep(marks: ReadonlyMap<number, string | null>, step: string): void {
    this.#together(() => {
      this.#writeMarks(marks)
      this.#run('delete from steps where undone = 1')
      this.#run('insert into steps (undone, step) values (0, ?)', step)
    })
  }

  /** Writes marks and that a step was undone, or done again, as one. */
  moveStep(id: number, undone: boolean, marks: ReadonlyMap<number, string | null>): void {
    this.#together(() => {
      this.#writeMarks(marks)
      this.#run('update steps set undone = ? where id = ?', undone ? 1 : 0, id)
    })
  }

  /** The latest step that was done, or the first of those that were undone; null when there is none. */
  step(undone: boolean): { readonly id: number; readonly step: string } | null {
    const order = undone ? 'asc' : 'desc'
    const [row] = this.#all(
      `select id, step from steps where undone = ? order by id ${order} limit 1`,
      undone ? 1 : 0
    )
    return row === undefined ? null : { id: numberIn(row, 'id'), step: textIn(row, 'step') }
  }

  /** What a person did to rows, by row. */
  marks(): Map<number, string> {
    const rows = this.#all('select row, mark from marks')
    return new Map(rows.map((row) => [numberIn(row, 'row'), textIn(row, 'mark')]))
  }

  /** Keeps cards that the file brings along. One that is kept already stays as it is. */
  keepCards(cards: readonly StagedCard[]): void {
    this.#together(() => {
      const insert = this.#connection.prepare('insert into new_cards values (?, ?, ?) on conflict do nothing')
      for (const { cardId, fingerprint, sealed } of cards) insert.run(cardId, fingerprint, sealed)
    })
  }

  /** Destroys the tokens of the cards that the file brings along: they are stored cards now, and removed with them. */
  forgetTokens(): void {
    this.#run("update new_cards set sealed = x''")
  }

  newCards(): StagedCard[] {
    return this.#all('select card_id, fingerprint, sealed from new_cards').map((row) => ({
      cardId: textIn(row, 'card_id'),
      fingerprint: textIn(row, 'fingerprint'),
      sealed: bytesIn(row, 'sealed')
    }))
  }

  close(): void {
    this.#connection.close()
  }

  #writeFacts(facts: Readonly<Record<string, string>>): void {
    const write = this.#connection.prepare(
      'insert into facts values (?, ?) on conflict do update set value = excluded.value'
    )
    for (const [key, value] of Object.entries(facts)) write.run(key, value)
  }

  #writeMarks(marks: ReadonlyMap<number, string | null>): void {
    const write = this.#connection.prepare(
      'insert into marks values (?, ?) on conflict do update set mark = excluded.mark'
    )
    const remove = this.#connection.prepare('delete from marks where row = ?')
    for (const [row, mark] of marks) {
      if (mark === null) remove.run(row)
      else write.run(row, mark)
    }
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

/** Throws the file of a batch away that was never released. @throws TrekkError `storage_*` */
export function discardStaging(folder: string, batchId: string): void {
  try {
    const path = stagingPath(folder, batchId)
    for (const ending of ['', '-wal', '-shm']) rmSync(`${path}${ending}`, { force: true })
  } catch (error) {
    throw storageError(error)
  }
}

/** The ids of all batches that have a file in the profile. */
export function stagedBatches(folder: string): string[] {
  const path = join(folder, stagingFolder)
  if (!existsSync(path)) return []
  return readdirSync(path).flatMap((name) => (name.endsWith('.db') ? [name.slice(0, -3)] : []))
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

function bytesIn(row: unknown, key: string): Uint8Array {
  const value = valueIn(row, key)
  if (!(value instanceof Uint8Array)) throw new TypeError(`${key} is no bytes`)
  return value
}

function numberIn(row: unknown, key: string): number {
  const value = valueIn(row, key)
  if (typeof value !== 'number') throw new TypeError(`${key} is no number`)
  return value
}
