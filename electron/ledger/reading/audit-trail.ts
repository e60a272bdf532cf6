import { sql, type Expression, type ExpressionBuilder, type Kysely, type SqlBool } from 'kysely'
import { formerAuditActions, type AuditEntry, type AuditQuery } from '../../../shared/audit'
import { everyCharge } from '../../../shared/charge'
import { oneDay, type Schema } from '../schema'
import { searchTerms } from '../search-text'
import { contains, isAmong } from '../sqlite/words'
import { mostCounted, type ChargeList } from './charge-list'
import type { ListPage } from '../../../shared/list'
import { piecesOf, type Stretch } from './pieces'
import { toEntry } from './audit-row'

/** Spelled as the partial index `audit_rare` has it, or SQLite would not use it. */
const isRare = sql<SqlBool>`action not in ('charge_submitted', 'charge_answered', 'charge_asked', 'charge_decided', 'charge_settled')`
/** Charges whose entries a search brings, at most. */
const mostCharges = 1_000

type Filter = Pick<AuditQuery, 'actions' | 'from' | 'to'>
type Matching = (where: ExpressionBuilder<Schema, 'audit'>) => Expression<SqlBool>

/** Windows of the audit trail. */
export class AuditTrail {
  readonly #db: Kysely<Schema>
  readonly #charges: ChargeList
  #last: { readonly key: string; readonly found: readonly number[]; readonly atLeast: boolean } | null = null

  constructor(db: Kysely<Schema>, charges: ChargeList) {
    this.#db = db
    this.#charges = charges
  }

