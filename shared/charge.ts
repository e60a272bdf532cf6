import { z } from 'zod'
import { brand, cardView, operation, operations, provider, providers } from './card'
import { raisedAlarm } from './alarm'
import { foundTransaction } from './found-transaction'
import { linkState } from './link-state'
import { windowOf } from './list'
import { receiptOffer } from './receipt-offer'

/** Dintero's `amount` is an int32 in minor units (docs/dintero.md 3.1). */
export const maxAmount = 2_147_483_647

/** An amount to charge: whole minor units, at least one. */
export const amount = z.number().int().min(1).max(maxAmount)

/** ISO 4217 code of a currency Trekk knows the decimals of; `money.ts` has the table. */
export const currency = z.string().regex(/^[A-Z]{3}$/)

/** Letters, digits and `. _ ~ -`: survives URLs, CSV and every gateway; 100 characters is our own bound. */
export const merchantReference = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,99}$/)

/**
 * Where a charge can be. The ledger's triggers allow only the moves in `chargeMoves`.
 * - `intent`: on disk, nothing has left this machine
 * - `sent`: on disk before the request left; no answer yet
 * - `pending`: Dintero answered but has not decided
 * - `unknown`: nobody here knows; Dintero must be asked
 * - `succeeded`, `declined`: Dintero decided
 * - `refused`: Dintero refused the request before any money was involved
 * - `not_sent`: the request never reached Dintero
 * - `closed`: nobody ever knew, Dintero showed nothing for a day, and a named person looked and closed it
 */
export const chargeStates = [
  'intent',
  'sent',
  'pending',
  'unknown',
  'succeeded',
  'declined',
  'refused',
  'not_sent',
  'closed'
] as const
export const chargeState = z.enum(chargeStates)
export type ChargeState = z.infer<typeof chargeState>

/**
 * Every legal move. `succeeded`, `declined` and `refused` are ends: a new attempt is a new charge. What Dintero shows
 * after all of a charge that was not sent or was closed is the truth about it, and an alarm.
 */
export const chargeMoves: Readonly<Record<ChargeState, readonly ChargeState[]>> = {
  intent: ['sent', 'not_sent'],
  sent: ['succeeded', 'declined', 'pending', 'unknown', 'refused', 'not_sent'],
  pending: ['succeeded', 'declined', 'unknown'],
  unknown: ['succeeded', 'declined', 'pending', 'sent', 'closed'],
  not_sent: ['sent', 'succeeded', 'declined', 'pending'],
  closed: ['succeeded', 'declined', 'pending'],
  succeeded: [],
  declined: [],
  refused: []
}

/**
 * The faces staff learn: icon, word and colour (docs/architecture.md 3). The finer state chooses the words beside it.
 * `returned` is money that was taken or held and went back: green would say that it is here, red that it never was.
 */
export const chargeFaces = ['ready', 'sent', 'succeeded', 'declined', 'unknown', 'returned'] as const
export type ChargeFace = (typeof chargeFaces)[number]

export const faceOf: Readonly<Record<ChargeState, ChargeFace>> = {
  intent: 'ready',
  not_sent: 'ready',
  sent: 'sent',
  pending: 'sent',
  succeeded: 'succeeded',
  declined: 'declined',
  refused: 'declined',
  closed: 'declined',
  unknown: 'unknown'
}

/** Whether Dintero still has to be asked before anyone may say what happened to the money. */
export function isUnresolved(state: ChargeState): boolean {
  return state === 'sent' || state === 'pending' || state === 'unknown'
}

/**
 * Why a card was declined, in one vocabulary for both of Dintero's (docs/dintero.md 3.5). Words under
 * `decline.<reason>`.
 */
export const declineReasons = [
  'insufficient_funds',
  'expired_card',
  'stolen_card',
  'closed_account',
  'restricted_card',
  'limit_exceeded',
  'daily_limit',
  'monthly_limit',
  'suspected_fraud',
  'do_not_retry',
  'customer_needed',
  'invalid_amount',
  'invalid_request',
  'issuer_unavailable',
  'voided',
  'declined'
] as const
export const declineReason = z.enum(declineReasons)
export type DeclineReason = z.infer<typeof declineReason>

/**
 * Whether and when another attempt is allowed.
 * - `never`: "do not retry"; the schemes block the card
 * - `now`, `after`: allowed, `after` not before `notBefore` (ms since 1970 UTC)
 * - `with_customer`: a soft decline; the customer must confirm, so send a link
 * - `fix_first`: the request itself was wrong
 * - `unsaid`: Dintero gave no advice; staff decide within the retry budget
 */
