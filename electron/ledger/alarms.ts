import { sql, type Kysely, type Selectable } from 'kysely'
import { alarmKind, type AlarmKind, type AlarmTransaction, type ChargeAlarm } from '../../shared/alarm'
import { TrekkError } from '../../shared/result'
import type { Alarm } from '../../shared/tray'
import { toListRow } from './charge-record'
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

/** Alarms: raised once for each contradiction, kept for ever, unread until a named person has read them. */
export class Alarms {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /**
   * Raises an alarm about a charge, unless the same is raised already: the same kind about the same transactions.
   * @param at ms since 1970 UTC
   * @returns whether it is new
   */
  async raise(
    charge: { readonly id: string; readonly accountId: string },
    alarm: NewAlarm,
    at: number
  ): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('alarms')
      .values({
        account_id: charge.accountId,
        charge_id: charge.id,
        kind: alarm.kind,
        subject: subjectOf(alarm),
        transactions: writeAlarmTransactions(alarm.transactions),
        raised_at: at,
        read_at: null,
        read_by: null
      })
      .onConflict((conflict) => conflict.columns(['charge_id', 'kind', 'subject']).doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n
  }

  /** The unread ones of an account, newest first, and how many there are. */
  async unread(accountId: string): Promise<{ alarms: Alarm[]; total: number }> {
    const rows = await unreadOf(this.#db, { accountId })
    if (rows.length === 0) return { alarms: [], total: 0 }
    const ids = rows.map((row) => row.charge_id)
    const charges = await this.#db.selectFrom('charges').selectAll().where('id', 'in', ids).execute()
    const lines = new Map(charges.map((charge) => [charge.id, toListRow(charge)]))
    const alarms = rows.flatMap((row) => {
      const charge = lines.get(row.charge_id)
      return charge === undefined ? [] : [{ ...toAlarm(row), charge }]
    })
    return { alarms, total: await this.countUnread(accountId) }
  }

  /** All of a charge, read or not, oldest first. */
  async of(chargeId: string): Promise<ChargeAlarm[]> {
    const rows = await this.#db
      .selectFrom('alarms')
      .selectAll()
      .where('charge_id', '=', chargeId)
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
   * @returns the charge it is about
   * @throws TrekkError `not_found` when there is no such alarm in the account
   */
  async markRead(
    id: number,
    accountId: string,
    by: string,
    at: number
  ): Promise<{ chargeId: string; kind: AlarmKind }> {
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
    return { chargeId: row.charge_id, kind: alarmKind.parse(row.kind) }
  }
}

function toAlarm(row: Selectable<AlarmTable>): ChargeAlarm {
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
