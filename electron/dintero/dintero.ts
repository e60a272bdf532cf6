import type { TokenKind } from '../../shared/card'
import type { ModificationKind } from '../../shared/modification'
import type { ModificationAnswer } from '../../shared/modification-outcome'
import type { Answer } from '../../shared/outcome'
import type { Transaction } from '../../shared/transaction'
import type { EnrolmentBody } from './enrolment-body'
import type { ModificationBody } from './modification-bodies'
import type { SessionsPayBody, SessionsProfileBody } from './requests'

/** Why Dintero could not be asked, in the order of whose turn it is to act: us, the merchant, Dintero. */
export type FailureReason =
  'network' | 'timeout' | 'unauthorised' | 'forbidden' | 'rate_limited' | 'server' | 'unreadable'

/** A question that got no usable answer. `message` is for support (English, no secrets); `retryAfter` is ms to wait. */
export interface Failed<R extends string = FailureReason> {
  readonly kind: 'failed'
  readonly reason: R
  readonly message: string
  readonly retryAfter: number | null
}

/** What a read answered. `not_found` is Dintero's own 404 and nothing else. */
export type Lookup<T> =
  { readonly kind: 'found'; readonly value: T } | { readonly kind: 'not_found' } | Failed

/** `account_unknown`: the account does not exist, or is not this client's; `forbidden`: refused for another reason. */
export type CredentialProof =
  /** ms since 1970 UTC */
  { readonly kind: 'proved'; readonly expiresAt: number } | Failed<FailureReason | 'account_unknown'>

/**
 * What became of asking for a link. Making one moves no money, but one that was made may be paid.
 * - `refused`: Dintero read the request and would not make it
 * - `failed`: it was not made: the request never arrived, or was not taken in
 * - `lost`: nobody knows; a session may be there, by its id where the answer named one
 */
export type LinkAnswer =
  | {
      readonly kind: 'created'
      readonly sessionId: string
      readonly url: string
      /** Dintero's word for its SMS; null where none was asked for or nothing was said. */
      readonly smsStatus: string | null
    }
  | { readonly kind: 'refused'; readonly message: string }
  | Failed
  | { readonly kind: 'lost'; readonly message: string; readonly sessionId: string | null }

export type CancelAnswer =
  { readonly kind: 'cancelled' } | { readonly kind: 'refused'; readonly message: string } | Failed

/** What Trekk uses of a checkout session: what became of it. */
export interface Session {
  readonly id: string
  /** ms since 1970 UTC by Dintero's clock; null where it does not say */
  readonly expiresAt: number | null
  /** Set once the session has a transaction; a session has at most one (docs/dintero.md 4). */
  readonly transactionId: string | null
  readonly merchantReference: string | null
  /** Dintero's word for what became of its SMS; null where none was asked for or nothing is said. */
  readonly smsStatus: string | null
  /** INITIATED, VISITED, AUTHORIZED, DECLINED, PAY_FAILED, FAILED, CANCELLED and more, oldest first as Dintero sent them. */
  readonly events: readonly { readonly name: string; readonly createdAt: number | null }[]
}

/** A transaction with the stored-card secrets it created. Never leaves the main process. */
export interface TransactionWithTokens {
  readonly transaction: Transaction
  readonly paymentToken: string | null
  readonly recurrenceToken: string | null
}

/** What Trekk uses of a stored card as Dintero lists it (docs/dintero.md 9). Never leaves the main process. */
export interface CardToken {
  readonly id: string
  /** ACTIVE, INACTIVE, SUSPENDED, CANCELLED, DELETED, or a word nobody foresaw. */
  readonly status: string | null
  readonly paymentProductType: string | null
  /** The secret itself, where the list has it; held against stored cards by its fingerprint alone. */
  readonly token: string | null
  /** The card's expiry and the token's, `MM/YYYY`; null where Dintero does not say. */
  readonly cardExpiry: string | null
  readonly tokenExpiry: string | null
  readonly kind: TokenKind | null
  readonly brand: string | null
  readonly maskedPan: string | null
  readonly customerId: string | null
  /** The transaction that stored it. */
  readonly transactionId: string | null
}

/** Who wants a stored card deleted, and why (docs/dintero.md 9). */
export interface Deletion {
  /** At most 128 characters. */
  readonly reason: string
  readonly requestor: 'CARDHOLDER' | 'MERCHANT'
}

/**
 * What became of asking to delete a stored card.
 * - `not_found`: Dintero has no such token
 * - `refused`: Dintero read the request and would not do it
 * - `failed`: it was not done: the request never arrived, or was not taken in
 * - `lost`: nobody knows
 */
export type DeleteAnswer =
  | { readonly kind: 'deleted' }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'refused'; readonly message: string }
  | Failed
  | { readonly kind: 'lost'; readonly message: string }

/**
 * Filters of `GET /transactions` (docs/dintero.md 5.2) that Trekk uses; all given ones must hold. Times are ms since
 * 1970 UTC.
 */
