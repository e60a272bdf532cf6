import { CompiledQuery, type Kysely, type Transaction } from 'kysely'
import type { Schema } from './schema'

/** A write that has not been made, and whoever waits for it. */
interface Waiting<Tables> {
  readonly work: (tables: Tables) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

export interface GatheredWritesParts<Tables> {
  readonly db: Kysely<Schema>
  readonly tablesOf: (transaction: Transaction<Schema>) => Tables
  /** Whether a transaction is open: SQLite ends it by itself after some failures. */
  readonly isOpen: () => boolean
}

/** So long a write may wait for others, ms. */
const longestWait = 50
/** So many wait at most: together they must not keep the thread for long. */
const mostWaiting = 3

/** A savepoint around each: the innermost of this name is meant. */
const begin = CompiledQuery.raw('savepoint each')
const takeBack = CompiledQuery.raw('rollback to each')
const end = CompiledQuery.raw('release each')

/**
 * Writes that are made together, because to make one durable takes longer than to make it. Each is as whole as if it were
 * alone: what goes wrong in one takes back that one, and all that succeed are on disk when any of them says so.
 */
export class GatheredWrites<Tables> {
  readonly #parts: GatheredWritesParts<Tables>
  #waiting: Waiting<Tables>[] = []
  #timer: NodeJS.Timeout | null = null

  constructor(parts: GatheredWritesParts<Tables>) {
    this.#parts = parts
  }

  /** Writes within `longestWait`, with whatever else comes until then. See `Ledger.write`. */
  soon<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    const written = this.#add(work)
    if (this.#waiting.length >= mostWaiting) void this.flush()
    else this.#timer ??= setTimeout(() => void this.flush(), longestWait)
    return written
  }

  /** Writes at once, and what waits with it. See `Ledger.write`. */
  now<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    const written = this.#add(work)
    void this.flush()
    return written
  }

  /** Writes what waits. Never rejects. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const together = this.#waiting
    this.#waiting = []
    if (together.length === 0) return
    try {
      const settle = await this.#parts.db
        .transaction()
        .execute((transaction) => this.#all(together, transaction))
      for (const each of settle) each()
    } catch (error) {
      for (const { reject } of together) reject(error)
    }
  }

  #add<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
    })
  }

  /** @returns what is to be said to each once all is on disk. Rejects when the whole transaction is lost */
  async #all(
    together: readonly Waiting<Tables>[],
    transaction: Transaction<Schema>
  ): Promise<(() => void)[]> {
    const tables = this.#parts.tablesOf(transaction)
    const settle: (() => void)[] = []
    for (const { work, resolve, reject } of together) {
      await transaction.executeQuery(begin)
      try {
        const value = await work(tables)
        settle.push(() => resolve(value))
      } catch (error) {
        if (!this.#parts.isOpen()) throw error
        await transaction.executeQuery(takeBack)
        settle.push(() => reject(error))
      }
      await transaction.executeQuery(end)
    }
    return settle
  }
}
