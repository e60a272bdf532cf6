import { z } from 'zod'
import { tokenStatus } from './contract'
import { json, refusal } from './reply'
import type { KnownToken } from './records'
import type { Reply } from './reply'
import type { World } from './world'

/*
 * Stored cards as Dintero lists them (docs/dintero.md 9).
 */

const one = <Schema extends z.ZodType<unknown, string>>(schema: Schema) =>
  z
    .tuple([schema])
    .transform(([only]) => only)
    .optional()
const text = z.string().min(1)

const listQuery = z.strictObject({
  customer_id: one(text),
  relationship_id: one(text),
  status: z.array(tokenStatus).min(1).optional(),
  include_deleted: one(z.enum(['true', 'false'])),
  limit: one(
    z
      .string()
      .regex(/^\d{1,3}$/)
      .transform(Number)
      .pipe(z.number().min(1).max(100))
  ),
  starting_after: one(text)
})

/** `GET /v1/card-tokens`: a bare array, the latest first; deleted ones only where they are asked for. */
export function listCardTokens(world: World, accountId: string, parameters: URLSearchParams): Reply {
  const values = Object.fromEntries(
    [...new Set(parameters.keys())].map((key) => [key, parameters.getAll(key)])
  )
  const parsed = listQuery.safeParse(values)
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${String(path[0] ?? 'query')}: ${message}`)
    return refusal(400, issues.join('; '))
  }
  const { customer_id: customer, relationship_id: relationship, status, limit } = parsed.data
  const after = world.lists.endless ? undefined : parsed.data.starting_after
  const withDeleted = parsed.data.include_deleted === 'true' || status?.includes('DELETED') === true
  const all = world.store.tokens(accountId).filter(({ listed }) => listed)
  const position = after === undefined ? -1 : all.findIndex(({ tokenId }) => tokenId === after)
  if (after !== undefined && position === -1) return refusal(400, 'starting_after: no such card token')
  const matching = all.slice(position + 1).filter(
    (token) =>
      (withDeleted || token.status !== 'DELETED') &&
      (status === undefined || status.includes(token.status)) &&
      (customer === undefined || token.customerId === customer) &&
      // Nothing here belongs to a relationship.
      relationship === undefined
  )
  return json(
    200,
    matching.slice(0, limit ?? 10).map((token) => cardTokenBody(token, world.clock()))
  )
}

/** `GET /v1/card-tokens/{token_id}` */
export function getCardToken(world: World, accountId: string, id: string, query: URLSearchParams): Reply {
  if (query.size > 0) return refusal(400, 'No query is taken')
  const token = world.store.tokenById(accountId, id)
  if (!token?.listed) return refusal(404, 'No such card token')
  return json(200, cardTokenBody(token, world.clock()))
}

/** A stored card as Dintero sends it. When it was stored is not remembered here, so it was stored just now. */
function cardTokenBody(token: KnownToken, now: number): Record<string, unknown> {
  const { tokenId, tokenKind, status, brand, accountId, provider, maskedPan, expiry, customerId } = token
  const at = new Date(now).toISOString()
  const tokenExpiry = token.tokenExpiry === undefined ? expiry : token.tokenExpiry
  return {
    id: tokenId,
    type: tokenKind,
    status,
    card_brand: brand,
    account_id: accountId,
    payment_product_type: `${provider}.creditcard`,
    created_at: at,
    updated_at: at,
    ...(token.told && { token: token.token }),
    masked_pan: maskedPan,
    ...(expiry !== null && { pan_expiry_date: expiry }),
    ...(tokenExpiry !== null && { token_expiry_date: tokenExpiry }),
    ...(customerId !== undefined && { customer_id: customerId }),
    ...(status === 'DELETED' && { deleted_at: at, deleted_by: 'MERCHANT' })
  }
}
