import { z } from 'zod'
import { raisedAlarm } from './alarm'
import { brand, canBeFilledIn, cardView, provider, type CardView } from './card'
import { chargeRow, decline, declineReason, orderLine, type DeclineReason } from './charge'
import { linkState, linkStates } from './link-state'
import { windowOf } from './list'
import { receiptOffer } from './receipt-offer'

/** A payment, or the storing of a card without one (docs/dintero.md 4 and 9). */
export const linkKinds = ['payment', 'enrolment'] as const
export const linkKind = z.enum(linkKinds)
export type LinkKind = z.infer<typeof linkKind>

/** How a link was first given to somebody. `sms` is Dintero's own message. */
export const givenHows = ['address', 'message', 'qr', 'browser', 'sms'] as const
export const givenHow = z.enum(givenHows)
export type GivenHow = z.infer<typeof givenHow>

/** Dintero's word for what became of its SMS (docs/dintero.md 4). */
export const smsStatuses = ['sent', 'skipped', 'failed'] as const
export const smsStatus = z.enum(smsStatuses)
export type SmsStatus = z.infer<typeof smsStatus>

/** Whether what is paid is captured at once; `profile` leaves that to the account's payment profile. */
export const linkCaptures = ['profile', 'now', 'later'] as const
export const linkCapture = z.enum(linkCaptures)
export type LinkCapture = z.infer<typeof linkCapture>

/** Declines that say that the card itself will not do, whoever confirms. */
const cardsOver: readonly DeclineReason[] = [
  'expired_card',
  'closed_account',
  'restricted_card',
  'do_not_retry'
]

/** Whether the stored card is worth filling in on a link: it can be, the schemes do not bar it, and no decline speaks against it. */
export function cardWillDo(
  declined: DeclineReason | null,
  card: Pick<CardView, 'tokenKinds' | 'atDintero' | 'blockedUntil'>
): boolean {
  const isOver = declined !== null && cardsOver.includes(declined)
  return canBeFilledIn(card) && !isOver
}

/** For how long a link can be paid, hours; null leaves it to Dintero. */
export const linkLifetimes = [1, 24, 72, 168, 336, 720] as const

/** What staff typed for a payment link, already read into minor units. Main checks all of it again. */
export const linkDraft = z.strictObject({
  cardId: z.string().min(1).max(64),
  amount: z.number().int(),
  currency: z.string().max(10),
  lines: z.array(orderLine).max(100),
  merchantReference: z.string().max(200),
  email: z.string().max(300),
  phone: z.string().max(100),
  capture: linkCapture,
  /** Whether the stored card is filled in; else the customer takes another. */
  filled: z.boolean(),
  /** Asks Dintero to send it by SMS to `phone`. */
  sms: z.boolean(),
  /** Hours until it expires; null leaves it to Dintero, which is not allowed with an SMS. */
  lifetimeHours: z.number().int().min(1).max(8_760).nullable(),
  /** The declined charge it is in place of. */
  chargeId: z.string().max(64).nullable()
})
export type LinkDraft = z.infer<typeof linkDraft>

/** What staff typed to have a card stored without charging it. */
export const enrolmentDraft = z.strictObject({
  provider,
  currency: z.string().max(10),
  customerName: z.string().max(200),
  customerNumber: z.string().max(64),
  email: z.string().max(300),
  phone: z.string().max(100),
  /** For payex: a token for recurring charges too. Both are one card to staff. */
  recurring: z.boolean(),
  lifetimeHours: z.number().int().min(1).max(8_760).nullable()
})
export type EnrolmentDraft = z.infer<typeof enrolmentDraft>

/** One line of a list of links. Times are ms since 1970 UTC, amounts minor units. */
export const linkRow = z.object({
  id: z.string(),
  accountId: z.string(),
  kind: linkKind,
  state: linkState,
  merchantReference: z.string(),
  amount: z.number().int().nullable(),
  currency: z.string(),
  customerName: z.string(),
  brand,
  lastFour: z.string(),
  provider,
  sms: z.boolean(),
  smsStatus: smsStatus.nullable(),
  createdAt: z.number().int(),
  changedAt: z.number().int(),
  expiresAt: z.number().int().nullable(),
  givenAt: z.number().int().nullable(),
  openedAt: z.number().int().nullable(),
  /** The declined charge it is in place of. */
  chargeId: z.string().nullable(),
  transactionId: z.string().nullable(),
  transactionStatus: z.string().nullable(),
  /** What was captured of the amount, minor units; null while nobody has read it. */
  captured: z.number().int().nullable(),
  declineReason: declineReason.nullable()
})
export type LinkRow = z.infer<typeof linkRow>

/** `paid` is when the customer's money was reserved or taken; all others are when this desk did or learned something. */
export const linkEvents = ['created', 'answered', 'given', 'paid', 'found', 'asked', 'closed'] as const

/** One entry of a link's history, as it happened. */
export const linkEvent = z.object({
  at: z.number().int(),
  kind: z.enum(linkEvents),
  state: linkState,
  /** Short English facts for support, no secrets. */
  note: z.string()
})
export type LinkEvent = z.infer<typeof linkEvent>

/** What staff may do now with a link. */
export const linkActions = z.object({
  ask: z.boolean(),
  cancel: z.boolean(),
  /** Copy, show or open it: it can be paid, and its address is known. */
  give: z.boolean(),
  /** Nothing has been seen of a lost link for long enough: a named person may close it. */
  close: z.boolean(),
  /** A new link for the same, after it ended without a payment. */
  again: z.boolean()
})

export const linkDetail = linkRow.extend({
  /** Null while it is not known, and once it can no longer be paid. */
  url: z.string().nullable(),
  sessionId: z.string().nullable(),
  card: cardView.nullable(),
  /** The charge it is in place of, as a line. */
  charge: chargeRow.nullable(),
  lines: z.array(orderLine),
  vatAmount: z.number().int(),
  customerNumber: z.string(),
  email: z.string(),
  phone: z.string(),
  capture: linkCapture,
  filled: z.boolean(),
  operator: z.string(),
  duplicateReason: z.string().nullable(),
  decline: decline.nullable(),
  givenHow: givenHow.nullable(),
  /** Dintero's words for why there is none, or that nobody knows. English, for support. */
  problem: z.string().nullable(),
  alarms: z.array(raisedAlarm),
  timeline: z.array(linkEvent),
  actions: linkActions,
  /** Null while nothing is paid, or nothing certain is known of it. */
  receipt: receiptOffer.nullable(),
  nextLookupAt: z.number().int().nullable()
})
export type LinkDetail = z.infer<typeof linkDetail>

/** What links are asked for, newest first. */
export const linkQuery = z.strictObject({
  search: z.string().max(200),
  states: z.array(linkState).max(linkStates.length),
  kinds: z.array(linkKind).max(linkKinds.length),
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
  ...windowOf
})
export type LinkQuery = z.infer<typeof linkQuery>

/** Which links are asked for, wherever in the list they stand. */
export const linkFilter = linkQuery.omit({ offset: true, limit: true })
export type LinkFilter = z.infer<typeof linkFilter>

/** What a person says who closes a lost link. */
export const linkClosing = z.strictObject({
  linkId: z.string().min(1).max(64),
  reason: z.string().max(500)
})
export type LinkClosing = z.infer<typeof linkClosing>
