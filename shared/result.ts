import { z } from 'zod'

/** Every way a call from the page can fail. Each has its own words in `renderer/locales` under `errors.<code>`. */
export const errorCodes = [
  'invalid_input',
  'not_found',
  'no_account',
  'account_exists',
  'account_id_unknown',
  'credentials_refused',
  'access_denied',
  'rate_limited',
  'network_unreachable',
  'network_timeout',
  'dintero_failed',
  'answer_unreadable',
  'keychain_missing',
  'keychain_locked',
  'keychain_denied',
  'keychain_too_large',
  'keychain_unavailable',
  'secret_missing',
  'card_number_refused',
  'token_missing',
  'card_exists',
  'card_gone',
  'card_in_use',
  'token_untold',
  'token_unnamed',
  'delete_unknown',
  'reference_used',
  'reference_taken',
  'duplicate_open',
  'link_open',
  'other_account',
  'operator_missing',
  'close_not_allowed',
  'link_not_open',
  'page_refused',
  'review_unknown',
  'review_used',
  'review_expired',
  'review_unconfirmed',
  'amount_mismatch',
  'reason_missing',
  'over_limit',
  'card_blocked',
  'retry_budget_spent',
  'retry_too_early',
  'retry_not_allowed',
  'resend_not_allowed',
  'charge_in_flight',
  'modification_open',
  'modification_not_possible',
  'batch_taken_over',
  'asking_busy',
  'batch_busy',
  'batch_early',
  'batch_unseen',
  'batch_begun',
  'batch_ended',
  'file_refused',
  'file_unreadable',
  'file_unwritable',
  'file_gone',
  'nothing_to_save',
  'export_busy',
  'views_full',
  'receipt_not_yet',
  'print_failed',
  'questions_open',
  'mapping_unknown',
  'mapping_differs',
  'sums_mismatch',
  'approval_needed',
  'approval_own',
  'approval_nameless',
  'approver_unknown',
  'approver_locked',
  'approver_last',
  'pin_wrong',
  'storage_full',
  'storage_failed',
  'storage_readonly',
  'storage_newer',
  'changed_meanwhile',
  'profile_in_use',
  'return_url_missing',
  'cancelled',
  'sender_refused',
  'internal'
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** A problem with one field of what was typed; `field` is a dotted path such as `lines.0.amount`. */
export const fieldProblem = z.strictObject({
  field: z.string(),
  problem: z.enum([
    'missing',
    'malformed',
    'too_long',
    'too_small',
    'too_large',
    'control_characters',
    'card_number',
    'wrong_currency',
    'sum_mismatch',
    'used',
    'taken',
    'not_allowed'
  ])
})
export type FieldProblem = z.infer<typeof fieldProblem>

/** What went wrong, for the page: `code` picks the words, `message` is for the log and for support (English, no secrets). */
export const appError = z.strictObject({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  fields: z.array(fieldProblem).optional(),
  /** Main knows that nothing left this computer. Where it is not said, nobody may say so. */
  nothingSent: z.literal(true).optional()
})
export type AppError = z.infer<typeof appError>

export type Result<T> = { ok: true; value: T } | { ok: false; error: AppError }

/** A failure with a code, thrown inside the main process and turned into a `Result` at the IPC boundary. */
export class TrekkError extends Error {
  readonly code: ErrorCode
  readonly details: AppError['details']
  readonly fields: FieldProblem[] | undefined
  readonly nothingSent: boolean

  constructor(
    code: ErrorCode,
    message: string,
    extra: {
      details?: NonNullable<AppError['details']>
      fields?: FieldProblem[]
      nothingSent?: boolean
      cause?: unknown
    } = {}
  ) {
    super(message, { cause: extra.cause })
    this.name = 'TrekkError'
    this.code = code
    this.details = extra.details
    this.fields = extra.fields
    this.nothingSent = extra.nothingSent ?? false
  }

  /** The plain object that crosses to the page. */
  toAppError(): AppError {
    return {
      code: this.code,
      message: this.message,
      ...(this.details && { details: this.details }),
      ...(this.fields && { fields: this.fields }),
      ...(this.nothingSent && { nothingSent: true as const })
    }
  }
}
