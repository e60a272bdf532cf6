import type { Claim, TokenIdentity } from '../../shared/identity'
import type { CardRecord } from '../ledger/cards'
import type { ChargeRecord } from '../ledger/charge-record'

/**
 * What a charge is known by at Dintero.
 * @param card the card's record; null when it is gone from the ledger
 * @param skewNow Dintero's clock minus this desk's as last seen, ms, for a charge that was sent before it was ever seen
 */
export function claimOf(charge: ChargeRecord, card: CardRecord | null, skewNow: number | null): Claim {
  const skew = charge.clockSkew ?? skewNow
  const last = charge.sentAt ?? charge.createdAt
  return {
    accountId: charge.accountId,
    merchantReference: charge.merchantReference,
    referenceIsOurs: charge.ownReference,
    amount: charge.amount,
    currency: charge.currency,
    provider: charge.provider,
    operation: charge.operation,
    brand: charge.brand,
    lastFour: charge.lastFour,
    token: tokenOf(card),
    transactionId: charge.transactionId,
    sessionId: charge.sessionId,
    sends: charge.sends,
    // Of a request that never left, nothing at Dintero can have come.
    sent:
      skew === null || charge.sends === 0
        ? null
        : { first: Math.min(charge.createdAt, last) + skew, last: last + skew }
  }
}

function tokenOf(card: CardRecord | null): TokenIdentity | null {
  return card === null || card.tokenId === null ? null : { kind: card.view.tokenKind, id: card.tokenId }
}
