import { z } from 'zod'

/*
 * Dintero's words and rules as the simulator knows them (docs/dintero.md 3.2, 5.3 and 9). They are written down here
 * once more on purpose: a check that shared its tables with the app would share the app's mistakes.
 */

export const providers = ['payex', 'bambora', 'dintero_psp'] as const
export const provider = z.enum(providers)
export type Provider = (typeof providers)[number]

export const operations = ['recurring_purchase', 'unscheduled_purchase'] as const
export const operation = z.enum(operations)
export type Operation = (typeof operations)[number]

export const tokenKinds = ['payment_token', 'recurrence_token'] as const
export const tokenKind = z.enum(tokenKinds)
export type TokenKind = (typeof tokenKinds)[number]

export const brand = z.enum(['visa', 'mastercard', 'amex', 'other'])
export type Brand = z.infer<typeof brand>

/** What each gateway takes for a charge without the customer, by the kind of token it issues. */
const taken: Readonly<Record<Provider, Readonly<Partial<Record<TokenKind, readonly Operation[]>>>>> = {
  payex: { payment_token: ['unscheduled_purchase'], recurrence_token: ['recurring_purchase'] },
  bambora: { payment_token: ['recurring_purchase', 'unscheduled_purchase'] },
  dintero_psp: { payment_token: ['recurring_purchase', 'unscheduled_purchase'] }
}

/** Whether a gateway charges a token of this kind for this operation. */
export function takes(of: Provider, kind: TokenKind, asked: string): boolean {
  return taken[of][kind]?.some((each) => each === asked) ?? false
}

/** The kinds of token a gateway issues. */
export function tokenKindsIssued(of: Provider): readonly TokenKind[] {
  return tokenKinds.filter((kind) => taken[of][kind] !== undefined)
}

export const statuses = [
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
export const status = z.enum(statuses)
export type Status = (typeof statuses)[number]

/** What a stored card can be (docs/dintero.md 9). */
export const tokenStatus = z.enum(['ACTIVE', 'INACTIVE', 'SUSPENDED', 'CANCELLED', 'DELETED'])

/** Whether a card's printed month, `MM/YYYY`, has passed. @param now ms since 1970 UTC */
export function hasExpired(printed: string | null, now: number): boolean {
  if (printed === null) return false
  const [month = '', year = ''] = printed.split('/')
  return Date.UTC(Number(year), Number(month)) <= now
}
