/** Statuses a Dintero transaction can have (docs/dintero.md 5.3). */
export const transactionStatuses = [
  'INITIATED',
  'AUTHORIZED',
  'AUTHORIZATION_VOIDED',
  'CAPTURED',
  'PARTIALLY_CAPTURED',
  'PARTIALLY_CAPTURED_REFUNDED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
  'DECLINED',
  'FAILED',
  'UNKNOWN',
  'ON_HOLD'
] as const
export type TransactionStatus = (typeof transactionStatuses)[number]

/** The error of a failed event. `types` is both vocabularies: one string (2024-25) or many (2026) become a list. */
export interface EventError {
  readonly message: string
  readonly code: string | null
  readonly types: readonly string[]
  readonly resultCode: string | null
  readonly retryCodes: readonly string[]
  /** ms since 1970 UTC, or null when Dintero named no time. */
  readonly retryAfter: number | null
}

/** What happened to a transaction, as Dintero lists it (docs/dintero.md 5.3). */
export interface TransactionEvent {
  readonly id: string | null
  readonly event: string
  readonly transactionStatus: string | null
  readonly success: boolean | null
  readonly error: EventError | null
  /** minor units */
  readonly amount: number | null
  /** ms since 1970 UTC */
  readonly createdAt: number | null
  /** Whoever asked for it, in Dintero's words: an API client, a person in Backoffice. */
  readonly createdBy: string | null
  /** The capture or refund reference that it was asked for with. */
  readonly reference: string | null
  /** The same once more where Trekk asked for it: the metadata `ext_trekk`. */
  readonly mark: string | null
  readonly requestId: string | null
  /** Of the request that was accepted before (HTTP 202) and that this event ends. */
  readonly correlationRequestId: string | null
  /** It corrects events before it, in a way that Trekk does not read. */
  readonly isCorrection: boolean
}

/**
 * What one payout to the merchant has of one capture or refund, minor units (docs/dintero.md 11). `capture`, `refund` and
 * `fee` are null where Dintero does not say them.
 */
export interface Payout {
  readonly settlementId: string
  /** What was captured, less what was given back and the fee. */
  readonly amount: number
  readonly capture: number | null
  readonly refund: number | null
  readonly fee: number | null
}

/**
 * What Trekk uses of a Dintero transaction after parsing; anything we do not use is dropped at the boundary.
 * `status` stays a plain string: a status we do not know must reach the classifier, not vanish in a parser.
 */
export interface Transaction {
  readonly id: string | null
  readonly sessionId: string | null
  readonly status: string | null
  /** minor units */
  readonly amount: number | null
  readonly currency: string | null
  readonly merchantReference: string | null
  readonly paymentProductType: string | null
  readonly paymentOperation: string | null
  /** ms since 1970 UTC */
  readonly createdAt: number | null
  /** Oldest first, as Dintero lists them. */
  readonly events: readonly TransactionEvent[]
  /** NOT_SETTLED, PENDING_SETTLEMENT, PARTIALLY_SETTLED, SETTLED, or a word nobody foresaw. */
  readonly settlementStatus: string | null
  /** Null where what is said of payouts cannot be read, which is not the same as none. */
  readonly payouts: readonly Payout[] | null
  readonly card: {
    readonly brand: string | null
    readonly maskedPan: string | null
    readonly expiry: string | null
    readonly paymentTokenId: string | null
    readonly recurrenceTokenId: string | null
  } | null
  readonly customer: {
    readonly customerId: string | null
    readonly email: string | null
    readonly phone: string | null
    readonly name: string | null
  } | null
}
