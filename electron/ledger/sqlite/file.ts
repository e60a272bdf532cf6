import type { SqlConnection } from './connection'

/** Pragmas last as long as the connection. FULL: a commit is on disk when it returns, also without power. */
export function prepareWriter(connection: SqlConnection): void {
  connection.exec('PRAGMA journal_mode = WAL')
  connection.exec('PRAGMA synchronous = FULL')
  connection.exec('PRAGMA foreign_keys = ON')
  connection.exec('PRAGMA busy_timeout = 5000')
  // The sealed token of a removed card is overwritten, not only unlinked.
  connection.exec('PRAGMA secure_delete = ON')
  // 16 MB: what a charge reads is in memory.
  connection.exec('PRAGMA cache_size = -16000')
}

/**
 * For a writer whose log another connection shortens, see `shortenLog`: by itself it does so only when that one has
 * fallen far behind. 16 000 pages are 64 MB.
 */
export function leaveLogToOthers(connection: SqlConnection): void {
  connection.exec('PRAGMA wal_autocheckpoint = 16000')
}

/**
 * Writes what the log holds into the database file, without waiting for the writer or anybody who reads, and without
 * their waiting for it. Twice, because the writer goes on meanwhile, and begins its log anew only when nothing of it is
 * left to do.
 */
export function shortenLog(connection: SqlConnection): void {
  for (let time = 0; time < 2; time += 1) connection.exec('PRAGMA wal_checkpoint(PASSIVE)')
}

/** For a connection that only reads. */
export function prepareReader(connection: SqlConnection): void {
  connection.exec('PRAGMA query_only = ON')
  connection.exec('PRAGMA busy_timeout = 5000')
  // 64 MB: the index of a long list, and of 50 000 cards, stays in memory.
  connection.exec('PRAGMA cache_size = -64000')
}

/**
 * Runs work for which foreign keys must not be looked at, such as rebuilding a table that others point at; then looks
 * at all of them.
 * @throws Error when the work has left a row that points at nothing
 */
export async function withoutForeignKeys(
  connection: SqlConnection,
  work: () => Promise<void>
): Promise<void> {
  connection.exec('PRAGMA foreign_keys = OFF')
  try {
    await work()
    const [stray] = connection.prepare('PRAGMA foreign_key_check').all()
    if (stray !== undefined) throw new Error(`a row points at nothing: ${JSON.stringify(stray)}`)
  } finally {
    connection.exec('PRAGMA foreign_keys = ON')
  }
}

/**
 * Whether SQLite finds a database whole.
 * @param pragma `quick_check` skips comparing indexes with their tables, `integrity_check` skips nothing
 */
export function isWhole(connection: SqlConnection, pragma: 'quick_check' | 'integrity_check'): boolean {
  const rows = connection.prepare(`PRAGMA ${pragma}(1)`).all()
  const first = rows[0]
  return (
    rows.length === 1 && typeof first === 'object' && first !== null && Object.values(first).includes('ok')
  )
}

export function hasTable(connection: SqlConnection, name: string): boolean {
  return connection.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').all(name).length > 0
}

/** The texts in the first column of a query without parameters. */
export function firstColumn(connection: SqlConnection, query: string): string[] {
  return connection
    .prepare(query)
    .all()
    .flatMap((row) => (typeof row === 'object' && row !== null ? Object.values(row) : []))
    .filter((name): name is string => typeof name === 'string')
}

/** `20261122-094853`, UTC: sorts by time and is a legal file name everywhere. */
export function fileStamp(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
}

/** A word that changes with everything another connection commits (https://www.sqlite.org/pragma.html, data_version). */
export function dataVersion(connection: SqlConnection): string {
  const [row] = connection.prepare('PRAGMA data_version').all()
  return JSON.stringify(row)
}
