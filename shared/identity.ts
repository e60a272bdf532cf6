import { brandNamed, type Brand, type Operation, type Provider, type TokenKind } from './card'
import type { Contradiction, FoundTransaction } from './found-transaction'
import type { Transaction } from './transaction'

/** A stored token by the id Dintero gave it; a payment and a recurrence token of one card have different ids. */
export interface TokenIdentity {
  readonly kind: TokenKind
  readonly id: string
}

/** Everything known of a charge by which a transaction at Dintero can be told to be its own. */
export interface Claim {
  readonly accountId: string
  readonly merchantReference: string
  /** Whether this desk made the reference up, random letters and all, so that nobody else has it. */
  readonly referenceIsOurs: boolean
  /**
   * Whether it is made of the name of a batch and of what is charged, so that whoever charged under it, from another
   * desk or before a ledger was lost, charged the same row of the same batch.
   */
  readonly referenceIsOfContent: boolean
  /** minor units */
  readonly amount: number
  readonly currency: string
  readonly provider: Provider
  readonly operation: Operation
  readonly brand: Brand
  /** Empty where nobody told us. */
  readonly lastFour: string
  readonly token: TokenIdentity | null
  /** As named by an answer to the charge's own request. */
  readonly transactionId: string | null
  readonly sessionId: string | null
  /** Requests that have left. A second one may have made a session that nobody named. */
  readonly sends: number
  /** When each of its requests left, ms since 1970 UTC by Dintero's own clock; null where that clock was never seen. */
  readonly sent: readonly number[] | null
}

/** `cannot_tell`: nothing speaks against it and too little for it. */
export type Verdict = 'ours' | 'not_ours' | 'cannot_tell'

/** How much earlier than its request a transaction may seem to be made, ms: HTTP dates are whole seconds, and skew drifts. */
const tooEarly = 2 * 60_000
/** How long after its request a transaction may still come of it, ms: the 90 s a request is waited for, and more. */
const tooLate = 15 * 60_000

/**
 * Whose a transaction is that Dintero shows. One contradiction makes it another's, whatever agrees; it is ours only when
 * its money agrees and something does that no other charge has: the session or transaction that Dintero named to us,
 * or, together with reference, gateway and time, the card or a reference of our own making. A reference that says
 * itself what is charged is enough, whenever that was.
 */
export function identityOf(transaction: Transaction, claim: Claim): Verdict {
  if (contradictionsOf(transaction, claim).length > 0) return 'not_ours'
  const { id, amount, currency, merchantReference, paymentProductType, createdAt } = transaction
  if (id === null || amount === null || currency === null) return 'cannot_tell'
  if (isNamedToUs(transaction, claim)) return 'ours'
  if (merchantReference === null || paymentProductType === null) return 'cannot_tell'
  if (claim.referenceIsOfContent) return 'ours'
  const inTime = createdAt !== null && claim.sent !== null
  return inTime && (cardOf(transaction, claim) === 'same' || claim.referenceIsOurs) ? 'ours' : 'cannot_tell'
}

/** What a transaction says that the charge cannot have led to. Silence is no contradiction. */
export function contradictionsOf(transaction: Transaction, claim: Claim): Contradiction[] {
  const { id, sessionId, amount, currency, merchantReference, paymentProductType, paymentOperation } =
    transaction
  const found: readonly (readonly [Contradiction, boolean])[] = [
    ['account', isOfAnother(id, claim.accountId) || isOfAnother(sessionId, claim.accountId)],
    ['reference', differs(merchantReference, claim.merchantReference)],
    ['amount', differs(amount, claim.amount)],
    ['currency', differs(currency, claim.currency)],
    ['product', differs(paymentProductType, `${claim.provider}.creditcard`)],
    ['operation', differs(paymentOperation, claim.operation)],
    ['session', hasOnlySession(claim) && differs(sessionId, claim.sessionId)],
    ['card', cardOf(transaction, claim) === 'another'],
    ['time', isOutOfTime(transaction.createdAt, claim)]
  ]
  return found.flatMap(([what, contradicts]) => (contradicts ? [what] : []))
}

/**
 * What is kept and shown of a transaction that is not, or not surely, a charge's own.
 * @param claim null where it is held against no charge
 */
export function foundOf(transaction: Transaction, claim: Claim | null): FoundTransaction {
  const { id, paymentProductType, amount, currency, status, createdAt, card } = transaction
  return {
    transactionId: id,
    product: paymentProductType,
    amount,
    currency,
    status,
    brand: card?.brand ?? null,
    lastFour: lastFourOf(transaction),
    createdAt,
    contradictions: claim === null ? [] : contradictionsOf(transaction, claim)
  }
}

/** Dintero's id of the token of one kind that a transaction was made with; null where it does not say. */
export function tokenIdOf({ card }: Transaction, kind: TokenKind): string | null {
  return (kind === 'recurrence_token' ? card?.recurrenceTokenId : card?.paymentTokenId) ?? null
}

/** The last four digits of a masked PAN such as `476173******0416`; null where there is none. */
export function lastFourOf({ card }: Transaction): string | null {
  return /\d{4}$/.exec(card?.maskedPan ?? '')?.[0] ?? null
}

function isNamedToUs({ id, sessionId }: Transaction, claim: Claim): boolean {
  const sameSession = claim.sessionId !== null && sessionId === claim.sessionId
  return sameSession || (claim.transactionId !== null && id === claim.transactionId)
}

function differs<T>(said: T | null, expected: T): boolean {
  return said !== null && said !== expected
}

/** Ids of sessions and transactions begin with their account's (docs/dintero.md 1); any other form says nothing. */
export function isOfAnother(id: string | null, accountId: string): boolean {
  const owner = /^([PT]\d{8})\./.exec(id ?? '')?.[1]
  return owner !== undefined && owner !== accountId
}

/**
 * A token's id names the card for good: a renewed card keeps its token and changes its digits (docs/dintero.md 9). Only
 * where no token can be compared do the digits and the brand speak.
 */
function cardOf(transaction: Transaction, claim: Claim): 'same' | 'another' | 'unsaid' {
  const charged = claim.token && tokenIdOf(transaction, claim.token.kind)
  if (claim.token !== null && charged !== null) return charged === claim.token.id ? 'same' : 'another'
  const brand = transaction.card?.brand ? brandNamed(transaction.card.brand) : 'other'
  if (brand !== 'other' && claim.brand !== 'other' && brand !== claim.brand) return 'another'
  const lastFour = lastFourOf(transaction)
  if (lastFour === null || claim.lastFour === '') return 'unsaid'
  return lastFour === claim.lastFour ? 'same' : 'another'
}

/**
 * Sent twice, a charge may have a second session, so only a single request's session is the only one. Of a row that was
 * charged before, the session is another one than that of the request that was refused for it.
 */
function hasOnlySession({ sends, sessionId, transactionId, referenceIsOfContent }: Claim): boolean {
  return sends === 1 && sessionId !== null && (!referenceIsOfContent || transactionId !== null)
}

function isOutOfTime(createdAt: number | null, { sent, referenceIsOfContent }: Claim): boolean {
  if (createdAt === null || sent === null || referenceIsOfContent) return false
  // Each request by itself: between two that are a day apart, nothing of either begins.
  return !sent.some((at) => createdAt >= at - tooEarly && createdAt <= at + tooLate)
}
