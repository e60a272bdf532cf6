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

/** What the page may know of a stored card: never the token. Times are ms since 1970 UTC. */
export const cardView = z.object({
  id: z.string(),
  provider,
  tokenKind,
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
