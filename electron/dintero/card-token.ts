import { z } from 'zod'
import type { CardToken } from './dintero'

const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .nullish()
    .transform((value) => value ?? null)

/** A date nobody can read is no reason to lose the status beside it. */
const expiry = z
  .unknown()
  .optional()
  .transform((value) =>
    typeof value === 'string' && /^(0[1-9]|1[0-2])\/20\d{2}$/.test(value) ? value : null
  )

const cardToken = z.object({
  id: z.string().min(1).max(200),
  status: text(50),
  payment_product_type: text(100).catch(null),
  token: text(1_000).catch(null),
  pan_expiry_date: expiry,
  token_expiry_date: expiry
})

/** A stored card as Dintero has it (docs/dintero.md 9), or null when unreadable. */
export function parseCardToken(body: unknown): CardToken | null {
  const parsed = cardToken.safeParse(body)
  if (!parsed.success) return null
  const { id, status, payment_product_type: paymentProductType, token } = parsed.data
  const { pan_expiry_date: cardExpiry, token_expiry_date: tokenExpiry } = parsed.data
  return { id, status, paymentProductType, token, cardExpiry, tokenExpiry }
}

/** `GET /card-tokens` answers a bare array; one unreadable row could be the card that is asked about. */
export function parseCardTokens(body: unknown): CardToken[] | null {
  if (!Array.isArray(body)) return null
  const rows = body.map(parseCardToken)
  return rows.every((row) => row !== null) ? rows : null
}
