import type { AuditEntry, AuditQuery, AuditVerdict } from '../../../shared/audit'
import type { CardView, ExpiringWhen } from '../../../shared/card'
import type { ChargeFilter, ChargeQuery, ChargeRow, ChargeSums } from '../../../shared/charge'
import type { CustomerHit, CustomerOf, CustomerWindow } from '../../../shared/customer'
import type { LinkRow } from '../../../shared/link'
import type { ListPage } from '../../../shared/list'
import type { ModificationRow } from '../../../shared/modification'
import type { TodayView } from '../../../shared/today'
import type { HeldSums } from '../../../shared/transaction-detail'
import type { KeptCustomer } from './customer'
import type { Reservation } from '../reservation'

/**
 * The reads of the ledger that may take long: lists, searches, checks, exports. They go by what is on disk, through a
 * connection of their own, and in the app on a thread of their own (thread.ts), because the thread that charges has
 * better things to do.
 */
export interface LedgerReads {
  /**
   * A window of an account's charges, in the order that is asked for. The search terms must all be found in reference, transaction id,
   * customer name, last four or amount; one of two letters at the beginning of a word. `from` is included, `to` is not.
   */
  listCharges(accountId: string, query: ChargeQuery): Promise<ListPage<ChargeRow>>
  /** What the charges come to that `listCharges` lists. What is searched for is counted no further than there. */
  sumCharges(accountId: string, filter: ChargeFilter): Promise<ChargeSums>
  /**
   * Finds cards by any part of name, e-mail, phone, customer number, last four or reference: every term must be
   * found somewhere. No terms: the cards charged or added last. Most recent first either way.
   */
  searchCards(accountId: string, query: string, limit: number): Promise<{ cards: CardView[]; more: boolean }>
  /** A window of the cards that `searchCards` finds, in the same order. */
  listCards(accountId: string, query: string, offset: number, limit: number): Promise<ListPage<CardView>>
  /**
   * What an account's desk has to know at a glance.
   * @param days when each of the last days began, oldest first, today last; ms since 1970 UTC
   */
  today(accountId: string, days: readonly number[], now: number): Promise<TodayView>
  /**
   * A window of an account's payments that are reserved and not captured, or not all of them, held longest first; and what
   * all of them come to.
   * @param now ms since 1970 UTC
   */
  listHeld(
    accountId: string,
    now: number,
    window: { readonly offset: number; readonly limit: number }
  ): Promise<ListPage<Reservation>>
  sumHeld(accountId: string, now: number): Promise<HeldSums>
  /** A window of the cards that end in a month; of those whose month is over, the latest first. */
  listExpiring(
    accountId: string,
    when: ExpiringWhen,
    offset: number,
    limit: number
  ): Promise<ListPage<CardView>>
  /** Whoever a card, a charge or a link of an account is of; null where there is none such. */
  customer(accountId: string, of: CustomerOf): Promise<KeptCustomer | null>
  /**
   * Customers of an account that are found by what is typed: what is exactly theirs first, one wrong letter forgiven.
   * @param phone what is typed, as a phone number of the account's country is kept
   */
  findCustomers(accountId: string, query: string, phone: string, limit: number): Promise<CustomerHit[]>
  /** A window of a customer's charges, those tried last first; of their links and modifications, the newest first. */
  customerCharges(accountId: string, window: CustomerWindow): Promise<ListPage<ChargeRow>>
  customerLinks(accountId: string, window: CustomerWindow): Promise<ListPage<LinkRow>>
  customerModifications(accountId: string, window: CustomerWindow): Promise<ListPage<ModificationRow>>
  /** Newest first. The search looks in what an entry says, and for entries about charges in what charges are found by. */
  listAudit(query: AuditQuery): Promise<ListPage<AuditEntry>>
  /** Follows the chain from its first entry to its head and names the first link that does not hold. */
  verifyAudit(): Promise<AuditVerdict>
  /**
   * Writes the whole trail to a file, one JSON object a line with its hash.
   * @returns how many entries
   * @throws TrekkError `storage_failed` when the file cannot be written
   */
  exportAudit(path: string): Promise<number>
  /** Whether SQLite finds the whole file in order. Reads every page. */
  isWhole(): Promise<boolean>
  /**
   * Writes what the ledger's log holds into its file: no read, but as long as one, and nothing the thread that charges
   * should do. See `LogShortening`.
   */
  shortenLog(): Promise<void>
  close(): Promise<void>
}
