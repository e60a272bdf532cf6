import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { TrekkError } from '../../shared/result'
import { Accounts } from './accounts'
import { Alarms } from './alarms'
import { Approvals } from './approvals'
import { Audit } from './audit'
import { Batches } from './batches'
import { CardChanges } from './card-changes'
import { CardUses } from './card-uses'
import { Cards } from './cards'
import { Charges } from './charges'
import { CustomerNotes } from './customer-notes'
import { DeskState } from './desk'
import { GatheredWrites } from './gathered-writes'
import { Links } from './links'
import { LogShortening } from './log-shortening'
import { migrate } from './migrate'
import { migrations } from './migrations'
import { Modifications } from './modifications'
import { Payments } from './payments'
import type { LedgerReads } from './reading/ledger-reads'
import { Reads } from './reading/reads'
import { Repetitions } from './repetitions'
import type { Schema } from './schema'
import { openConnection, type OpenConnection, type SqlConnection } from './sqlite/connection'
import { earlierSetAside, markDamaged, setAside, wasFoundDamaged } from './sqlite/damage'
import { LedgerDialect } from './sqlite/dialect'
import { isDamage, storageError } from './sqlite/errors'
import { firstColumn, hasTable, isWhole, leaveLogToOthers, prepareWriter } from './sqlite/file'
import { Tray } from './tray'

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
  /** By which charges say that this desk made them; where the ledger is this desk's alone it has a name for it. */
  readonly deskId?: string
  /** Where the long reads are made, and the log is shortened; on this thread unless given. */
  readonly reads?: (folder: string, file: string, clock: () => number) => LedgerReads
}

/** One view of the ledger's tables: of the database, or of a transaction in progress. */
export interface LedgerTables {
  readonly accounts: Accounts
  readonly cards: Cards
  readonly cardChanges: CardChanges
  readonly charges: Charges
  readonly links: Links
  readonly modifications: Modifications
  readonly customerNotes: CustomerNotes
  readonly cardUses: CardUses
  readonly batches: Batches
  readonly approvals: Approvals
  readonly tray: Tray
  readonly repetitions: Repetitions
  readonly payments: Payments
  readonly alarms: Alarms
  readonly audit: Audit
  readonly desk: DeskState
}

