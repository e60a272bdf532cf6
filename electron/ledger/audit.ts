import { createHash } from 'node:crypto'
import {
  sql,
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type Selectable,
  type SqlBool
} from 'kysely'
import { z } from 'zod'
import type { AuditAction, AuditEntry, AuditQuery, AuditVerdict } from '../../shared/audit'
import type { ListPage } from '../../shared/list'
import { prepared } from './prepared'
import type { AuditTable, Schema } from './schema'
import { StateStore } from './state'

/** What is written down; the sequence number and the hash are the chain's own. `facts` must hold no secret. */
export type NewAuditEntry = Omit<AuditEntry, 'sequence' | 'hash'>

/**
 * Where the chain must end. A trigger of the table keeps it in `state`, so that entries cut off at the end are missed.
 */
const head = z.object({ sequence: z.number().int(), hash: z.string() })
type Head = z.infer<typeof head>

/** Spelled as in the trigger `audit_head`. */
const headKey = 'audit_head'
const beginning: Head = { sequence: 0, hash: '0'.repeat(64) }
/** Entries read at a time while verifying or exporting, so that a long trail never fills memory. */
const pageSize = 1_000

const factsShape = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** JSON with its keys in code unit order, so that the same facts always give the same bytes (as RFC 8785). */
function canonical(facts: AuditEntry['facts']): string {
  const sorted = Object.entries(facts).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify(Object.fromEntries(sorted))
}

function hashOf(row: Omit<AuditTable, 'hash'>, previous: string): string {
  const fields = [
    row.sequence,
    row.at,
    row.os_user,
    row.operator,
    row.account_id,
    row.action,
    row.request_id,
    row.subject,
    row.facts
  ]
  return createHash('sha256')
    .update(JSON.stringify([previous, ...fields]))
    .digest('hex')
}

const insertEntry = prepared((db, row: AuditTable) => db.insertInto('audit').values(row))

/**
 * The audit trail: append-only, each entry carrying the hash of the one before. Changing, removing or slipping in an
 * entry breaks the chain from there on. It shows tampering to whoever verifies; it cannot prevent a person with the
 * file and this source from writing a whole new chain.
 */
export class Audit {
  readonly #db: Kysely<Schema>
  readonly #state: StateStore

  constructor(db: Kysely<Schema>) {
    this.#db = db
    this.#state = new StateStore(db)
  }

  /** Writes one entry. Call it inside `Ledger.write`, together with what it tells of. */
  async append(entry: NewAuditEntry): Promise<void> {
    const previous = await this.#head()
    const unhashed = {
      sequence: previous.sequence + 1,
      at: entry.at,
      os_user: entry.osUser,
      operator: entry.operator,
      account_id: entry.accountId,
      action: entry.action,
      request_id: entry.requestId,
      subject: entry.subject,
      facts: canonical(entry.facts)
    }
    await insertEntry(this.#db, { ...unhashed, hash: hashOf(unhashed, previous.hash) })
  }

  /** Follows the chain from its first entry to its head and names the first link that does not hold. */
  async verify(): Promise<AuditVerdict> {
    let previous = beginning
    let entries = 0
    for await (const row of this.#rows()) {
      entries += 1
      if (row.sequence !== previous.sequence + 1)
        return { entries, intact: false, firstBroken: previous.sequence + 1 }
      if (row.hash !== hashOf(row, previous.hash))
        return { entries, intact: false, firstBroken: row.sequence }
      previous = { sequence: row.sequence, hash: row.hash }
    }
    const end = await this.#head()
    if (end.sequence === previous.sequence && end.hash === previous.hash) {
      return { entries, intact: true, firstBroken: null }
    }
    const rewritten = end.sequence === previous.sequence
    const firstBroken = rewritten ? end.sequence : Math.min(end.sequence, previous.sequence) + 1
    return { entries, intact: false, firstBroken }
  }

  /** Newest first. The search looks in subject, facts, operator and OS user. */
  async list(query: AuditQuery): Promise<ListPage<AuditEntry>> {
    const matches = (where: ExpressionBuilder<Schema, 'audit'>): Expression<SqlBool> => matching(where, query)
    const rows = await this.#db
      .selectFrom('audit')
      .selectAll()
      .where(matches)
      .orderBy('sequence', 'desc')
      .limit(query.limit)
      .offset(query.offset)
      .execute()
    const counted = await this.#db
      .selectFrom('audit')
      .select((select) => select.fn.countAll<number>().as('total'))
      .where(matches)
      .executeTakeFirst()
    return { rows: rows.map(toEntry), total: counted?.total ?? 0, atLeast: false }
  }

  /** Every entry from the first, for an export. */
  async *exportRows(): AsyncGenerator<AuditEntry> {
    for await (const row of this.#rows()) yield toEntry(row)
  }

  async *#rows(): AsyncGenerator<Selectable<AuditTable>> {
    let after = 0
    for (;;) {
      const page = await this.#db
        .selectFrom('audit')
        .selectAll()
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(pageSize)
        .execute()
      yield* page
      const last = page.at(-1)
      if (last === undefined || page.length < pageSize) return
      after = last.sequence
    }
  }

  async #head(): Promise<Head> {
    const kept = await this.#state.get(headKey)
    return kept === null ? beginning : head.parse(JSON.parse(kept))
  }
}

function matching(where: ExpressionBuilder<Schema, 'audit'>, query: AuditQuery): Expression<SqlBool> {
  const wanted: Expression<SqlBool>[] = []
  if (query.actions.length > 0) wanted.push(where('action', 'in', [...query.actions] satisfies AuditAction[]))
  if (query.from !== null) wanted.push(where('at', '>=', query.from))
  if (query.to !== null) wanted.push(where('at', '<', query.to))
  const term = query.search.trim().toLowerCase()
  if (term !== '') {
    const text = sql`lower(subject || ' ' || facts || ' ' || operator || ' ' || os_user)`
    wanted.push(where(sql`instr(${text}, ${term})`, '>', 0))
  }
  return where.and(wanted)
}

function toEntry(row: Selectable<AuditTable>): AuditEntry {
  return {
    sequence: row.sequence,
    at: row.at,
    osUser: row.os_user,
    operator: row.operator,
    accountId: row.account_id,
    action: row.action,
    requestId: row.request_id,
    subject: row.subject,
    facts: factsShape.parse(JSON.parse(row.facts)),
    hash: row.hash
  }
}