export interface TransactionFilter {
  readonly merchantReference?: string
  readonly tokenId?: string
  /** ms since 1970 UTC, both included; as all times here */
  readonly createdFrom?: number
  readonly createdTo?: number
  readonly capturedFrom?: number
  readonly capturedTo?: number
  readonly refundedFrom?: number
  readonly refundedTo?: number
  /** Minor units. */
  readonly amount?: number
  readonly currency?: string
  /** Dintero's word for what it was made for, such as `recurring_purchase`. */
  readonly operation?: string
  /** Over ids, references, phone, e-mail, name and token id; how it compares is not documented. */
  readonly search?: string
  /** A list with more rows than this counts as not read; 5,000 unless told. */
  readonly atMost?: number
}

/** What one payout is made of in one currency, minor units: `amount` is the capture less the refund and the fee. */
export interface SettlementSum {
  readonly currency: string
  readonly capture: number
  readonly refund: number
  readonly fee: number
  readonly amount: number
}

/** A payout to the merchant, which Dintero calls a settlement (docs/dintero.md 11). Times are ms since 1970 UTC. */
export interface Settlement {
  readonly id: string
  /** The gateway, such as `payex`. */
  readonly provider: string | null
  readonly providerReference: string | null
  readonly settledAt: number | null
  /** Of the first and the last payment event in it. */
  readonly startAt: number | null
  readonly endAt: number | null
  /** `paid`, `postponed`, or a word nobody foresaw. */
  readonly status: string | null
  /** One for each currency. */
  readonly sums: readonly SettlementSum[]
}

/** Which payouts; times are of the day they were paid out, ms since 1970 UTC, both included. */
export interface SettlementFilter {
  readonly from?: number
  readonly to?: number
  readonly id?: string
}

/** Where a page of payouts ended: the id and the date as Dintero wrote them. */
export interface SettlementPlace {
  readonly id: string
  readonly date: string
}

export interface SettlementPage {
  readonly settlements: Settlement[]
  /** From where the list goes on; null where it has come to its end. */
  readonly next: SettlementPlace | null
}

/**
 * Everything Trekk asks Dintero. One instance speaks for one account. No method rejects for what a
 * network or server does; all but `pay` and `modify` reject when the account's secret cannot be read.
 */
export interface Dintero {
  /** Fetches a new access token with the account's credentials, past any cache. */
  proveCredentials(): Promise<CredentialProof>
  /** Charges a stored card. Sends once, and once more only after Dintero's own error about the access token. */
  pay(body: SessionsPayBody): Promise<Answer>
  /**
   * Captures, voids or refunds a transaction. Sends as `pay` does.
   * @param body null for a void, which has none
   */
  modify(
    kind: ModificationKind,
    transactionId: string,
    body: ModificationBody | null
  ): Promise<ModificationAnswer>
  /** Makes a payment link. Sends once, and once more only after Dintero's own error about the access token. */
  createLink(body: SessionsProfileBody): Promise<LinkAnswer>
  /** Makes an address at which a card is stored without a payment; as `createLink`. */
  createEnrolment(body: EnrolmentBody): Promise<LinkAnswer>
  /** Whether an address is a payment page of Dintero's, or of the simulator that stands for it here. */
  isPaymentPage(url: string): boolean
  /**
   * Dintero's clock minus this machine's, ms, by the `Date` of its latest answer and so to about a second; null before
   * the first.
   */
  clockSkew(): number | null
  /** Cancels a link's session; never retried. It voids what the customer may have authorised meanwhile. */
  cancelSession(id: string): Promise<CancelAnswer>
  getSession(id: string): Promise<Lookup<Session>>
  getTransaction(id: string): Promise<Lookup<Transaction>>
  /** As `getTransaction`, including the payment and recurrence tokens. */
  getTransactionToken(id: string): Promise<Lookup<TransactionWithTokens>>
  /**
   * All rows to the last, or `failed`: half a list could lack the row that matters. Empty when nothing matches. One
   * unreadable row makes the whole answer unreadable.
   */
  listTransactions(filter: TransactionFilter): Promise<Lookup<Transaction[]>>
  /** One page of a list that is too long to be read at once: at most `pageSize` rows from after a row; see `walkPages`. */
  pageOfTransactions(filter: TransactionFilter, after: string | null): Promise<Lookup<Transaction[]>>
  /** One page of the payouts to the merchant. Needs `read:settlements` or one of its like: see docs/dintero.md 11. */
  pageOfSettlements(filter: SettlementFilter, after: SettlementPlace | null): Promise<Lookup<SettlementPage>>
  /**
   * One page of the account's stored cards, deleted ones too. Needs `admin:checkout`.
   * @param customerId whose; all of them unless given
   */
  pageOfCardTokens(after: string | null, customerId?: string): Promise<Lookup<CardToken[]>>
  /** @param id Dintero's id of the token. Needs `admin:checkout`. */
  getCardToken(id: string): Promise<Lookup<CardToken>>
  /** Deletes a stored card at Dintero; never retried. @param id as `getCardToken`. Needs `admin:checkout`. */
  deleteCardToken(id: string, deletion: Deletion): Promise<DeleteAnswer>
}
