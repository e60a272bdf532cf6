import { z } from 'zod'
import { brand, cardView, expiry, provider, tokenKind } from './card'
import { chargeRow } from './charge'
import { linkRow } from './link'

/*
 * Stored cards as Dintero has them (docs/dintero.md 9). Its list needs a scope that a client may not have; then nothing of
 * this can be said, and everything else goes on.
 */

/**
 * What came of asking Dintero about one token of a card.
 * - `answered`: what it said is kept with the card
 * - `not_known`: its list has none such, which is no word about the card: of some gateways it may list none
 * - `no_id`: Dintero never named the token, so that it cannot be asked about
 */
export const tokenAskedOutcomes = ['answered', 'not_known', 'no_id'] as const

/** A card after Dintero was asked about it. */
export const cardRefresh = z.object({
  card: cardView,
  /** False when the client may not ask: then no token was asked about. */
  allowed: z.boolean(),
  tokens: z.array(z.object({ kind: tokenKind, outcome: z.enum(tokenAskedOutcomes) }))
})
export type CardRefresh = z.infer<typeof cardRefresh>

/**
 * How a card at Dintero can be stored here too.
 * - `stored`: it is
 * - `token`: Dintero says the token
 * - `transaction`: it does not, but names the transaction that stored it, which may
 * - `nothing`: neither; the customer stores the card anew, or somebody has the token
 * - `gone`: it is deleted or cancelled
 * - `not_chargeable`: of a gateway that takes no charges without the customer
 */
export const adoptions = ['stored', 'token', 'transaction', 'nothing', 'gone', 'not_chargeable'] as const
export type Adoption = (typeof adoptions)[number]

/** One stored card as Dintero lists it: everything but the token itself. */
export const dinteroCard = z.object({
  /** Dintero's id of the token. */
  tokenId: z.string(),
  kind: tokenKind.nullable(),
  /** Dintero's word; null where it has none. */
  status: z.string().nullable(),
  provider: provider.nullable(),
  brand,
  lastFour: z.string().regex(/^(\d{4})?$/),
  expiry: expiry.nullable(),
  tokenExpiry: expiry.nullable(),
  adoption: z.enum(adoptions),
  /** The stored card that has this token. */
  cardId: z.string().nullable()
})
export type DinteroCard = z.infer<typeof dinteroCard>

export const dinteroCards = z.object({
  /** False when the client may not ask. */
  allowed: z.boolean(),
  cards: z.array(dinteroCard),
  /** The customer has more than were read. */
  more: z.boolean()
})
export type DinteroCards = z.infer<typeof dinteroCards>

/** Store a card that Dintero has. Empty contact fields are taken from what Dintero knows. */
export const adoption = z.strictObject({
  tokenId: z.string().trim().min(1).max(200),
  customerName: z.string().trim().max(200),
  customerNumber: z.string().trim().max(64),
  email: z.string().trim().max(254),
  phone: z.string().trim().max(32)
})
export type AdoptCard = z.infer<typeof adoption>

export const requestors = ['CARDHOLDER', 'MERCHANT'] as const

/** The longest reason Dintero takes (docs/dintero.md 9), characters. */
export const longestDeletionReason = 128

/** Delete a card at Dintero, for good, and remove it here. */
export const cardDeletion = z.strictObject({
  cardId: z.string().min(1).max(64),
  reason: z.string().max(500),
  requestor: z.enum(requestors)
})
export type CardDeletion = z.infer<typeof cardDeletion>

/** What deleting a card would mean, before Dintero is asked. */
export const cardDeletionReview = z.object({
  card: cardView,
  /** Charges that nobody knows the end of, and links that can still be paid: while there are any it is not deleted. */
  charges: z.array(chargeRow),
  links: z.array(linkRow),
  /** Rows of released files that wait to charge it. They will not be charged. */
  waitingRows: z.number().int(),
  /** Tokens of it that Dintero has to be asked about one by one. */
  tokens: z.number().int()
})
export type CardDeletionReview = z.infer<typeof cardDeletionReview>

/** What became of it: `not_known`, Dintero has no such token, so nothing there was deleted. */
export const cardDeleted = z.object({
  tokens: z.array(z.object({ kind: tokenKind, outcome: z.enum(['deleted', 'not_known']) }))
})
export type CardDeleted = z.infer<typeof cardDeleted>
