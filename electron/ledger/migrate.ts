import type { Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { TrekkError } from '../../shared/result'
import type { Schema } from './schema'
import { backUp } from './sqlite/backup'
import type { OpenConnection, SqlConnection } from './sqlite/connection'
import { firstColumn, hasTable, withoutForeignKeys } from './sqlite/file'

export interface MigrateOptions {
  readonly known: Readonly<Record<string, Migration>>
  readonly open: OpenConnection
  readonly folder: string
  /** ms since 1970 UTC */
  readonly clock: () => number
}

/**
 * Brings a ledger's tables up to date, all or nothing, after a checked backup of one that has any.
 * @throws TrekkError `storage_newer` for a ledger of a newer version, which is left untouched; `storage_*`
 */
export async function migrate(
  db: Kysely<Schema>,
  connection: SqlConnection,
  { known, open, folder, clock }: MigrateOptions
): Promise<void> {
  const done = doneMigrations(connection)
  const strangers = done.filter((name) => !Object.hasOwn(known, name))
  if (strangers.length > 0) {
    throw new TrekkError('storage_newer', `the ledger is from a newer version (${strangers.join(', ')})`)
  }
  const [next] = Object.keys(known)
    .sort()
    .filter((name) => !done.includes(name))
  if (next === undefined) return
  if (done.length > 0) backUp(connection, open, folder, next, clock())
  await withoutForeignKeys(connection, async () => {
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...known }) } })
    const { error } = await migrator.migrateToLatest()
    if (error instanceof Error) throw error
    if (error !== undefined)
      throw new TrekkError('storage_failed', 'the ledger could not be brought up to date')
  })
}

/** Read before Kysely is asked, because its migrator creates its tables also in a database it then refuses. */
function doneMigrations(connection: SqlConnection): string[] {
  if (!hasTable(connection, 'kysely_migration')) return []
  return firstColumn(connection, 'SELECT name FROM kysely_migration ORDER BY name')
}