export const retryAdvice = z.object({
  kind: z.enum(['never', 'now', 'after', 'with_customer', 'fix_first', 'unsaid']),
  notBefore: z.number().int().nullable()
})
export type RetryAdvice = z.infer<typeof retryAdvice>

export const decline = z.object({
  reason: declineReason,
  retry: retryAdvice,
  /** Dintero's own words and codes, for support. */
  message: z.string(),
  types: z.array(z.string()),
  resultCode: z.string().nullable()
})
export type Decline = z.infer<typeof decline>

/** VAT rates are in hundredths of a percent (2550 = 25.5 %), so no floating point is needed. */
export const orderLine = z.strictObject({
  description: z.string().trim().min(1).max(200),
  quantity: z.number().int().min(1).max(999_999),
  /** Line total with VAT, minor units. */
  amount,
  vatRate: z.number().int().min(0).max(10_000),
  /** VAT contained in `amount`, minor units. */
  vatAmount: z.number().int().min(0).max(maxAmount)
})
export type OrderLine = z.infer<typeof orderLine>

/** VAT contained in a total that includes it, rounded half up. @returns minor units */
export function includedVat(total: number, vatRate: number): number {
  const product = BigInt(total) * BigInt(vatRate)
  const whole = 10_000n + BigInt(vatRate)
  return Number((2n * product + whole) / (2n * whole))
}

/** What staff typed, already read into minor units. Main checks all of it again. */
export const chargeDraft = z.strictObject({
  cardId: z.string().min(1).max(64),
  operation,
  amount: z.number().int(),
  currency: z.string().max(10),
  lines: z.array(orderLine).max(100),
  merchantReference: z.string().max(200),
  email: z.string().max(300),
  phone: z.string().max(100),
  autoCapture: z.boolean(),
  /** The declined charge this is a new attempt at. */
  retryOf: z.string().max(64).nullable()
})
export type ChargeDraft = z.infer<typeof chargeDraft>

/** A card's failures in its scheme's window (docs/dintero.md 3.6). Times are ms since 1970 UTC. */
export const retryBudget = z.object({
  brand,
  failures: z.number().int(),
  /** The scheme's own bound, and ours: charging is refused at `stopAt`. */
  allowed: z.number().int(),
  stopAt: z.number().int(),
  windowHours: z.number().int(),
  blockedUntil: z.number().int().nullable(),
  /** False when Dintero could not be asked and the count is from this machine's ledger alone. */
  complete: z.boolean()
})
export type RetryBudget = z.infer<typeof retryBudget>

/** One line of a list of charges. Times are ms since 1970 UTC, amounts minor units. */
export const chargeRow = z.object({
  id: z.string(),
  accountId: z.string(),
  state: chargeState,
  merchantReference: z.string(),
  amount: z.number().int(),
  currency: z.string(),
  customerName: z.string(),
  brand,
  lastFour: z.string(),
  provider,
  operation,
  createdAt: z.number().int(),
  /** When the state last changed. */
  changedAt: z.number().int(),
  transactionId: z.string().nullable(),
  transactionStatus: z.string().nullable(),
  /** What was captured of the amount, minor units; null while nobody has read it. */
  captured: z.number().int().nullable(),
  declineReason: declineReason.nullable(),
  /** The batch it is of and its row there, as a spreadsheet counts; null for a charge made on its own. */
  batchId: z.string().nullable(),
  batchRow: z.number().int().nullable()
})
export type ChargeRow = z.infer<typeof chargeRow>

export const chargeEvents = [
  'created',
  'sent',
  'answered',
  'asked',
  'decided',
  'resent',
  'recovered',
  'status_changed',
  'found_other',
  'closed',
  'link_made',
  'link_changed'
] as const

/** One entry of a charge's history, as it happened. */
export const chargeEvent = z.object({
  at: z.number().int(),
  kind: z.enum(chargeEvents),
  state: chargeState,
  /** HTTP status, lookup result, transaction status: short English facts for support, no secrets. */
  note: z.string()
})
export type ChargeEvent = z.infer<typeof chargeEvent>

/** What staff may do now with a charge. At most one of these is the proposal; `unknown` has `ask` alone until lookups found nothing. */
export const chargeActions = z.object({
  ask: z.boolean(),
  /** Send again with the same reference: never left, or lookups found nothing. */
  resend: z.boolean(),
  /** A new attempt with a linked reference, not before `retryNotBefore` (ms since 1970 UTC). */
  retry: z.boolean(),
  retryNotBefore: z.number().int().nullable(),
  /** A payment link may be made in its place: the customer can heal the decline. */
  link: z.boolean(),
  /** Dintero has shown no trace for a day: a named person may close it. */
  close: z.boolean()
})
export type ChargeActions = z.infer<typeof chargeActions>