  /** See `LedgerReads.listAudit`. @param version changes with everything that is written */
  async page(query: AuditQuery, version: string): Promise<ListPage<AuditEntry>> {
    const { search, actions, from, to, offset, limit } = query
    if (search.trim() === '') return this.#plain(query)
    const key = JSON.stringify([version, search, actions, from, to])
    const last = this.#last?.key === key ? this.#last : { key, ...(await this.#search(query)) }
    this.#last = last
    const window = last.found.slice(offset, offset + limit)
    return { rows: await this.#rows(window), total: last.found.length, atLeast: last.atLeast }
  }

  async #plain(query: AuditQuery): Promise<ListPage<AuditEntry>> {
    const { actions, from, to, offset, limit } = query
    if (actions.length === 0 && from === null && to === null) return this.#all(offset, limit)
    const days = await this.#days(query)
    const sequences: number[] = []
    for (const { place: day, skip, take } of piecesOf(days, offset, limit)) {
      const rows = await this.#db
        .selectFrom('audit')
        .select('sequence')
        .where(matchingOf(query))
        .where('at', '>=', day * oneDay)
        .where('at', '<', (day + 1) * oneDay)
        .orderBy('at', 'desc')
        .orderBy('sequence', 'desc')
        .limit(take)
        .offset(skip)
        .execute()
      sequences.push(...rows.map((row) => row.sequence))
    }
    const total = days.reduce((all, { count }) => all + count, 0)
    return { rows: await this.#rows(sequences), total, atLeast: false }
  }

  /** Sequence numbers have no gaps, so they say themselves where a window begins. */
  async #all(offset: number, limit: number): Promise<ListPage<AuditEntry>> {
    const newest = await this.#db
      .selectFrom('audit')
      .select((select) => select.fn.max('sequence').as('sequence'))
      .executeTakeFirst()
    const total = newest?.sequence ?? 0
    const rows = await this.#db
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '<=', total - offset)
      .orderBy('sequence', 'desc')
      .limit(limit)
      .execute()
    return { rows: rows.map(toEntry), total, atLeast: false }
  }

  /** By whole days since 1970 UTC, newest first. */
  async #days({ actions, from, to }: Filter): Promise<Stretch<number>[]> {
    const rows = await this.#db
      .selectFrom('audit_counts')
      .select((select) => ['day', select.fn.sum<number>('entries').as('count')])
      .where((where) => {
        const wanted: Expression<SqlBool>[] = []
        if (from !== null) wanted.push(where('day', '>=', Math.floor(from / oneDay)))
        if (to !== null) wanted.push(where('day', '<', Math.ceil(to / oneDay)))
        if (actions.length > 0) wanted.push(where('action', 'in', namesOf(actions)))
        return where.and(wanted)
      })
      .groupBy('day')
      .orderBy('day', 'desc')
      .execute()
    const cut = [from, to].flatMap((time) =>
      time === null || time % oneDay === 0 ? [] : [Math.floor(time / oneDay)]
    )
    return Promise.all(
      rows.map(async ({ day, count }) =>
        cut.includes(day)
          ? { place: day, count: await this.#countWithin({ actions, from, to }, day) }
          : { place: day, count }
      )
    )
  }

  async #countWithin(filter: Filter, day: number): Promise<number> {
    const row = await this.#db
      .selectFrom('audit')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where(matchingOf(filter))
      .where('at', '>=', day * oneDay)
      .where('at', '<', (day + 1) * oneDay)
      .executeTakeFirst()
    return row?.count ?? 0
  }

  /**
   * What every charge leaves is found by what charges are found by, and by who did it; the rest, which is little, word
   * by word.
   */
  async #search(query: AuditQuery): Promise<{ found: readonly number[]; atLeast: boolean }> {
    const text = query.search.trim().toLowerCase()
    const matching = matchingOf(query)
    const said = sql<string>`lower(subject || ' ' || facts || ' ' || operator || ' ' || os_user)`
    const rare = this.#sequences(matching).where(isRare).where(contains(said, text))
    const sources = [await rare.execute()]
    const references = await this.#references(query.search)
    if (references.length > 0) {
      const about = this.#sequences(matching).where(isAmong('subject', JSON.stringify(references)))
      sources.push(await about.execute())
    }
    for (const { operator, osUser } of await this.#people(text)) {
      const by = this.#sequences(matching).where('operator', '=', operator).where('os_user', '=', osUser)
      sources.push(await by.execute())
    }
    const all = [...new Set(sources.flat().map((row) => row.sequence))].sort((one, other) => other - one)
    const isCut = sources.some((source) => source.length > mostCounted) || all.length > mostCounted
    return { found: all.slice(0, mostCounted), atLeast: isCut }
  }

  #sequences(matching: Matching) {
    return this.#db
      .selectFrom('audit')
      .select('sequence')
      .where(matching)
      .orderBy('sequence', 'desc')
      .limit(mostCounted + 1)
  }

  async #references(search: string): Promise<string[]> {
    const terms = searchTerms(search)
    if (terms.length === 0) return []
    const { numbers } = await this.#charges.search(null, everyCharge, terms)
    const rows = await this.#db
      .selectFrom('charges')
      .select('merchant_reference as reference')
      .where(isAmong('number', JSON.stringify(numbers.slice(0, mostCharges))))
      .execute()
    return rows.map(({ reference }) => reference)
  }

  /** Those who ever did anything and whose name has the text: each found by one step along the index. */
  async #people(text: string): Promise<{ operator: string; osUser: string }[]> {
    const found: { operator: string; osUser: string }[] = []
    let last: { operator: string; os_user: string } | undefined
    do {
      const after = last
      last = await this.#db
        .selectFrom('audit')
        .select(['operator', 'os_user'])
        .$if(after !== undefined, (query) =>
          query.where(sql<SqlBool>`(operator, os_user) > (${after?.operator}, ${after?.os_user})`)
        )
        .orderBy('operator')
        .orderBy('os_user')
        .limit(1)
        .executeTakeFirst()
      const isNamed = last !== undefined && `${last.operator} ${last.os_user}`.toLowerCase().includes(text)
      if (last !== undefined && isNamed) found.push({ operator: last.operator, osUser: last.os_user })
    } while (last !== undefined)
    return found
  }

  async #rows(sequences: readonly number[]): Promise<AuditEntry[]> {
    if (sequences.length === 0) return []
    const rows = await this.#db
      .selectFrom('audit')
      .selectAll()
      .where(isAmong('sequence', JSON.stringify(sequences)))
      .orderBy('sequence', 'desc')
      .execute()
    return rows.map(toEntry)
  }
}

function matchingOf({ actions, from, to }: Filter): Matching {
  return (where) => {
    const wanted: Expression<SqlBool>[] = []
    if (actions.length > 0) wanted.push(where('action', 'in', namesOf(actions)))
    if (from !== null) wanted.push(where('at', '>=', from))
    if (to !== null) wanted.push(where('at', '<', to))
    return where.and(wanted)
  }
}

/** The actions as entries of all versions name them. */
function namesOf(actions: AuditQuery['actions']): AuditEntry['action'][] {
  return actions.includes('charge_decided') ? [...actions, ...formerAuditActions] : [...actions]
}
