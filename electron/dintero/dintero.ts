import type { Answer } from '../../shared/outcome'
import type { Transaction } from '../../shared/transaction'
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

/** `refused`: Dintero read the request and would not make the link. Making a link moves no money. */
export type LinkAnswer =
  | { readonly kind: 'created'; readonly sessionId: string; readonly url: string }
  | Failed<FailureReason | 'refused'>

/** What Trekk uses of a checkout session: what became of it. */
export interface Session {
  readonly id: string
  /** Set once the session has a transaction; a session has at most one (dintero-api 4). */
  readonly transactionId: string | null
  readonly merchantReference: string | null
  /** INITIATED, VISITED, AUTHORIZED, DECLINED, PAY_FAILED, FAILED, CANCELLED and more, oldest first as Dintero sent them. */
  readonly events: readonly { readonly name: string; readonly createdAt: number | null }[]
}

/** A transaction with the stored-card secrets it created. Never leaves the main process. */
export interface TransactionWithTokens {
  readonly transaction: Transaction
  readonly paymentToken: string | null
  readonly recurrenceToken: string | null
}

/** Filters of `GET /transactions` (dintero-api 5.2) that Trekk uses; all given ones must hold. Times are ms since 1970 UTC. */
export interface TransactionFilter {
  readonly merchantReference?: string
  readonly sessionId?: string
  readonly customerId?: string
  readonly tokenId?: string
  readonly search?: string
  readonly paymentOperation?: string
  readonly createdFrom?: number
  readonly createdTo?: number
  /** How many rows at most, over all pages; 100 unless told. */
  readonly atMost?: number
}

export interface PayOptions {
  /** Aborting does not undo anything: the answer becomes `no_answer` and the charge must be looked up. */
  readonly signal?: AbortSignal
}

/**
 * Everything Trekk asks Dintero. One instance speaks for one account. No method rejects for what a
 * network or server does; all but `pay` reject when the account's secret cannot be read.
 */
export interface Dintero {
  /** Fetches a new access token with the account's credentials, past any cache. */
  proveCredentials(): Promise<CredentialProof>
  /** Charges a stored card. Sends at most once, or twice when the first was refused with 401. */
  pay(body: SessionsPayBody, options?: PayOptions): Promise<Answer>
  /** Creates a payment link the customer completes; never retried. */
  createLink(body: SessionsProfileBody): Promise<LinkAnswer>
  getSession(id: string): Promise<Lookup<Session>>
  getTransaction(id: string): Promise<Lookup<Transaction>>
  /** As `getTransaction`, including the payment and recurrence tokens. */
  getTransactionToken(id: string): Promise<Lookup<TransactionWithTokens>>
  /** `found` with an empty list when nothing matches. One unreadable row makes the whole answer unreadable. */
  listTransactions(filter: TransactionFilter): Promise<Lookup<Transaction[]>>
}
