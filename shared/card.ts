import { z } from 'zod'

/** Card gateways behind Dintero for which merchant-initiated charges exist (docs/dintero.md 3.2). */
export const providers = ['payex', 'bambora', 'dintero_psp'] as const
export const provider = z.enum(providers)
export type Provider = z.infer<typeof provider>

export const operations = ['recurring_purchase', 'unscheduled_purchase'] as const
export const operation = z.enum(operations)
export type Operation = z.infer<typeof operation>

export const tokenKinds = ['payment_token', 'recurrence_token'] as const
export const tokenKind = z.enum(tokenKinds)
export type TokenKind = z.infer<typeof tokenKind>

/**
 * The operations a stored token may be charged with, in the order they are offered.
 * Payex splits them: a recurrence token is for recurring purchases only, a payment token for unscheduled
 * purchases only. Bambora and Dintero PSP use the payment token for both (docs/dintero.md 3.2).
 */
export function allowedOperations(of: Provider, kind: TokenKind): readonly Operation[] {
  if (of === 'payex') return kind === 'recurrence_token' ? ['recurring_purchase'] : ['unscheduled_purchase']
  return kind === 'payment_token' ? ['unscheduled_purchase', 'recurring_purchase'] : []
}

/** The token kinds a provider issues (docs/dintero.md 9). */
export function tokenKindsOf(of: Provider): readonly TokenKind[] {
  return of === 'payex' ? ['payment_token', 'recurrence_token'] : ['payment_token']
}

/** The kind of token that a charge goes out with: the only one its provider takes for it (docs/dintero.md 3.2). */
export function tokenKindFor(of: Provider, operation: Operation): TokenKind {
  return of === 'payex' && operation === 'recurring_purchase' ? 'recurrence_token' : 'payment_token'
}

/** The operations that stored tokens allow together, in the order they are offered. */
export function operationsWith(of: Provider, kinds: readonly TokenKind[]): readonly Operation[] {
  const offered: readonly Operation[] = ['unscheduled_purchase', 'recurring_purchase']
  return offered.filter((operation) => kinds.includes(tokenKindFor(of, operation)))
}

/** Dintero's words for a token that charges nothing any more, and for one that does not for now (docs/dintero.md 9). */
const goneStatuses: readonly string[] = ['DELETED', 'CANCELLED']
const doubtedStatuses: readonly string[] = ['INACTIVE', 'SUSPENDED']

/** Whether Dintero says of a token that it is gone for good: nothing may be charged with it. */
export function isGone(status: string | null): boolean {
  return status !== null && goneStatuses.includes(status)
}

/** Whether Dintero says of a token that it does not work for now: it may be charged all the same. */
export function isDoubted(status: string | null): boolean {
  return status !== null && doubtedStatuses.includes(status)
}

export const brands = ['visa', 'mastercard', 'amex', 'other'] as const
export const brand = z.enum(brands)
export type Brand = z.infer<typeof brand>

/** Dintero passes on the gateways' own spellings. */
export function brandNamed(name: string | null): Brand {
  const word = (name ?? '').toLowerCase()
  if (word.includes('visa')) return 'visa'
  if (word.includes('master')) return 'mastercard'
  return word.includes('amex') || word.includes('american') ? 'amex' : 'other'
}

/** Card expiry as printed, `MM/YYYY`. A card is valid to the end of that month. */
export const expiry = z.string().regex(/^(0[1-9]|1[0-2])\/20\d{2}$/)

/** What Dintero said of one token of a card when it was last asked. */
export const tokenStanding = z.object({
  kind: tokenKind,
  /** ACTIVE, INACTIVE, SUSPENDED, CANCELLED, DELETED or a word nobody foresaw; null where it has none. */
  status: z.string().nullable(),
  /** The token's own last month, beside the card's; null where Dintero does not say. */
  expiry: expiry.nullable(),
  /** ms since 1970 UTC */
  askedAt: z.number().int()
})
export type TokenStanding = z.infer<typeof tokenStanding>

/**
 * What the page may know of a stored card: never a token. A card with a token for each kind of charge is one card.
 * Times are ms since 1970 UTC.
 */
export const cardView = z.object({
  id: z.string(),
  provider,
  /** Its tokens that are stored here: one, or of payex both kinds. A payment link is filled in by a payment token. */
  tokenKinds: z.array(tokenKind),
  /** What it can be charged for, in the order it is offered: by its tokens, but for those Dintero says are gone. */
  operations: z.array(operation),
  /** Of each token that Dintero was asked about. */
  atDintero: z.array(tokenStanding),
  brand,
  /** Last four digits, or an empty string where Dintero never told us. */
  lastFour: z.string().regex(/^(\d{4})?$/),
  expiry: expiry.nullable(),
  expired: z.boolean(),
  customerName: z.string(),
  customerNumber: z.string(),
  email: z.string(),
  phone: z.string(),
  /** The reference the card was stored with, searchable. */
  reference: z.string(),
  /** Until when charging is barred after a "do not retry" answer, ms; null when it is not. */
  blockedUntil: z.number().int().nullable(),
  addedAt: z.number().int(),
  lastChargedAt: z.number().int().nullable()
})
export type CardView = z.infer<typeof cardView>

/** When cards end: in a month that is over, in this one, in the next. */
export const expiringWhens = ['passed', 'thisMonth', 'nextMonth'] as const
export const expiringWhen = z.enum(expiringWhens)
export type ExpiringWhen = z.infer<typeof expiringWhen>

/** How many stored cards end when, by the card's own last month or a token's, whichever is first. */
export const expiringCards = z.object({
  passed: z.number().int(),
  thisMonth: z.number().int(),
  nextMonth: z.number().int()
})
export type ExpiringCards = z.infer<typeof expiringCards>

/**
 * Whether the customer can be shown a card on a payment link: by a payment token (docs/dintero.md 9), but no card that the
 * schemes bar or whose token Dintero says is gone, as another one can be.
 */
export function canBeFilledIn({
  tokenKinds,
  atDintero,
  blockedUntil
}: Pick<CardView, 'tokenKinds' | 'atDintero' | 'blockedUntil'>): boolean {
  const isGoneThere = atDintero.some(({ kind, status }) => kind === 'payment_token' && isGone(status))
  return tokenKinds.includes('payment_token') && !isGoneThere && blockedUntil === null
}

/**
 * Whether a card's last valid month has passed.
 * @param now ms since 1970 UTC
 */
export function isExpired(cardExpiry: string | null, now: number): boolean {
  if (cardExpiry === null) return false
  const month = Number(cardExpiry.slice(0, 2))
  const year = Number(cardExpiry.slice(3))
  return now >= Date.UTC(year, month, 1)
}

const contact = {
  customerName: z.string().trim().max(200),
  customerNumber: z.string().trim().max(64),
  email: z.string().trim().max(254),
  phone: z.string().trim().max(32)
}

/** Add a card by the Dintero transaction that created its token. Empty contact fields are taken from the transaction. */
export const cardFromTransaction = z.strictObject({
  transactionId: z.string().trim().min(1).max(100),
  ...contact
})
export type CardFromTransaction = z.infer<typeof cardFromTransaction>

/** Add a card by pasting its token. */
export const cardFromToken = z.strictObject({
  provider,
  tokenKind,
  token: z.string().trim().min(1).max(1000),
  brand,
  lastFour: z.string().regex(/^(\d{4})?$/),
  expiry: expiry.nullable(),
  reference: z.string().trim().max(100),
  ...contact
})
export type CardFromToken = z.infer<typeof cardFromToken>
