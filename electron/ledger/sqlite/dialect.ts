import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type SqliteDatabase,
  type SqliteStatement
} from 'kysely'
import type { SqlConnection, SqlStatement } from './connection'
import { storageError } from './errors'

/** Compiled statements kept; every query the app has fits, a stray one-off only evicts the oldest. */
const keptStatements = 200

function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw storageError(error)
  }
}

interface Prepared {
  readonly statement: SqlStatement
  /** Whether it gives rows back. Asking SQLite takes longer than many a query, so it is asked once. */
  readonly reader: boolean
}

/** Gives Kysely the few methods it wants from a database, with errors in the app's codes. */
class KyselyDatabase implements SqliteDatabase {
  readonly #connection: SqlConnection
  readonly #statements = new Map<string, Prepared>()

  constructor(connection: SqlConnection) {
    this.#connection = connection
  }

  prepare(sql: string): SqliteStatement {
    const { statement, reader } = this.#prepared(sql)
    return {
      reader,
      all: (parameters) => guarded(() => statement.all(...parameters)),
      run: (parameters) => guarded(() => statement.run(...parameters)),
      // Its own statement: a kept one could be reset by the same query while these rows are still being read.
      iterate: (parameters) => guarded(() => this.#connection.prepare(sql).iterate(...parameters))
    }
  }

  close(): void {
    this.#statements.clear()
    this.#connection.close()
  }

  #prepared(sql: string): Prepared {
    const kept = this.#statements.get(sql)
    if (kept !== undefined) return kept
    const statement = guarded(() => this.#connection.prepare(sql))
    const prepared = { statement, reader: statement.columns().length > 0 }
    const oldest = this.#statements.keys().next()
    if (this.#statements.size >= keptStatements && oldest.done !== true) this.#statements.delete(oldest.value)
    this.#statements.set(sql, prepared)
    return prepared
  }
}

class LedgerDriver extends SqliteDriver {
  readonly #connection: SqlConnection
  readonly #onCommit: () => void

  constructor(connection: SqlConnection, onCommit: () => void) {
    super({ database: new KyselyDatabase(connection) })
    this.#connection = connection
    this.#onCommit = onCommit
  }

  /** IMMEDIATE: a transaction that will write takes its lock at the start, so it cannot fail half way for want of it. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection)
    this.#onCommit()
  }

  /** SQLite rolls back by itself after some failures (disk full); a second rollback would hide the first error. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#connection.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'))
  }
}

class LedgerAdapter extends SqliteAdapter {
  /** SQLite's DDL is transactional; so a migration that fails leaves nothing behind. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Kysely over one open connection. */
export class LedgerDialect extends SqliteDialect {
  readonly #connection: SqlConnection
  readonly #onCommit: () => void

  /** @param onCommit called after every commit of a transaction */
  constructor(connection: SqlConnection, onCommit: () => void = () => undefined) {
    super({ database: new KyselyDatabase(connection) })
    this.#connection = connection
    this.#onCommit = onCommit
  }

  override createDriver(): Driver {
    return new LedgerDriver(this.#connection, this.#onCommit)
  }

  override createAdapter(): DialectAdapter {
    return new LedgerAdapter()
  }
}
