import { DatabaseSync } from '@photostructure/sqlite'

/** The part of a SQLite connection the ledger uses. A test may wrap it to fail or to die at any write. */
export interface SqlConnection {
  readonly isTransaction: boolean
  exec(sql: string): void
  prepare(sql: string): SqlStatement
  close(): void
}

export interface SqlStatement {
  columns(): readonly unknown[]
  all(...parameters: unknown[]): unknown[]
  run(...parameters: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint }
  iterate(...parameters: unknown[]): IterableIterator<unknown>
}

/** Opens a database file, creating it when it is missing. Throws what SQLite throws. */
export type OpenConnection = (path: string) => SqlConnection

/** How long to wait for a lock another process holds, ms. Only a backup program ever does. */
const busyTimeout = 5_000

/** The driver of the product: SQLite's defensive mode keeps plain SQL from damaging the file itself. */
export const openConnection: OpenConnection = (path) =>
  new DatabaseSync(path, { timeout: busyTimeout, enableForeignKeyConstraints: true, defensive: true })

/** A connection that cannot write. Throws when there is no such file. */
export const openReadOnly: OpenConnection = (path) =>
  new DatabaseSync(path, { timeout: busyTimeout, readOnly: true, defensive: true })
