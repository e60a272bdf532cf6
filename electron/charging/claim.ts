import { tokenKindFor } from '../../shared/card'
import type { Claim, TokenIdentity } from '../../shared/identity'
import type { CardRecord } from '../ledger/card-record'
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
    token: tokenOf(charge, card),
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

/** Of the token that the charge went out with, which its operation chooses. */
function tokenOf({ provider, operation }: ChargeRecord, card: CardRecord | null): TokenIdentity | null {
  const kind = tokenKindFor(provider, operation)
  const id = card?.tokens.find((each) => each.kind === kind)?.tokenId ?? null
  return id === null ? null : { kind, id }
}