export interface Ledger extends LedgerTables {
  /** By which charges say that this desk made them. */
  readonly deskId: string
  readonly reads: LedgerReads
  /**
   * Where a damaged database was moved, now or at an earlier start; null when none lies in the folder. What it held is
   * missing here for as long as nobody has taken it away to rescue it.
   */
  readonly damagedSetAside: string | null
  /** Whether the whole file is due to be read and checked, which `check` does. */
  readonly checkIsDue: boolean
  /** Whether the file was found damaged while it is in use. Then nothing new may be charged: see `requireSound`. */
  readonly isDamaged: boolean
  /** Checks the whole file. One that is damaged is set aside at the next start. @returns whether it is sound */
  check(): Promise<boolean>
  /** @throws TrekkError `storage_failed` with `details.reason` `damaged`, when the file was found damaged */
  requireSound(): void
  /**
   * Runs several writes as one: all on disk when the promise resolves, none when it rejects. Inside, use the tables
   * given and nothing else of the ledger, which would wait for this very transaction.
   */
  write<T>(work: (tables: LedgerTables) => Promise<T>): Promise<T>
  /**
   * As `write`, for what comes in great numbers and may wait: within a twentieth of a second, in one commit with others.
   * `writeNow` is such a commit at once, of its own work and of what waits.
   */
  writeSoon<T>(work: (tables: LedgerTables) => Promise<T>): Promise<T>
  writeNow<T>(work: (tables: LedgerTables) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Opens the ledger, brings it up to date after a checked backup, and hands out its tables.
 * A damaged database is moved aside, never deleted, and a new one begun: see `damagedSetAside`.
 * @throws TrekkError `storage_newer` for a database from a newer version, which is left untouched; `storage_full`,
 * `storage_readonly`, `storage_failed` when it cannot be opened or brought up to date
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { folder, clock } = options
  try {
    const known = wasFoundDamaged(join(folder, ledgerFile)) ? setAside(folder, ledgerFile, clock()) : null
    return await openOnce(options, known).catch((error: unknown) => {
      if (!isDamage(error)) throw error
      return openOnce(options, setAside(folder, ledgerFile, clock()))
    })
  } catch (error) {
    throw storageError(error)
  }
}

/** A whole check reads every page, about 5 ms a megabyte: before anything else only while that is not felt. */
const checkedAtOnceBytes = 16 * 1024 * 1024
/** Larger ledgers are checked beside the work, after a start that found the last session cut short, and this often, ms. */
const checkEvery = 7 * 24 * 3_600_000

async function openOnce(options: LedgerOptions, damagedSetAside: string | null): Promise<Ledger> {
  const { folder, clock } = options
  const open = options.open ?? openConnection
  const path = join(folder, ledgerFile)
  // SQLite removes its log when it closes; one that is still there means the last session was cut short.
  const cutShort = existsSync(`${path}-wal`)
  const isSmall = !existsSync(path) || statSync(path).size <= checkedAtOnceBytes
  const connection = open(path)
  try {
    prepareWriter(connection)
    const now = clock()
    const isDue = cutShort || isSmall || now - checkedAt(connection) > checkEvery
    if (isDue && isSmall && !isWhole(connection, 'quick_check')) throw damaged()
    const reads = (options.reads ?? readHere)(folder, ledgerFile, clock)
    const log = options.reads === undefined ? null : new LogShortening(() => reads.shortenLog())
    if (log !== null) leaveLogToOthers(connection)
    const db = new Kysely<Schema>({ dialect: new LedgerDialect(connection, () => log?.committed()) })
    await migrate(db, connection, {
      known: options.migrations ?? migrations,
      open,
      folder,
      clock
    })
    const desk = new DeskState(db)
    if (isDue && isSmall) await desk.setCheckedAt(now)
    const deskId = options.deskId ?? (await desk.id())
    const tables = (of: Kysely<Schema>): LedgerTables => tablesOf(of, clock, deskId)
    let isDamaged = false
    const gathered = new GatheredWrites({ db, tablesOf: tables, isOpen: () => connection.isTransaction })
    return {
      ...tables(db),
      deskId,
      reads,
      damagedSetAside: damagedSetAside ?? earlierSetAside(folder),
      checkIsDue: isDue && !isSmall,
      get isDamaged() {
        return isDamaged
      },
      async check() {
        isDamaged = !(await reads.isWhole())
        if (isDamaged) markDamaged(path)
        else await desk.setCheckedAt(clock())
        return !isDamaged
      },
      requireSound() {
        if (isDamaged) throw damaged()
      },
      write: (work) => db.transaction().execute((transaction) => work(tables(transaction))),
      writeSoon: (work) => gathered.soon(work),
      writeNow: (work) => gathered.now(work),
      close: async () => {
        await gathered.flush()
        await reads.close()
        await db.destroy()
      }
    }
  } catch (error) {
    connection.close()
    throw error
  }
}

function damaged(): TrekkError {
  return new TrekkError('storage_failed', 'the ledger is damaged', { details: { reason: 'damaged' } })
}

function readHere(folder: string, file: string, clock: () => number): LedgerReads {
  return new Reads(folder, file, clock)
}

/** When the whole file was last found in order, ms; 0 when it never was. Read before the tables are brought up to date. */
function checkedAt(connection: SqlConnection): number {
  const table = ['desk_state', 'state'].find((name) => hasTable(connection, name))
  if (table === undefined) return 0
  const [value] = firstColumn(connection, `SELECT value FROM ${table} WHERE key = 'checked_at'`)
  return value === undefined ? 0 : Number(value)
}

function tablesOf(db: Kysely<Schema>, clock: () => number, deskId: string): LedgerTables {
  return {
    accounts: new Accounts(db),
    cards: new Cards(db, clock),
    cardChanges: new CardChanges(db),
    charges: new Charges(db, deskId),
    links: new Links(db, deskId),
    modifications: new Modifications(db, deskId),
    customerNotes: new CustomerNotes(db),
    cardUses: new CardUses(db),
    batches: new Batches(db, deskId),
    approvals: new Approvals(db),
    tray: new Tray(db),
    repetitions: new Repetitions(db),
    payments: new Payments(db),
    alarms: new Alarms(db),
    audit: new Audit(db),
    desk: new DeskState(db)
  }
}
