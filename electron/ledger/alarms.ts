import { sql, type Kysely, type Selectable } from 'kysely'
import { alarmKind, type AlarmKind, type AlarmTransaction, type RaisedAlarm } from '../../shared/alarm'
import { TrekkError } from '../../shared/result'
import type { Alarm } from '../../shared/tray'
import { toListRow } from './charge-record'
import { linkRowOf, toLink } from './link-record'
import { toModificationRow } from './modification-record'
import type { AlarmTable, Schema } from './schema'
import { prepared } from './sqlite/prepared'
import { readAlarmTransactions, writeAlarmTransactions } from './stored/alarm-transactions'

/** A contradiction between what Trekk has said of a charge and what Dintero says. */
export interface NewAlarm {
  readonly kind: AlarmKind
  readonly transactions: readonly AlarmTransaction[]
}

/** Alarms shown at most; they are counted in full. */
const most = 200

/** Asked after every change of a charge, like the counts: `most` is in the statement, see repetitions.ts. */
const unreadOf = prepared((db, { accountId }: { accountId: string }) =>
  db
    .selectFrom('alarms')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
    .orderBy('raised_at', 'desc')
    .orderBy('id', 'desc')
    .limit(sql.lit(most))
)

const unreadCountOf = prepared((db, { accountId }: { accountId: string }) =>
  db
    .selectFrom('alarms')
    .select((select) => select.fn.countAll<number>().as('alarms'))
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
)

/** What an alarm is about. */
export type AlarmSubject =
  | { readonly kind: 'charge'; readonly id: string; readonly accountId: string }
  | { readonly kind: 'link'; readonly id: string; readonly accountId: string }
  | { readonly kind: 'modification'; readonly id: string; readonly accountId: string }

/** Alarms: raised once for each contradiction, kept for ever, unread until a named person has read them. */
export class Alarms {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /**
   * Raises an alarm, unless the same is raised already: about the same, of the same kind, with the same transactions.
   * @param at ms since 1970 UTC
   * @returns whether it is new
   */
  async raise(about: AlarmSubject, alarm: NewAlarm, at: number): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('alarms')
      .values({
        account_id: about.accountId,
        charge_id: about.kind === 'charge' ? about.id : null,
        link_id: about.kind === 'link' ? about.id : null,
        modification_id: about.kind === 'modification' ? about.id : null,
        kind: alarm.kind,
        subject: subjectOf(alarm),
        transactions: writeAlarmTransactions(alarm.transactions),
        raised_at: at,
        read_at: null,
        read_by: null
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }

  /** The unread ones of an account, newest first, and how many there are. */
  async unread(accountId: string): Promise<{ alarms: Alarm[]; total: number }> {
    const rows = await unreadOf(this.#db, { accountId })
    if (rows.length === 0) return { alarms: [], total: 0 }
    const charges = await rowsOf(this.#db, 'charges', idsIn(rows, 'charge_id'), toListRow)
    const links = await rowsOf(this.#db, 'links', idsIn(rows, 'link_id'), (row) => linkRowOf(toLink(row)))
    const modifications = await rowsOf(
      this.#db,
      'modifications',
      idsIn(rows, 'modification_id'),
      toModificationRow
    )
    const alarms = rows.flatMap((row): Alarm[] => {
      const charge = charges.get(row.charge_id ?? '')
      const link = links.get(row.link_id ?? '')
      const modification = modifications.get(row.modification_id ?? '')
      if (charge !== undefined) return [{ ...toAlarm(row), about: { kind: 'charge', charge } }]
      if (link !== undefined) return [{ ...toAlarm(row), about: { kind: 'link', link } }]
      return modification === undefined
        ? []
        : [{ ...toAlarm(row), about: { kind: 'modification', modification } }]
    })
    return { alarms, total: await this.countUnread(accountId) }
  }

  /** All about one charge, link or modification, read or not, oldest first. */
  async of(about: AlarmSubject['kind'], id: string): Promise<RaisedAlarm[]> {
    const rows = await this.#db
      .selectFrom('alarms')
      .selectAll()
      .where(columnOf[about], '=', id)
      .orderBy('id')
      .execute()
    return rows.map(toAlarm)
  }

  /** How many of an account nobody has read. */
  async countUnread(accountId: string): Promise<number> {
    const [row] = await unreadCountOf(this.#db, { accountId })
    return row?.alarms ?? 0
  }

  /**
   * Marks an alarm as read. One that was read before keeps who read it first.
   * @param by the name of the person
   * @returns what it is about
   * @throws TrekkError `not_found` when there is no such alarm in the account
   */
  async markRead(
    id: number,
    accountId: string,
    by: string,
    at: number
  ): Promise<{ about: AlarmSubject; kind: AlarmKind }> {
    const row = await this.#db
      .selectFrom('alarms')
      .selectAll()
      .where('id', '=', id)
      .where('account_id', '=', accountId)
      .executeTakeFirst()
    if (row === undefined) throw new TrekkError('not_found', `no alarm ${id}`)
    if (row.read_at === null) {
      await this.#db.updateTable('alarms').set({ read_at: at, read_by: by }).where('id', '=', id).execute()
    }
    return { about: aboutOf(row), kind: alarmKind.parse(row.kind) }
  }
}

const columnOf = { charge: 'charge_id', link: 'link_id', modification: 'modification_id' } as const

function aboutOf(row: Selectable<AlarmTable>): AlarmSubject {
  const { account_id: accountId, charge_id: charge, link_id: link, modification_id: modification } = row
  if (charge !== null) return { kind: 'charge', id: charge, accountId }
  return link === null
    ? { kind: 'modification', id: modification ?? '', accountId }
    : { kind: 'link', id: link, accountId }
}

function idsIn(
  rows: readonly Selectable<AlarmTable>[],
  column: (typeof columnOf)[AlarmSubject['kind']]
): string[] {
  return [...new Set(rows.flatMap((row) => row[column] ?? []))]
}

async function rowsOf<Table extends 'charges' | 'links' | 'modifications', Row>(
  db: Kysely<Schema>,
  table: Table,
  ids: readonly string[],
  toRow: (row: Selectable<Schema[Table]>) => Row
): Promise<Map<string, Row>> {
  if (ids.length === 0) return new Map()
  const rows = await sql<Selectable<Schema[Table]> & { id: string }>`select * from ${sql.table(table)}
    where id in (select value from json_each(${JSON.stringify(ids)}))`.execute(db)
  return new Map(rows.rows.map((row) => [row.id, toRow(row)]))
}

function toAlarm(row: Selectable<AlarmTable>): RaisedAlarm {
  return {
    id: row.id,
    kind: alarmKind.parse(row.kind),
    raisedAt: row.raised_at,
    transactions: readAlarmTransactions(row.transactions),
    readAt: row.read_at,
    readBy: row.read_by
  }
}

/** What makes two contradictions the same: which transactions they are about, and for an amount also which amount. */
function subjectOf({ kind, transactions }: NewAlarm): string {
  return transactions
    .map(({ transactionId, amount, captured }) =>
      kind === 'other_amount' ? [transactionId, amount, captured].join(' ') : (transactionId ?? '')
    )
    .toSorted((one, other) => (one < other ? -1 : 1))
    .join(', ')
}
