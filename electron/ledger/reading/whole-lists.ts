import { join } from 'node:path'
import { Kysely, sql, type AliasedExpression, type Selectable } from 'kysely'
import type { CardView } from '../../../shared/card'
import { chargeStates, isUnresolved, type ChargeFilter } from '../../../shared/charge'
import type { LinkFilter } from '../../../shared/link'
import { isOpen } from '../charges'
import { linkMatching } from '../link-matching'
import { toLink, type LinkRecord } from '../link-record'
import type { ChargeTable, Schema } from '../schema'
import { searchTerms } from '../search-text'
import { openReadOnly, type SqlConnection } from '../sqlite/connection'
import { LedgerDialect } from '../sqlite/dialect'
import { storageError } from '../sqlite/errors'
import { prepareReader } from '../sqlite/file'
import { allInOne, isAmong, madeOfOne, unindexed } from '../sqlite/words'
import { CardSearch } from './card-search'
import { inOrder, isDue, matchingOf } from './charge-matching'

/** All rows of a list, in its order. */
export interface WholeList<Row> {
  readonly total: number
  /** The rows up to `most` of them, some at a time, so that they are never all in memory. */
  pieces(most: number): AsyncGenerator<readonly Row[]>
}

/** A payment link as it is exported. */
export interface ExportedLink extends LinkRecord {
  /** The merchant reference of the charge it is in place of. */
  readonly chargeReference: string | null
}

/** Rows read at a time. */
const together = 1_000

/** What of a charge is exported, as the ledger keeps it: of a million rows every other form costs as much as reading them. */
const chargeColumns = [
  'number',
  'state',
  'transaction_status',
  'amount',
  'currency',
  'captured',
  'refunded',
  'vat_amount',
  'customer_name',
  'merchant_reference',
  'transaction_id',
  'decline_reason',
  'operation',
  'brand',
  'last_four',
  'provider',
  'operator',
  'batch_row',
  'created_at',
  'changed_at',
  'lookups',
  'next_lookup_at'
] as const satisfies readonly (keyof ChargeTable)[]

/** A charge as it is exported. Times are ms since 1970 UTC, amounts minor units. */
export interface ExportedCharge extends Pick<Selectable<ChargeTable>, (typeof chargeColumns)[number]> {
  /** What the file is called that it is of; null for a charge made on its own. */
  readonly batch_name: string | null
}

const unresolvedStates = chargeStates.filter(isUnresolved)

/**
 * Whole lists of the ledger as it is when they are opened, whatever is written meanwhile, through a connection of their own:
 * for exports. Of a long list the numbers of its rows are in memory, and the rows piece by piece.
 */
export class WholeLists {
  readonly #connection: SqlConnection
  readonly #db: Kysely<Schema>
  readonly #clock: () => number

