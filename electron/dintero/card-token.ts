import { z } from 'zod'
import { tokenKind } from '../../shared/card'
import type { CardToken, DeleteAnswer, Failed } from './dintero'
import { failed, lost, type Exchange } from './exchange'
import { parseError } from './wire'

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

/** What is no masked number may be a whole one. */
const masked = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' && /^\d{0,6}[*xX•]{2,}\d{4}$/.test(value) ? value : null))

const cardToken = z.object({
  id: z.string().min(1).max(200),
  status: text(50),
  payment_product_type: text(100).catch(null),
  token: text(1_000).catch(null),
  pan_expiry_date: expiry,
  token_expiry_date: expiry,
  type: tokenKind.nullish().catch(null),
  card_brand: text(50).catch(null),
  masked_pan: masked,
  customer_id: text(200).catch(null),
  transaction_id: text(200).catch(null)
})

/** A stored card as Dintero has it (docs/dintero.md 9), or null when unreadable. */
export function parseCardToken(body: unknown): CardToken | null {
  const parsed = cardToken.safeParse(body)
  if (!parsed.success) return null
  const { data } = parsed
  return {
    id: data.id,
    status: data.status,
    paymentProductType: data.payment_product_type,
    token: data.token,
    cardExpiry: data.pan_expiry_date,
    tokenExpiry: data.token_expiry_date,
    kind: data.type ?? null,
    brand: data.card_brand,
    maskedPan: data.masked_pan,
    customerId: data.customer_id,
    transactionId: data.transaction_id
  }
}

/** `GET /card-tokens` answers a bare array; one unreadable row could be the card that is asked about. */
export function parseCardTokens(body: unknown): CardToken[] | null {
  if (!Array.isArray(body)) return null
  const rows = body.map(parseCardToken)
  return rows.every((row) => row !== null) ? rows : null
}

/** Reasons that Dintero gives before it does anything. */
const undone: ReadonlySet<string> = new Set(['unauthorised', 'forbidden', 'rate_limited'])

/** What an answer to `DELETE /card-tokens/{token_id}` means. What nobody foresaw may have been done. */
export function toDeleteAnswer(exchange: Exchange | Failed): DeleteAnswer {
  if (exchange.kind === 'failed') return exchange
  if (exchange.kind === 'lost') {
    const { kind, reason } = exchange.failure
    return kind === 'not_connected' ? lost(exchange.failure) : { kind: 'lost', message: reason }
  }
  const { status } = exchange
  if (status >= 200 && status < 300) return { kind: 'deleted' }
  const { fromDintero } = parseError(exchange.body, exchange.redact)
  const failure = failed(exchange)
  if (!fromDintero) return { kind: 'lost', message: failure.message }
  if (status === 404) return { kind: 'not_found' }
  if (undone.has(failure.reason)) return failure
  return { kind: failure.reason === 'server' && status < 500 ? 'refused' : 'lost', message: failure.message }
}
