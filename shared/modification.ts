import { z } from 'zod'
import { environment } from './account'
import { raisedAlarm } from './alarm'
import { amount, declineReason } from './charge'
import { windowOf } from './list'

/**
 * What can be done to a payment after it was authorised (docs/dintero.md 5.4). Their word in common is modification, as
 * operation is Dintero's for the kind of a charge.
 */
export const modificationKinds = ['capture', 'void', 'refund'] as const
export const modificationKind = z.enum(modificationKinds)
export type ModificationKind = z.infer<typeof modificationKind>

/**
 * Where a modification can be. The ledger's triggers allow only the moves in `modificationMoves`.
 * - `sent`: on disk before the request left; no answer yet
 * - `pending`: Dintero has taken it in and not done it (HTTP 202)
 * - `unknown`: nobody here knows; the transaction must be read
 * - `succeeded`, `failed`: the transaction says that it was done; that it was tried and not done
 * - `refused`: Dintero refused the request before anything was done
 * - `not_sent`: the request never reached Dintero
 * - `closed`: no trace of it was ever seen, and a named person looked and closed it
 */
export const modificationStates = [
  'sent',
  'pending',
  'unknown',
  'succeeded',
  'failed',
  'refused',
  'not_sent',
  'closed'
] as const
export const modificationState = z.enum(modificationStates)
export type ModificationState = z.infer<typeof modificationState>

/**
 * Every legal move. What the transaction shows after all of one that was over is the truth, and an alarm: also of one that
 * was done and is undone.
 */
export const modificationMoves: Readonly<Record<ModificationState, readonly ModificationState[]>> = {
  sent: ['succeeded', 'failed', 'refused', 'not_sent', 'pending', 'unknown'],
  pending: ['succeeded', 'failed', 'unknown'],
  unknown: ['succeeded', 'failed', 'pending', 'closed'],
  succeeded: ['failed'],
  failed: ['succeeded'],
  refused: ['succeeded'],
  not_sent: ['succeeded'],
  closed: ['succeeded']
}

/** Whether the transaction still has to be read before anyone may say what was done. */
export function isModificationOpen(state: ModificationState): boolean {
  return state === 'sent' || state === 'pending' || state === 'unknown'
}

/**
 * What a transaction's events come to, minor units. What is under way at Dintero (`pending*`) counts as taken: it is in
 * neither of the amounts that are left.
 */
export const transactionMoney = z.object({
  currency: z.string(),
  authorised: z.number().int(),
  captured: z.number().int(),
  refunded: z.number().int(),
  voided: z.number().int(),
  pendingCapture: z.number().int(),
  pendingRefund: z.number().int(),
  /** A void is under way: nothing can be captured. */
  pendingVoid: z.boolean(),
  leftToCapture: z.number().int(),
  leftToRefund: z.number().int()
})
export type TransactionMoney = z.infer<typeof transactionMoney>

/** Why something is not offered; words under `modification.not.<reason>`. */
export const modificationObstacles = [
  /** All of it is captured. */
  'all_captured',
  'nothing_captured',
  'all_refunded',
  'voided',
  /** Nothing was authorised. */
  'not_authorised',
  /** Dintero releases the rest of what was captured in part for payex only (docs/dintero.md 5.4). */
  'captured_in_part',
  /** Another one of the same transaction has not ended. */
  'another_open',
  /** Dintero has one under way that was not made here. */
  'under_way',
  /** What the transaction says does not add up; nothing may be computed from it. */
  'unreadable'
] as const
export const modificationObstacle = z.enum(modificationObstacles)
export type ModificationObstacle = z.infer<typeof modificationObstacle>

/** Whether each may be done to a transaction now, and up to which amount; why not. */
export const modificationOffers = z.object({
  capture: z.object({ most: z.number().int(), obstacle: modificationObstacle.nullable() }),
  void: z.object({ releases: z.number().int(), obstacle: modificationObstacle.nullable() }),
  refund: z.object({ most: z.number().int(), obstacle: modificationObstacle.nullable() })
})
export type ModificationOffers = z.infer<typeof modificationOffers>

/** What staff typed; `amount` in minor units, null for a void. */
export const modificationDraft = z.strictObject({
  transactionId: z.string().min(1).max(100),
  kind: modificationKind,
  amount: z.number().int().nullable(),
  currency: z.string().max(10),
  reason: z.string().max(500)
})
export type ModificationDraft = z.infer<typeof modificationDraft>

