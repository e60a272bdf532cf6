import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { openConnection, type SqlConnection, type SqlStatement } from '../sqlite/connection'
import { hasTable } from '../sqlite/file'
import { indexedText } from './charge-search'

/** What is indexed of a charge. */
export interface Indexable {
  readonly number: number
  readonly haystack: string
}

/** How far the index goes: every charge to `number`, and every change to the event `event`. */
export interface Extent {
  readonly number: number
  readonly event: number
  /** By what that event is known again: a ledger that was put back has another under its number. */
  readonly mark: string
}

const form = 'trekk-search-1'

/**
 * The index of the charges' texts, in a file of its own beside the ledger: what it holds can be had again from the
 * ledger, so it needs neither care nor backups, and building it never keeps the ledger from being written.
 * FTS5 with the trigram tokenizer, without positions: a third of the size, and whoever asks looks at the text anyway.
 */
export class SearchIndex {
  readonly #connection: SqlConnection
  readonly #statements = new Map<string, SqlStatement>()

  private constructor(connection: SqlConnection) {
    this.#connection = connection
  }

  /**
   * Opens the index of a ledger; one of another ledger, of another form or in disorder is thrown away.
   * @param ledgerId see the migrations
   */
  static open(path: string, ledgerId: string): SearchIndex {
    try {
      return SearchIndex.#openOnce(path, ledgerId)
    } catch {
      SearchIndex.remove(path)
      return SearchIndex.#openOnce(path, ledgerId)
    }
  }

  static #openOnce(path: string, ledgerId: string): SearchIndex {
    const connection = openConnection(path)
    try {
      // Lost with power it is built anew; so nothing is waited for.
      connection.exec('PRAGMA journal_mode = MEMORY')
      connection.exec('PRAGMA synchronous = OFF')
      connection.exec('PRAGMA secure_delete = ON')
      if (!hasTable(connection, 'made_for')) create(connection, ledgerId)
      const index = new SearchIndex(connection)
      if (index.#madeFor() !== `${form} ${ledgerId}`) throw new Error('the index is of another ledger')
      return index
    } catch (error) {
      connection.close()
      throw error
    }
  }

  /** Throws an index away. */
  static remove(path: string): void {
    for (const suffix of ['', '-journal']) rmSync(path + suffix, { force: true })
  }

  extent(): Extent {
    const [row] = this.#all('select number, event, mark from extent')
    return { number: numberOf(row, 'number'), event: numberOf(row, 'event'), mark: textOf(row, 'mark') }
  }

  /** Takes charges in and says how far the index goes then; one that is in it already is only looked at again. */
  add(charges: readonly Indexable[], extent: Extent): void {
    this.#connection.exec('begin')
    try {
      for (const { number, haystack } of charges) {
        const digest = digestOf(haystack)
        const [known] = this.#all('select digest from seen where number = ?', number)
        if (known !== undefined && textOf(known, 'digest') === digest) continue
        if (known !== undefined) this.#run('delete from texts where rowid = ?', number)
        this.#run('insert into texts (rowid, haystack) values (?, ?)', number, indexedText(haystack))
        this.#run(
          'insert into seen values (?, ?) on conflict do update set digest = excluded.digest',
          number,
          digest
        )
      }
      this.#run('update extent set number = ?, event = ?, mark = ?', extent.number, extent.event, extent.mark)
      this.#connection.exec('commit')
    } catch (error) {
      this.#connection.exec('rollback')
      throw error
    }
  }

  /** Numbers of charges that may match, newest first, all below `below`. */
  find(match: string, below: number, limit: number): number[] {
    const query =
      'select rowid as number from texts where texts match ? and rowid < ? order by rowid desc limit ?'
    return this.#all(query, match, below, limit).map((row) => numberOf(row, 'number'))
  }

  close(): void {
    this.#statements.clear()
    this.#connection.close()
  }

  #madeFor(): string {
    const [row] = this.#all('select what from made_for')
    return textOf(row, 'what')
  }

  #all(query: string, ...parameters: unknown[]): unknown[] {
    return this.#prepared(query).all(...parameters)
  }

  #run(query: string, ...parameters: unknown[]): void {
    // Not `run`: it reads the last row's id, and those that FTS5 gives what it deleted are larger than a number.
    this.#prepared(query).all(...parameters)
  }

  #prepared(query: string): SqlStatement {
    const statement = this.#statements.get(query) ?? this.#connection.prepare(query)
    this.#statements.set(query, statement)
    return statement
  }
}

function create(connection: SqlConnection, ledgerId: string): void {
  connection.exec('begin')
  connection.exec('create table made_for (what text not null) strict')
  connection.prepare('insert into made_for values (?)').run(`${form} ${ledgerId}`)
  connection.exec(
    'create table extent (number integer not null, event integer not null, mark text not null) strict'
  )
  connection.exec(`insert into extent values (0, 0, '')`)
  connection.exec('create table seen (number integer primary key, digest text not null) strict')
  connection.exec(
    `create virtual table texts using fts5(haystack, content='', contentless_delete=1, tokenize='trigram', detail='none')`
  )
  connection.exec('commit')
}

function digestOf(text: string): string {
  return createHash('sha1').update(text).digest('base64').slice(0, 12)
}

function numberOf(row: unknown, column: string): number {
  const value: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, column) : undefined
  if (typeof value !== 'number') throw new Error(`the index has no ${column}`)
  return value
}

function textOf(row: unknown, column: string): string {
  const value: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, column) : undefined
  return typeof value === 'string' ? value : ''
}
