import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely'

/*
 * What SQLite says in words of its own. Every other database says it otherwise, so the queries take it from here.
 */

/** Whether a text holds another. */
export function contains(text: string | Expression<unknown>, part: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`instr(${columnOr(text)}, ${part}) > 0`
}

/** The later of a time that may be missing and another. */
export function later(column: string, time: number): RawBuilder<number> {
  return sql<number>`max(coalesce(${sql.ref(column)}, 0), ${time})`
}

/** Keeps SQLite from answering a condition by this column's index: the rows wanted are found sooner by another. */
export function unindexed<T>(column: string): RawBuilder<T> {
  return sql<T>`+${sql.ref(column)}`
}

/** Whether a column is among the values of a JSON array: one statement, however many they are. */
export function isAmong(column: string, values: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${values}))`
}

/** The texts of a JSON array as rows with one column, `value`. */
export function rowsOf(texts: string): RawBuilder<{ value: string }> {
  return sql<{ value: string }>`json_each(${texts})`
}

/**
 * All rows as one text, see `madeOfOne`: SQLite writes it and JSON.parse reads it in less than half the time in which a
 * hundred thousand rows come over one by one. For numbers and texts.
 */
export function allInOne(columns: readonly string[]): RawBuilder<string> {
  return sql<string>`json_group_array(json_array(${sql.join(columns.map((column) => sql.ref(column)))}))`
}

/**
 * What is made of the rows of a text that `allInOne` gave for these columns. Each row is let go as soon as something is
 * made of it.
 */
export function madeOfOne<Row, Made>(
  columns: readonly (string & keyof Row)[],
  text: string,
  make: (row: Row) => Made
): Made[] {
  const all = JSON.parse(text) as unknown[]
  for (const [index, values] of all.entries()) {
    const row: Record<string, unknown> = {}
    for (let place = 0; place < columns.length; place += 1)
      row[columns[place] ?? ''] = (values as unknown[])[place]
    all[index] = make(row as Row)
  }
  return all as Made[]
}

function columnOr(text: string | Expression<unknown>): Expression<unknown> {
  return typeof text === 'string' ? sql.ref(text) : text
}
