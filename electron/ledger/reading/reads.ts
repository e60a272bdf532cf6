import { join } from 'node:path'
import { Kysely } from 'kysely'
import type { AuditEntry, AuditQuery, AuditVerdict } from '../../../shared/audit'
import type { CardView, ExpiringWhen } from '../../../shared/card'
import type { ChargeFilter, ChargeQuery, ChargeRow, ChargeSums } from '../../../shared/charge'
import type { CustomerHit, CustomerOf, CustomerWindow } from '../../../shared/customer'
import type { LinkRow } from '../../../shared/link'
import type { ListPage } from '../../../shared/list'
import type { ModificationRow } from '../../../shared/modification'
import type { TodayView } from '../../../shared/today'
import type { HeldSums } from '../../../shared/transaction-detail'
import { CardSearch } from './card-search'
import type { Schema } from '../schema'
import { openConnection, openReadOnly, type SqlConnection } from '../sqlite/connection'
import { LedgerDialect } from '../sqlite/dialect'
import { storageError } from '../sqlite/errors'
import { dataVersion, isWhole, prepareReader, shortenLog } from '../sqlite/file'
import { AuditTrail } from './audit-trail'
import { exportTrail, verifyTrail } from './whole-trail'
import { ChargeList } from './charge-list'
import { Customers, type KeptCustomer } from './customer'
import { CustomerSearch } from './customer-search'
import { ExpiringList } from './expiring-cards'
import { Indexer } from './indexer'
import type { LedgerReads } from './ledger-reads'
import type { Reservation } from '../reservation'
import { Reservations } from './reservations'
import { Today } from './today'

export const searchFile = 'trekk-search.db'

interface Opened {
  readonly connection: SqlConnection
  readonly db: Kysely<Schema>
  readonly indexer: Indexer
  readonly charges: ChargeList
  readonly cards: CardSearch
  readonly expiring: ExpiringList
  readonly customers: Customers
  readonly customerSearch: CustomerSearch
  readonly audit: AuditTrail
  readonly today: Today
  readonly reservations: Reservations
}

/** The reads, on the thread they are called on. The ledger is opened at the first of them. */
export class Reads implements LedgerReads {
  readonly #folder: string
  readonly #file: string
  readonly #clock: () => number
  #opened: Opened | null = null
  /** The only one here that writes: to the file what is in the log, and nothing new. */
  #shortening: SqlConnection | null = null

  /** @param file the ledger's file in the profile folder */
  constructor(folder: string, file: string, clock: () => number) {
    this.#folder = folder
    this.#file = file
    this.#clock = clock
  }

  async listCharges(accountId: string, query: ChargeQuery): Promise<ListPage<ChargeRow>> {
    const { charges, connection } = this.#open()
    if (query.search !== '') await this.catchUp()
    return charges.page(accountId, query, dataVersion(connection))
  }

  async sumCharges(accountId: string, filter: ChargeFilter): Promise<ChargeSums> {
    const { charges, connection } = this.#open()
    if (filter.search !== '') await this.catchUp()
    return charges.sums(accountId, filter, dataVersion(connection))
  }

  async searchCards(
    accountId: string,
    query: string,
    limit: number
  ): Promise<{ cards: CardView[]; more: boolean }> {
    return this.#open().cards.search(accountId, query, limit)
  }

  async listCards(
    accountId: string,
    query: string,
    offset: number,
    limit: number
  ): Promise<ListPage<CardView>> {
    return this.#open().cards.list(accountId, query, offset, limit)
  }

  async today(accountId: string, days: readonly number[], now: number): Promise<TodayView> {
    return this.#open().today.of(accountId, days, now)
  }

  async listHeld(
    accountId: string,
    now: number,
    window: { readonly offset: number; readonly limit: number }
  ): Promise<ListPage<Reservation>> {
    return this.#open().reservations.page(accountId, now, window)
  }

  async sumHeld(accountId: string, now: number): Promise<HeldSums> {
    return this.#open().reservations.sums(accountId, now)
  }

