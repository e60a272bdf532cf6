import { readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { ledgerFile, openLedger } from '../../electron/ledger/ledger'
import { migrations } from '../../electron/ledger/migrations'

/*
 * Makes the next of tests/fixtures/ledgers: the newest one there, brought to a version, with rows added, as SQL.
 *   npx tsx tests/tooling/ledger-fixture.ts 0005 [rows.sql]
 * Made once, before the migration after it is written; what is there is never made again.
 */

const folder = new URL('../fixtures/ledgers/', import.meta.url).pathname

const [version, rows] = process.argv.slice(2)
if (version === undefined) throw new Error('which version?')
const before = String(Number(version) - 1).padStart(4, '0')
const profile = mkdtempSync(join(tmpdir(), 'trekk-ledger-fixture-'))
const path = join(profile, ledgerFile)
try {
  const given = new DatabaseSync(path)
  given.exec(readFileSync(join(folder, `${before}.sql`), 'utf8'))
  given.close()
  const known = Object.fromEntries(Object.entries(migrations).filter(([name]) => name.slice(0, 4) <= version))
  await (await openLedger({ folder: profile, clock: Date.now, migrations: known })).close()
  const database = new DatabaseSync(path)
  if (rows !== undefined) database.exec(readFileSync(rows, 'utf8'))
  const said = rows === undefined ? '' : ', with rows of its own'
  const lines = [
    `-- The ledger of ${before}.sql as version ${version} of the tables left it${said}.`,
    'PRAGMA foreign_keys = OFF;',
    'BEGIN;',
    ...dump(database),
    'COMMIT;'
  ]
  database.close()
  writeFileSync(join(folder, `${version}.sql`), `${lines.join('\n')}\n`)
} finally {
  rmSync(profile, { recursive: true, force: true })
}

/** Tables with their rows first, so that no trigger sees them come. */
function dump(database: DatabaseSyncInstance): string[] {
  const objects = database
    .prepare("select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite_%'")
    .all() as { type: string; name: string; sql: string }[]
  const tables = objects.filter(({ type }) => type === 'table')
  const others = objects.filter(({ type }) => type !== 'table')
  return [
    ...tables.flatMap(({ name, sql }) => [`${sql};`, ...rowsOf(database, name)]),
    ...others.map(({ sql }) => `${sql};`)
  ]
}

function rowsOf(database: DatabaseSyncInstance, table: string): string[] {
  const all = database.prepare(`select * from "${table}"`).all() as Record<string, unknown>[]
  return all.map((row) => {
    const columns = Object.keys(row).map((name) => `"${name}"`)
    return `INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')});`
  })
}

function literal(value: unknown): string {
  if (value === null) return 'NULL'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString('hex')}'`
  if (typeof value !== 'string') throw new TypeError('a value that no table of ours holds')
  return `'${value.replaceAll("'", "''")}'`
}
