import { z } from 'zod'
import { cardView } from './card'
import { chargeRow, retryBudget } from './charge'
import { linkRow } from './link'
import { windowOf } from './list'
import { modificationRow } from './modification'

/*
 * A customer is whoever a card, a charge or a link is of. There is no register of customers: what is shared with what is
 * asked about - customer number, e-mail address or phone number - is theirs, and a name alone never is.
 */

/** Which customer is asked about: that of a card, of a charge, or of a link. */
export const customerOf = z.strictObject({
  kind: z.enum(['card', 'charge', 'link']),
  id: z.string().min(1).max(64)
})
export type CustomerOf = z.infer<typeof customerOf>

/** Why a card is one of a customer's: it is asked about, or has the same customer number, e-mail address or phone number. */
export const customerTies = ['itself', 'number', 'email', 'phone'] as const
export type CustomerTie = (typeof customerTies)[number]

export const customerCard = z.object({
  card: cardView,
  /** Never empty: whoever shares an address with somebody else is seen to. */
  ties: z.array(z.enum(customerTies)),
  /** From this ledger alone, so never complete. */
  budget: retryBudget
})
export type CustomerCard = z.infer<typeof customerCard>

/** What a customer's charges and links came to, minor units. */
export const customerSum = z.object({
  currency: z.string(),
  taken: z.number().int(),
  /** Of what was taken, what was given back. */
  returned: z.number().int(),
  /** Reserved and not taken yet. */
  held: z.number().int(),
  /** Payments of which a part was taken or given back, and nobody has read how much: with any, the sums are not exact. */
  unread: z.number().int()
})
export type CustomerSum = z.infer<typeof customerSum>

/** The longest note, characters. */
export const longestNote = 2_000

/** What somebody wrote about a customer. Times are ms since 1970 UTC. */
export const customerNote = z.object({
  id: z.string(),
  /** Empty once it is removed: what it said is gone, that it was there is not. */
  text: z.string(),
  author: z.string(),
  writtenAt: z.number().int(),
  removedAt: z.number().int().nullable(),
  removedBy: z.string().nullable()
})
export type CustomerNote = z.infer<typeof customerNote>

/** A customer, from this ledger alone. Times are ms since 1970 UTC. */
export const customerView = z.object({
  of: customerOf,
  /** As the card or the link that is asked about has them. */
  name: z.string(),
  customerNumber: z.string(),
  email: z.string(),
  phone: z.string(),
  /** The card that is asked about first, then those charged or added last. */
  cards: z.array(customerCard),
  /** Their cards, also those that are not in `cards` because there are too many. */
  cardCount: z.number().int(),
  /** Cards of theirs that were removed. What was charged to them counts. */
  removedCards: z.number().int(),
  /** More cards share an address than are looked at: then the rest is of some of them. */
  moreCards: z.boolean(),
  sums: z.array(customerSum),
  charges: z.number().int(),
  links: z.number().int(),
  modifications: z.number().int(),
  /** Their first and last charge. */
  first: z.number().int().nullable(),
  last: z.number().int().nullable(),
  /** What has not ended: nobody knows yet what it comes to. The newest of each. */
  open: z.object({
    charges: z.array(chargeRow),
    links: z.array(linkRow),
    /** Reserved and to be captured, held longest first. */
    held: z.array(chargeRow),
    heldLinks: z.array(linkRow),
    /** Whether one may be closed is not said here. */
    modifications: z.array(modificationRow)
  }),
  /** Newest first. */
  notes: z.array(customerNote)
})
export type CustomerView = z.infer<typeof customerView>

/** A window of a customer's charges, links or modifications, newest first. */
export const customerWindow = z.strictObject({ of: customerOf, ...windowOf })
export type CustomerWindow = z.infer<typeof customerWindow>

/** A customer that was searched for. */
export const customerHit = z.object({
  of: customerOf,
  name: z.string(),
  customerNumber: z.string(),
  email: z.string(),
  phone: z.string(),
  /** Their cards among those found, each `brand` and last four. */
  cards: z.array(cardView.pick({ brand: true, lastFour: true })),
  /** By a whole number, address or reference; by text; or by text with a letter wrong. */
  by: z.enum(['exact', 'text', 'nearly'])
})
export type CustomerHit = z.infer<typeof customerHit>

/** Whose cards they are and how that customer is reached, from now on. Main checks it. */
export const contactEdit = z.strictObject({
  /** Of one customer. */
  cardIds: z.array(z.string().min(1).max(64)).min(1).max(50),
  customerName: z.string().max(300),
  customerNumber: z.string().max(300),
  email: z.string().max(300),
  phone: z.string().max(100)
})
export type ContactEdit = z.infer<typeof contactEdit>

/** Main checks the text. */
export const newNote = z.strictObject({ of: customerOf, text: z.string().max(10_000) })
export type NewNote = z.infer<typeof newNote>

export const noteRemoval = z.strictObject({ id: z.string().min(1).max(64) })