  /**
   * @param file the ledger's file in the profile folder
   * @throws TrekkError `storage_*` when it cannot be opened
   */
  constructor(folder: string, file: string, clock: () => number) {
    try {
      this.#connection = openReadOnly(join(folder, file))
      prepareReader(this.#connection)
      this.#connection.exec('begin')
    } catch (error) {
      throw storageError(error)
    }
    this.#db = new Kysely<Schema>({ dialect: new LedgerDialect(this.#connection) })
    this.#clock = clock
  }

  /**
   * An account's charges, in the order in which the history shows them. A search looks at the text of every charge, so it
   * finds all there are, where the history counts no further than anybody reads.
   */
  async charges(accountId: string, filter: ChargeFilter): Promise<WholeList<ExportedCharge>> {
    const matching = this.#db
      .selectFrom('charges')
      .select('number')
      .where(matchingOf(accountId, filter, searchTerms(filter.search)))
      .$if(filter.due !== null, (query) => query.where(isDue(this.#clock())))
    const ordered = inOrder(matching, filter.sort)
    return listOf(await this.#numbers(ordered.as('ordered')), (some) => this.#charges(some))
  }

  /** What Dintero still has to be asked about in an account, oldest first. */
  async unresolved(accountId: string): Promise<WholeList<ExportedCharge>> {
    const ordered = this.#db
      .selectFrom('charges')
      .select('number')
      .where('state', 'in', unresolvedStates)
      .where(isOpen)
      .where(unindexed<string>('account_id'), '=', accountId)
      .orderBy('created_at')
    return listOf(await this.#numbers(ordered.as('ordered')), (some) => this.#charges(some))
  }

  /** An account's payment links, newest first. */
  async links(accountId: string, filter: LinkFilter): Promise<WholeList<ExportedLink>> {
    const ordered = this.#db
      .selectFrom('links')
      .select('number')
      .where(linkMatching(accountId, filter))
      .orderBy('created_at', 'desc')
      .orderBy('number', 'desc')
    return listOf(await this.#numbers(ordered.as('ordered')), (some) => this.#links(some))
  }

  /** The stored cards of an account that a search finds, in the order of the list of cards. */
  async cards(accountId: string, query: string): Promise<WholeList<CardView>> {
    const cards = new CardSearch(this.#db, this.#clock)
    const first = await cards.list(accountId, query, 0, together)
    return {
      total: first.total,
      async *pieces(most) {
        for (let offset = 0, rows = first.rows; offset < most && rows.length > 0;) {
          yield rows.slice(0, most - offset)
          offset += rows.length
          rows = (await cards.list(accountId, query, offset, together)).rows
        }
      }
    }
  }

  async close(): Promise<void> {
    await this.#db.destroy()
  }

  /** All in one text: as rows they would take several times the time and the memory. */
  async #numbers(ordered: AliasedExpression<{ number: number }, 'ordered'>): Promise<number[]> {
    const row = await this.#db
      .selectFrom(ordered)
      .select(sql<string>`json_group_array(number)`.as('all'))
      .executeTakeFirst()
    return JSON.parse(row?.all ?? '[]') as number[]
  }

  async #charges(numbers: readonly number[]): Promise<ExportedCharge[]> {
    const rows = this.#db
      .selectFrom('charges')
      .leftJoin('batches', 'batches.id', 'charges.batch_id')
      .select(chargeColumns.map((column) => `charges.${column}` as const))
      .select('batches.name as batch_name')
      .where(isAmong('charges.number', JSON.stringify(numbers)))
    const columns = [...chargeColumns, 'batch_name'] as const
    const row = await this.#db
      .selectFrom(rows.as('charges'))
      .select(allInOne(columns).as('all'))
      .executeTakeFirst()
    const charges = madeOfOne<ExportedCharge, ExportedCharge>(columns, row?.all ?? '[]', (charge) => charge)
    return byNumbers(numbers, new Map(charges.map((charge) => [charge.number, charge])))
  }

  async #links(numbers: readonly number[]): Promise<ExportedLink[]> {
    const rows = await this.#db
      .selectFrom('links')
      .leftJoin('charges', 'charges.id', 'links.charge_id')
      .selectAll('links')
      .select('charges.merchant_reference as charge_reference')
      .where(isAmong('links.number', JSON.stringify(numbers)))
      .execute()
    const links = rows.map((row) => ({ ...toLink(row), chargeReference: row.charge_reference }))
    return byNumbers(numbers, new Map(links.map((link) => [link.number, link])))
  }
}

function listOf<Row>(
  numbers: readonly number[],
  read: (some: readonly number[]) => Promise<readonly Row[]>
): WholeList<Row> {
  return {
    total: numbers.length,
    async *pieces(most) {
      for (let from = 0; from < Math.min(most, numbers.length); from += together)
        yield await read(numbers.slice(from, Math.min(from + together, most)))
    }
  }
}

function byNumbers<Row>(numbers: readonly number[], byNumber: ReadonlyMap<number, Row>): Row[] {
  return numbers.flatMap((number) => byNumber.get(number) ?? [])
}
