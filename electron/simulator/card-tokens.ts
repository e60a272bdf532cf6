import { z } from 'zod'
import { tokenStatus } from './contract'
import { limit, one, readQuery } from './query'
import { json, refusal } from './reply'
import { explain, text } from './validate'
import type { KnownToken } from './records'
import type { Reply } from './reply'
import type { World } from './world'

/*
 * Stored cards as Dintero lists them (docs/dintero.md 9).
 */

const listQuery = z.strictObject({
  customer_id: one(text),
  relationship_id: one(text),
  status: z.array(tokenStatus).min(1).optional(),
  include_deleted: one(z.enum(['true', 'false'])),
  limit: limit(100),
  starting_after: one(text)
})

/** `GET /v1/card-tokens`: a bare array, the latest first; deleted ones only where they are asked for. */
export function listCardTokens(world: World, accountId: string, parameters: URLSearchParams): Reply {
  const read = readQuery(listQuery, parameters)
  if (!read.ok) return refusal(400, read.message)
  const query = read.value
  const { customer_id: customer, relationship_id: relationship, status } = query
  const after = world.lists.endless ? undefined : query.starting_after
  const withDeleted = query.include_deleted === 'true' || status?.includes('DELETED') === true
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
    matching.slice(0, query.limit ?? 10).map((token) => cardTokenBody(token, world.clock()))
  )
}

/** `GET /v1/card-tokens/{token_id}` */
export function getCardToken(world: World, accountId: string, id: string, query: URLSearchParams): Reply {
  if (query.size > 0) return refusal(400, 'No query is taken')
  const token = world.store.tokenById(accountId, id)
  if (!token?.listed) return refusal(404, 'No such card token')
  return json(200, cardTokenBody(token, world.clock()))
}

const deletion = z.strictObject({
  reason: text.max(128),
  requestor: z.enum(['CARDHOLDER', 'MERCHANT']).default('MERCHANT')
})

/**
 * `DELETE /v1/card-tokens/{token_id}`: the card can be charged no more. Deleting it twice is refused; what Dintero
 * answers to that is not documented.
 */
export function deleteCardToken(
  world: World,
  accountId: string,
  id: string,
  query: URLSearchParams,
  body: unknown
): Reply {
  const parsed = deletion.safeParse(body)
  if (!parsed.success) return refusal(400, explain(parsed.error).message)
  if (query.size > 0) return refusal(400, 'No query is taken')
  const token = world.store.tokenById(accountId, id)
  if (!token?.listed) return refusal(404, 'No such card token')
  if (token.status === 'DELETED') return refusal(400, 'The card token is deleted already')
  const now = world.clock()
  const deleted = world.store.changeCard(token, { status: 'DELETED' }, now, parsed.data.requestor)
  return json(200, cardTokenBody(deleted, now))
}

/** A stored card as Dintero sends it. One that was merely made known was stored just now. */
function cardTokenBody(token: KnownToken, now: number): Record<string, unknown> {
  const { tokenId, tokenKind, status, brand, accountId, provider, maskedPan, expiry, customerId } = token
  const createdAt = new Date(token.createdAt ?? now).toISOString()
  const changedAt = new Date(token.changedAt ?? token.createdAt ?? now).toISOString()
  const tokenExpiry = token.tokenExpiry === undefined ? expiry : token.tokenExpiry
  return {
    id: tokenId,
    type: tokenKind,
    status,
    card_brand: brand,
    account_id: accountId,
    payment_product_type: `${provider}.creditcard`,
    created_at: createdAt,
    updated_at: changedAt,
    ...(token.told && { token: token.token }),
    masked_pan: maskedPan,
    ...(expiry !== null && { pan_expiry_date: expiry }),
    ...(tokenExpiry !== null && { token_expiry_date: tokenExpiry }),
    ...(customerId !== undefined && { customer_id: customerId }),
    ...(token.transactionId !== null && { transaction_id: token.transactionId }),
    ...(status === 'DELETED' && { deleted_at: changedAt, deleted_by: token.deletedBy ?? 'MERCHANT' })
  }
}
