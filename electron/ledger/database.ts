import { existsSync, readdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { TrekkError } from '../../shared/result'
import { Accounts } from './accounts'
import { Alarms } from './alarms'
import { Audit } from './audit'
import { backUp, fileStamp, isWhole } from './backup'
import { Cards } from './cards'
import { ChargeLists } from './charge-lists'
import { Charges } from './charges'
import { LedgerDialect } from './dialect'
import { migrations as allMigrations } from './migrations'
import { Repetitions } from './repetitions'
import type { Schema } from './schema'
import { openConnection, type OpenConnection, type SqlConnection } from './sql-connection'
import { StateStore } from './state'
import { isDamage, storageError } from './storage-error'

export const ledgerFile = 'trekk.db'

export interface LedgerOptions {
  /** The profile folder; it exists and its lock is held. */
  readonly folder: string
  /** ms since 1970 UTC */
  readonly clock: () => number
  /** Another driver, for tests that fail or die at a chosen write. */
  readonly open?: OpenConnection
  /** Other migrations, for tests of upgrading. */
  readonly migrations?: Readonly<Record<string, Migration>>
}

/** One view of the ledger's tables: of the database, or of a transaction in progress. */
export interface LedgerParts {
  readonly accounts: Accounts
  readonly cards: Cards
  readonly charges: Charges
  readonly lists: ChargeLists
  readonly repetitions: Repetitions
  readonly alarms: Alarms
  readonly audit: Audit
  readonly state: StateStore
}

export interface Ledger extends LedgerParts {
  /**
   * Where a damaged database was moved, now or at an earlier start; null when none lies in the folder. What it held is
   * missing here for as long as nobody has taken it away to rescue it.
   */
  readonly damagedSetAside: string | null
  /**
   * Runs several writes as one: all on disk when the promise resolves, none when it rejects. Inside, use the parts
   * given and nothing else of the ledger, which would wait for this very transaction.
   */
  write<T>(work: (parts: LedgerParts) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Opens the ledger, brings it up to date after a checked backup, and hands out its parts.
 * A damaged database is moved aside, never deleted, and a new one begun: see `damagedSetAside`.
 * @throws TrekkError `storage_newer` for a database from a newer version, which is left untouched; `storage_full`,
 * `storage_readonly`, `storage_failed` when it cannot be opened or brought up to date
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  try {
    return await openOnce(options, null).catch((error: unknown) => {
      if (!isDamage(error)) throw error
      return openOnce(options, setAside(options.folder, options.clock()))
    })
  } catch (error) {
    throw storageError(error)
  }
}

/** A whole check reads every page, about 5 ms a megabyte: at every start only while that is not felt. */
const alwaysCheckedBytes = 16 * 1024 * 1024
/** Larger ledgers are checked after a start that found the last session cut short, and this often. */
const checkEvery = 7 * 24 * 3_600_000
const checkedKey = 'checked_at'

async function openOnce(options: LedgerOptions, damagedSetAside: string | null): Promise<Ledger> {
  const open = options.open ?? openConnection
  const path = join(options.folder, ledgerFile)
  // SQLite removes its log when it closes; one that is still there means the last session was cut short.
  const cutShort = existsSync(`${path}-wal`)
  const small = !existsSync(path) || statSync(path).size <= alwaysCheckedBytes
  const connection = open(path)
  try {
    prepare(connection)
    const now = options.clock()
    const checked = cutShort || small || now - checkedAt(connection) > checkEvery
    if (checked && !isWhole(connection, 'quick_check')) {
      throw new TrekkError('storage_failed', 'the ledger is damaged', { details: { reason: 'damaged' } })
    }
    const db = new Kysely<Schema>({ dialect: new LedgerDialect(connection) })
    await migrate(db, connection, options)
    if (checked) await new StateStore(db).set(checkedKey, String(now))
    const parts = (of: Kysely<Schema>): LedgerParts => partsOf(of, options.clock)
    return {
      ...parts(db),
      damagedSetAside: damagedSetAside ?? earlierSetAside(options.folder),
      write: (work) => db.transaction().execute((transaction) => work(parts(transaction))),
      close: () => db.destroy()
    }
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Pragmas last as long as the connection. FULL: a commit is on disk when it returns, also without power. */
function prepare(connection: SqlConnection): void {
  connection.exec('PRAGMA journal_mode = WAL')
  connection.exec('PRAGMA synchronous = FULL')
  connection.exec('PRAGMA foreign_keys = ON')
  connection.exec('PRAGMA busy_timeout = 5000')
  // The sealed token of a removed card is overwritten, not only unlinked.
  connection.exec('PRAGMA secure_delete = ON')
  // 16 MB, so that a search among 50 000 cards finds its index in memory.
  connection.exec('PRAGMA cache_size = -16000')
}

/** When the whole file was last checked, ms; 0 when it never was. */
function checkedAt(connection: SqlConnection): number {
  if (!hasTable(connection, 'state')) return 0
  const [value] = firstColumn(connection, `SELECT value FROM state WHERE key = '${checkedKey}'`)
  return value === undefined ? 0 : Number(value)
}

async function migrate(db: Kysely<Schema>, connection: SqlConnection, options: LedgerOptions): Promise<void> {
  const known = options.migrations ?? allMigrations
  const done = doneMigrations(connection)
  const strangers = done.filter((name) => !Object.hasOwn(known, name))
  if (strangers.length > 0) {
    throw new TrekkError('storage_newer', `the ledger is from a newer version (${strangers.join(', ')})`)
  }
  const [next] = Object.keys(known)
    .sort()
    .filter((name) => !done.includes(name))
  if (next === undefined) return
  if (done.length > 0)
    backUp(connection, options.open ?? openConnection, options.folder, next, options.clock())
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...known }) } })
  const { error } = await migrator.migrateToLatest()
  if (error instanceof Error) throw error
  if (error !== undefined)
    throw new TrekkError('storage_failed', 'the ledger could not be brought up to date')
}

