import { Worker } from 'node:worker_threads'
import type { AuditEntry, AuditQuery, AuditVerdict } from '../../../shared/audit'
import type { CardView, ExpiringWhen } from '../../../shared/card'
import type { ChargeFilter, ChargeQuery, ChargeRow, ChargeSums } from '../../../shared/charge'
import type { CustomerHit, CustomerOf, CustomerWindow } from '../../../shared/customer'
import type { LinkRow } from '../../../shared/link'
import type { ListPage } from '../../../shared/list'
import type { ModificationRow } from '../../../shared/modification'
import type { TodayView } from '../../../shared/today'
import type { HeldSums } from '../../../shared/transaction-detail'
import { Thread } from '../../threads/thread'
import type { KeptCustomer } from './customer'
import type { LedgerReads } from './ledger-reads'
import type { Reservation } from '../reservation'

/** What a thread is started with. */
export interface ThreadStart {
  readonly folder: string
  readonly file: string
  /** Whether it keeps the search index; of two threads only one may. */
  readonly keepsIndex: boolean
}

/**
 * The reads, on threads of their own (worker.ts): lists and searches on one, and on another what may take minutes, such
 * as checking the whole file, so that no list waits for it.
 */
export class ReaderThread implements LedgerReads {
  readonly #lists: Thread
  readonly #jobs: Thread

  /** @param script the built worker.ts */
  constructor(script: URL, { folder, file }: Omit<ThreadStart, 'keepsIndex'>) {
    const started = (keepsIndex: boolean) => (): Worker => {
      const workerData: ThreadStart = { folder, file, keepsIndex }
      return new Worker(script, { workerData })
    }
    this.#lists = new Thread(started(true))
    this.#jobs = new Thread(started(false))
  }

  listCharges(accountId: string, query: ChargeQuery): Promise<ListPage<ChargeRow>> {
    return this.#lists.ask('listCharges', accountId, query)
  }

  sumCharges(accountId: string, filter: ChargeFilter): Promise<ChargeSums> {
    return this.#lists.ask('sumCharges', accountId, filter)
  }

  searchCards(
    accountId: string,
    query: string,
    limit: number
  ): Promise<{ cards: CardView[]; more: boolean }> {
    return this.#lists.ask('searchCards', accountId, query, limit)
  }

  listCards(accountId: string, query: string, offset: number, limit: number): Promise<ListPage<CardView>> {
    return this.#lists.ask('listCards', accountId, query, offset, limit)
  }

  today(accountId: string, days: readonly number[], now: number): Promise<TodayView> {
    return this.#lists.ask('today', accountId, days, now)
  }

  listHeld(
    accountId: string,
    now: number,
    window: { readonly offset: number; readonly limit: number }
  ): Promise<ListPage<Reservation>> {
    return this.#lists.ask('listHeld', accountId, now, window)
  }

  sumHeld(accountId: string, now: number): Promise<HeldSums> {
    return this.#lists.ask('sumHeld', accountId, now)
  }

  listExpiring(
    accountId: string,
    when: ExpiringWhen,
    offset: number,
    limit: number
  ): Promise<ListPage<CardView>> {
    return this.#lists.ask('listExpiring', accountId, when, offset, limit)
  }

  customer(accountId: string, of: CustomerOf): Promise<KeptCustomer | null> {
    return this.#lists.ask('customer', accountId, of)
  }

  findCustomers(accountId: string, query: string, phone: string, limit: number): Promise<CustomerHit[]> {
    return this.#lists.ask('findCustomers', accountId, query, phone, limit)
  }

  customerCharges(accountId: string, window: CustomerWindow): Promise<ListPage<ChargeRow>> {
    return this.#lists.ask('customerCharges', accountId, window)
  }

  customerLinks(accountId: string, window: CustomerWindow): Promise<ListPage<LinkRow>> {
    return this.#lists.ask('customerLinks', accountId, window)
  }

  customerModifications(accountId: string, window: CustomerWindow): Promise<ListPage<ModificationRow>> {
    return this.#lists.ask('customerModifications', accountId, window)
  }

  listAudit(query: AuditQuery): Promise<ListPage<AuditEntry>> {
    return this.#lists.ask('listAudit', query)
  }

  verifyAudit(): Promise<AuditVerdict> {
    return this.#jobs.ask('verifyAudit')
  }

  exportAudit(path: string): Promise<number> {
    return this.#jobs.ask('exportAudit', path)
  }

  isWhole(): Promise<boolean> {
    return this.#jobs.ask('isWhole')
  }

  shortenLog(): Promise<void> {
    return this.#lists.ask('shortenLog')
  }

  async close(): Promise<void> {
    await Promise.all([this.#lists.close(), this.#jobs.close()])
  }
}
