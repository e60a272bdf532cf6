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

export interface TransactionEvent {
  readonly event: string
  readonly transactionStatus: string | null
  readonly success: boolean | null
  readonly error: EventError | null
  readonly amount: number | null
  /** ms since 1970 UTC */
  readonly createdAt: number | null
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
  readonly events: readonly TransactionEvent[]
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
