import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely'
import type { Schema } from './schema'
import { isAmong } from './sqlite/words'

/** A payment of this ledger, by a charge or by a link, as it is held against what Dintero pays out. Minor units, ms. */
export interface OwnPayment {
  readonly kind: 'charge' | 'link'
  readonly id: string
  readonly transactionId: string
  readonly merchantReference: string
  readonly customerName: string
  readonly currency: string
  /** By its transaction when it was last read; null while it was not. */
  readonly captured: number | null
  readonly refunded: number | null
  readonly createdAt: number
}

/** Statuses under which money was taken, whatever became of it later (docs/dintero.md 5.3). */
const takenStatuses = [
  'CAPTURED',
  'PARTIALLY_CAPTURED',
  'PARTIALLY_CAPTURED_REFUNDED',
  'PARTIALLY_REFUNDED',
  'REFUNDED'
] as const

const columns = sql.raw(
  'id, transaction_id as transactionId, merchant_reference as merchantReference, customer_name as customerName, currency, captured, refunded, created_at as createdAt'
)

/** Charges and payments by link together, by their transactions. */
export class Payments {
  readonly #db: Kysely<Schema>

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** The payments of an account that led to these transactions, by the transaction's id; of two, the newest. */
  async ofTransactions(
    accountId: string,
    transactionIds: readonly string[]
  ): Promise<Map<string, OwnPayment>> {
    const listed = isAmong('transaction_id', JSON.stringify(transactionIds))
    const rows = await this.#read(sql<SqlBool>`account_id = ${accountId} and ${listed}`)
    return new Map(rows.map((row) => [row.transactionId, row]))
  }

  /** Which of these merchant references a charge or a link of the account has used. */
  async usedReferences(accountId: string, references: readonly string[]): Promise<Set<string>> {
    const rows = await this.#db
      .selectFrom('merchant_references')
      .select('reference')
      .where('account_id', '=', accountId)
      .where(isAmong('reference', JSON.stringify(references)))
      .execute()
    return new Set(rows.map(({ reference }) => reference))
  }

  /**
   * Payments of an account that were made in a period and of which money was taken, oldest first.
   * @param period ms since 1970 UTC by this desk's clock, `to` not included; `after` is the last that was read before
   * @param limit how many at most
   */
  async taken(
    accountId: string,
    { from, to, after }: { readonly from: number; readonly to: number; readonly after: OwnPayment | null },
    limit: number
  ): Promise<OwnPayment[]> {
    const [since, id] = after === null ? [from, ''] : [after.createdAt, after.id]
    return this.#read(
      sql<SqlBool>`account_id = ${accountId} and created_at >= ${since} and created_at < ${to}
        and (created_at, id) > (${since}, ${id})
        and transaction_id is not null and transaction_status in (${sql.join([...takenStatuses])})`,
      limit
    )
  }

  /** The condition is of each table by itself, so that each is found by its own index. Oldest first. */
  async #read(condition: RawBuilder<SqlBool>, limit = -1): Promise<OwnPayment[]> {
    const read = sql<OwnPayment>`
      select 'charge' as kind, ${columns} from charges where ${condition}
      union all
      select 'link' as kind, ${columns} from links where ${condition}
      order by createdAt, id limit ${limit}`
    return (await read.execute(this.#db)).rows
  }
}