export const chargeDetail = chargeRow.extend({
  card: cardView.nullable(),
  lines: z.array(orderLine),
  vatAmount: z.number().int(),
  email: z.string(),
  phone: z.string(),
  autoCapture: z.boolean(),
  sessionId: z.string().nullable(),
  operator: z.string(),
  duplicateReason: z.string().nullable(),
  decline: decline.nullable(),
  /** What Dintero said when it refused the request, or why there was no answer. English, for support. */
  problem: z.string().nullable(),
  retryOf: z.string().nullable(),
  retriedBy: z.string().nullable(),
  /** The newest payment link made in its place. */
  link: z.object({ id: z.string(), state: linkState }).nullable(),
  /** What Dintero shows under the reference that is not, or not surely, this charge. */
  found: z.array(foundTransaction),
  /** The capture that was due within 48 hours has not happened. */
  captureOverdue: z.boolean(),
  closed: z.object({ by: z.string(), reason: z.string() }).nullable(),
  alarms: z.array(raisedAlarm),
  timeline: z.array(chargeEvent),
  actions: chargeActions,
  /** Null while there is nothing certain to tell the customer. */
  receipt: receiptOffer.nullable(),
  /** When the reconciler asks next, ms since 1970 UTC. */
  nextLookupAt: z.number().int().nullable(),
  /** Lookups since the answer was lost, all of which found nothing. */
  emptyLookups: z.number().int(),
  /** Dintero has answered, but the disk would not take the answer; it is written as soon as it does. */
  answerUnwritten: z.boolean()
})
export type ChargeDetail = z.infer<typeof chargeDetail>

/** All charges: what history is asked for without any filter. */
export const everyCharge = {
  search: '',
  due: null,
  states: [],
  operations: [],
  reasons: [],
  providers: [],
  currencies: [],
  from: null,
  to: null,
  sort: 'newest'
} satisfies ChargeFilter

/** Charges with something to be done now: `retry`, those that Dintero lets be tried again. */
export const chargeDue = z.enum(['retry'])
export type ChargeDue = z.infer<typeof chargeDue>

/**
 * In which order charges are listed. Amounts of different currencies are not compared: by amount, the currencies follow one
 * another. By customer, those without a name come first.
 */
export const chargeSorts = ['newest', 'oldest', 'amount_down', 'amount_up', 'customer'] as const
export const chargeSort = z.enum(chargeSorts)
export type ChargeSort = z.infer<typeof chargeSort>

/** What history is asked for. Times are ms since 1970 UTC: `from` is included, `to` is not. */
export const chargeQuery = z.strictObject({
  search: z.string().max(200),
  due: chargeDue.nullable(),
  states: z.array(chargeState).max(chargeStates.length),
  operations: z.array(operation).max(operations.length),
  /** Why they were declined; with any of them no other charge is meant. */
  reasons: z.array(declineReason).max(declineReasons.length),
  providers: z.array(provider).max(providers.length),
  currencies: z.array(currency).max(30),
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
  sort: chargeSort,
  ...windowOf
})
export type ChargeQuery = z.infer<typeof chargeQuery>

/** Which charges are asked for, wherever in the list they stand. */
export const chargeFilter = chargeQuery.omit({ offset: true, limit: true })
export type ChargeFilter = z.infer<typeof chargeFilter>

/** What charges of one currency come to: all of them, those that succeeded and those that were declined. Minor units. */
export const chargeSum = z.object({
  currency: z.string(),
  charges: z.number().int(),
  amount: z.number().int(),
  succeeded: z.number().int(),
  succeededAmount: z.number().int(),
  declined: z.number().int(),
  declinedAmount: z.number().int()
})
export type ChargeSum = z.infer<typeof chargeSum>

/** What a filter comes to, by currency. `atLeast`: more is found than was counted, so each is a floor. */
export const chargeSums = z.object({ sums: z.array(chargeSum), atLeast: z.boolean() })
export type ChargeSums = z.infer<typeof chargeSums>

/** What a person says who closes a charge that nobody ever knew the end of. */
export const closing = z.strictObject({
  chargeId: z.string().min(1).max(64),
  reason: z.string().max(500),
  /** They looked in Dintero Backoffice, and it is not there. */
  checked: z.boolean()
})
export type Closing = z.infer<typeof closing>

/** What is unresolved in one account: amount at stake per currency, minor units. */
export const unresolvedCharges = z.object({
  accountId: z.string(),
  charges: z.array(
    chargeRow.extend({ nextLookupAt: z.number().int().nullable(), emptyLookups: z.number().int() })
  ),
  total: z.number().int(),
  atStake: z.array(z.object({ currency: z.string(), amount: z.number().int() }))
})
export type UnresolvedCharges = z.infer<typeof unresolvedCharges>