  async listExpiring(
    accountId: string,
    when: ExpiringWhen,
    offset: number,
    limit: number
  ): Promise<ListPage<CardView>> {
    return this.#open().expiring.list(accountId, when, offset, limit)
  }

  async customer(accountId: string, of: CustomerOf): Promise<KeptCustomer | null> {
    return this.#open().customers.of(accountId, of)
  }

  async findCustomers(
    accountId: string,
    query: string,
    phone: string,
    limit: number
  ): Promise<CustomerHit[]> {
    return this.#open().customerSearch.find(accountId, query, phone, limit)
  }

  async customerCharges(accountId: string, window: CustomerWindow): Promise<ListPage<ChargeRow>> {
    return this.#open().customers.charges(accountId, window)
  }

  async customerLinks(accountId: string, window: CustomerWindow): Promise<ListPage<LinkRow>> {
    return this.#open().customers.links(accountId, window)
  }

  async customerModifications(accountId: string, window: CustomerWindow): Promise<ListPage<ModificationRow>> {
    return this.#open().customers.modifications(accountId, window)
  }

  async listAudit(query: AuditQuery): Promise<ListPage<AuditEntry>> {
    const { audit, connection } = this.#open()
    if (query.search !== '') await this.catchUp()
    return audit.page(query, dataVersion(connection))
  }

  async verifyAudit(): Promise<AuditVerdict> {
    return this.#asItIsNow((db) => verifyTrail(db))
  }

  async exportAudit(path: string): Promise<number> {
    return this.#asItIsNow((db) => exportTrail(db, path))
  }

  async isWhole(): Promise<boolean> {
    const connection = this.#connect()
    try {
      return isWhole(connection, 'quick_check')
    } finally {
      connection.close()
    }
  }

  async shortenLog(): Promise<void> {
    this.#shortening ??= openConnection(join(this.#folder, this.#file))
    shortenLog(this.#shortening)
  }

  async close(): Promise<void> {
    this.#shortening?.close()
    this.#shortening = null
    const opened = this.#opened
    this.#opened = null
    if (opened === null) return
    opened.indexer.close()
    await opened.db.destroy()
  }

  /**
   * Takes what is new into the search index, a slice at a time.
   * @param slices at most; a search finds what is not taken in yet all the same, only more slowly
   * @returns whether there is more
   */
  async catchUp(slices = 4): Promise<boolean> {
    const { indexer } = this.#open()
    for (let done = 0; done < slices; done += 1) if (!(await indexer.step())) return false
    return true
  }

  #open(): Opened {
    this.#opened ??= this.#openOnce()
    return this.#opened
  }

  /** Reads that take many questions and must see one state of the ledger, whatever is written meanwhile. */
  async #asItIsNow<T>(work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
    const connection = this.#connect()
    const db = new Kysely<Schema>({ dialect: new LedgerDialect(connection) })
    try {
      connection.exec('begin')
      return await work(db)
    } finally {
      await db.destroy()
    }
  }

  #connect(): SqlConnection {
    const connection = openReadOnly(join(this.#folder, this.#file))
    prepareReader(connection)
    return connection
  }

  #openOnce(): Opened {
    try {
      const connection = this.#connect()
      const db = new Kysely<Schema>({ dialect: new LedgerDialect(connection) })
      const indexer = new Indexer(db, join(this.#folder, searchFile))
      const charges = new ChargeList(db, indexer, this.#clock)
      const cards = new CardSearch(db, this.#clock)
      const audit = new AuditTrail(db, charges)
      const expiring = new ExpiringList(db, this.#clock)
      const customers = new Customers(db, this.#clock)
      const customerSearch = new CustomerSearch(db, this.#clock)
      const today = new Today(db)
      const reservations = new Reservations(db)
      return {
        connection,
        db,
        indexer,
        charges,
        cards,
        expiring,
        customers,
        customerSearch,
        audit,
        today,
        reservations
      }
    } catch (error) {
      throw storageError(error)
    }
  }
}