/** Read before Kysely is asked, because its migrator creates its tables also in a database it then refuses. */
function doneMigrations(connection: SqlConnection): string[] {
  if (!hasTable(connection, 'kysely_migration')) return []
  return firstColumn(connection, 'SELECT name FROM kysely_migration ORDER BY name')
}

function hasTable(connection: SqlConnection, name: string): boolean {
  return connection.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').all(name).length > 0
}

function firstColumn(connection: SqlConnection, query: string): string[] {
  return connection
    .prepare(query)
    .all()
    .flatMap((row) => (typeof row === 'object' && row !== null ? Object.values(row) : []))
    .filter((name): name is string => typeof name === 'string')
}

function partsOf(db: Kysely<Schema>, clock: () => number): LedgerParts {
  return {
    accounts: new Accounts(db),
    cards: new Cards(db, clock),
    charges: new Charges(db),
    lists: new ChargeLists(db),
    repetitions: new Repetitions(db),
    alarms: new Alarms(db),
    audit: new Audit(db),
    state: new StateStore(db)
  }
}

const setAsidePrefix = 'trekk-damaged-'

/** The latest of the databases that were set aside at earlier starts. */
function earlierSetAside(folder: string): string | null {
  const names = readdirSync(folder).filter((name) => name.startsWith(setAsidePrefix) && name.endsWith('.db'))
  const latest = names.sort().at(-1)
  return latest === undefined ? null : join(folder, latest)
}

/** Moves the database with its write-ahead log to a dated name: together they are what can still be rescued. */
function setAside(folder: string, at: number): string {
  const name = join(folder, `${setAsidePrefix}${fileStamp(at)}`)
  let to = `${name}.db`
  for (let again = 2; existsSync(to); again += 1) to = `${name}-${again}.db`
  for (const suffix of ['', '-wal', '-shm']) {
    const from = join(folder, ledgerFile + suffix)
    if (existsSync(from)) renameSync(from, to + suffix)
  }
  return to
}
