import type { Claim, TokenIdentity } from '../../shared/identity'
import type { CardRecord } from '../ledger/cards'
import type { ChargeRecord } from '../ledger/charge-record'

/**
 * What a charge is known by at Dintero.
 * @param card the card's record; null when it is gone from the ledger
 * @param skewNow Dintero's clock minus this desk's as last seen, ms, for a charge that was sent before it was ever seen
 */
export function claimOf(charge: ChargeRecord, card: CardRecord | null, skewNow: number | null): Claim {
  return {
    accountId: charge.accountId,
    merchantReference: charge.merchantReference,
    referenceIsOurs: charge.ownReference,
    referenceIsOfContent: charge.contentReference,
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
    sent: departuresOf(charge, skewNow)
  }
}

/** When a charge's requests left, by Dintero's clock; null where that is not known of each of them, or none has left. */
function departuresOf(charge: ChargeRecord, skewNow: number | null): number[] | null {
  if (charge.sentAt === null || charge.earlierSends === null) return null
  const sends = [...charge.earlierSends, { at: charge.sentAt, clockSkew: charge.clockSkew }]
  const times = sends.flatMap(({ at, clockSkew }) => {
    const skew = clockSkew ?? skewNow
    return skew === null ? [] : [at + skew]
  })
  return times.length === sends.length ? times : null
}

function tokenOf(card: CardRecord | null): TokenIdentity | null {
  return card === null || card.tokenId === null ? null : { kind: card.view.tokenKind, id: card.tokenId }
}
