import type { Compilable, CompiledQuery, DialectAdapter, Kysely } from 'kysely'
import type { Schema } from '../schema'

/** Stands in a query for a value that is given each time it is run. */
class Slot {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

type Values = Readonly<Record<string, unknown>>
type Dialect = new () => DialectAdapter

/**
 * A query that is built and compiled the first time and from then on only run, with other values. For the queries of
 * a charge: building one takes longer than SQLite takes to answer it, and a charge makes two dozen (`npm run bench`).
 * What is compiled is kept for each kind of database apart, as each has SQL of its own.
 * @param build makes the query from its values. It runs once for each set of value names, so it must use the values
 * as parameters only and never look at them: what it decides, it decides for good.
 * @returns runs the query and gives its rows; rejects with storage errors in the app's codes
 */
export function prepared<V extends object, R>(
  build: (db: Kysely<Schema>, values: V) => Compilable<R>
): (db: Kysely<Schema>, values: V) => Promise<R[]> {
  const compiled = new WeakMap<Dialect, Map<string, CompiledQuery<R>>>()
  return async (db, values) => {
    const dialect = db.getExecutor().adapter.constructor as Dialect
    const known = compiled.get(dialect) ?? new Map<string, CompiledQuery<R>>()
    compiled.set(dialect, known)
    const names = Object.keys(values)
    const shape = names.join()
    let query = known.get(shape)
    if (query === undefined) {
      const slots = Object.fromEntries(names.map((name) => [name, new Slot(name)])) as V
      query = build(db, slots).compile()
      known.set(shape, query)
    }
    const given = values as Values
    const parameters = query.parameters.map((value) => (value instanceof Slot ? given[value.name] : value))
    const ready = { ...query, parameters }
    // As `db.executeQuery` does it, without what that does for plugins and for calling queries off: the ledger has neither.
    const { rows } = await db
      .getExecutor()
      .provideConnection((connection) => connection.executeQuery<R>(ready))
    return rows
  }
}