/** What must be done before it may be submitted. */
export const modificationConfirmation = z.discriminatedUnion('kind', [
  /** The amount is above the account's limit: type it again. */
  z.object({ kind: z.literal('type_amount') }),
  /** A production account: say that real money is meant. */
  z.object({ kind: z.literal('real_money') }),
  /** The same was done to the transaction a short while ago: say why it is done again. */
  z.object({ kind: z.literal('repeats'), at: z.number().int() })
])
export type ModificationConfirmation = z.infer<typeof modificationConfirmation>

/** What will happen if the review is submitted; main built it from the transaction as it is now, and holds it. */
export const modificationReview = z.object({
  reviewId: z.string(),
  transactionId: z.string(),
  environment,
  kind: modificationKind,
  amount: amount.nullable(),
  currency: z.string(),
  reason: z.string(),
  merchantReference: z.string(),
  customerName: z.string(),
  money: transactionMoney,
  /** What will be left to capture and to give back afterwards, minor units. */
  after: z.object({ leftToCapture: z.number().int(), leftToRefund: z.number().int() }),
  confirmations: z.array(modificationConfirmation)
})
export type ModificationReview = z.infer<typeof modificationReview>

/** The answers to a review's confirmations, with which it is submitted. */
export const modificationAnswers = z.strictObject({
  reviewId: z.string().max(64),
  typedAmount: z.number().int().nullable(),
  realMoney: z.boolean(),
  repeatReason: z.string().max(500)
})
export type ModificationAnswers = z.infer<typeof modificationAnswers>

/** One line of a list of modifications. Times are ms since 1970 UTC, amounts minor units. */
export const modificationRow = z.object({
  id: z.string(),
  accountId: z.string(),
  kind: modificationKind,
  state: modificationState,
  transactionId: z.string(),
  chargeId: z.string().nullable(),
  linkId: z.string().nullable(),
  amount: z.number().int().nullable(),
  currency: z.string(),
  merchantReference: z.string(),
  customerName: z.string(),
  reason: z.string(),
  operator: z.string(),
  createdAt: z.number().int(),
  changedAt: z.number().int(),
  transactionStatus: z.string().nullable(),
  /** Why it was tried and not done. */
  declineReason: declineReason.nullable(),
  /** Dintero's words for it, or why nobody knows. English, for support. */
  /** English, for support: Dintero's words, or why nobody knows. */
  problem: z.string().nullable(),
  nextLookupAt: z.number().int().nullable(),
  /** Nothing has been seen of it for long enough: a named person may close it. */
  mayClose: z.boolean()
})
export type ModificationRow = z.infer<typeof modificationRow>

export const modificationEvents = ['sent', 'answered', 'asked', 'decided', 'recovered', 'closed'] as const

/** One entry of a modification's history, as it happened. */
export const modificationEvent = z.object({
  at: z.number().int(),
  kind: z.enum(modificationEvents),
  state: modificationState,
  /** Short English facts for support, no secrets. */
  note: z.string()
})
export type ModificationEvent = z.infer<typeof modificationEvent>

export const modificationDetail = modificationRow.extend({
  /** Ours for it: `capture_reference` or `refund_reference` at Dintero. */
  reference: z.string(),
  /** Why the same was done again. */
  repeatReason: z.string().nullable(),
  /** The money as it was reviewed; null where it cannot be read any more. */
  seen: transactionMoney.nullable(),
  closed: z.object({ by: z.string(), reason: z.string() }).nullable(),
  alarms: z.array(raisedAlarm),
  timeline: z.array(modificationEvent),
  /** Readings of the transaction that found no trace of it. */
  emptyLookups: z.number().int(),
  /** A request or a lookup is on its way. */
  inFlight: z.boolean(),
  /** Dintero has answered, but the disk would not take the answer; it is written as soon as it does. */
  answerUnwritten: z.boolean()
})
export type ModificationDetail = z.infer<typeof modificationDetail>

/** What modifications are asked for, newest first. */
export const modificationQuery = z.strictObject({
  kinds: z.array(modificationKind).max(modificationKinds.length),
  states: z.array(modificationState).max(modificationStates.length),
  transactionId: z.string().max(100).nullable(),
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
  ...windowOf
})
export type ModificationQuery = z.infer<typeof modificationQuery>

/** What a person says who closes a modification that was never answered. */
export const modificationClosing = z.strictObject({
  modificationId: z.string().min(1).max(64),
  reason: z.string().max(500),
  /** They looked in Dintero Backoffice, and it was not done. */
  checked: z.boolean()
})
export type ModificationClosing = z.infer<typeof modificationClosing>
