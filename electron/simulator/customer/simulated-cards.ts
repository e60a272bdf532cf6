import { seededUuid } from '../ids'
import { firstSix, monthsFrom } from '../training-data'
import type { CardBehaviour } from '../decide'
import type { CardRecord, SessionRecord } from '../records'

/** A card that a customer may take out at the simulated pages. Nobody ever types a card number. */
export interface SimulatedCard {
  readonly id: 'good' | 'short' | 'confirm' | 'expiring'
  readonly card: CardRecord
  readonly behaviour: CardBehaviour
}

const kinds = [
  { id: 'good', brand: 'visa', months: 30, behaviour: 'approve' },
  { id: 'short', brand: 'mastercard', months: 21, behaviour: 'insufficient_funds' },
  { id: 'confirm', brand: 'visa', months: 26, behaviour: 'modifications_required' },
  { id: 'expiring', brand: 'mastercard', months: 1, behaviour: 'approve' }
] as const

/**
 * The cards for one session: the same at every look, and others than another session's, because a card scheme counts
 * what fails on a card number. They have no token until one is made.
 * @param now ms since 1970 UTC
 */
export function simulatedCards({ id, card }: SessionRecord, now: number): SimulatedCard[] {
  const { provider, tokenKind } = card
  return kinds.map(({ id: kind, brand, months, behaviour }) => {
    const lastFour = String(Number.parseInt(seededUuid(`${id} ${kind}`).slice(0, 8), 16) % 10_000)
    const maskedPan = `${firstSix[provider][brand]}******${lastFour.padStart(4, '0')}`
    const expiry = monthsFrom(now, months)
    return { id: kind, behaviour, card: { provider, tokenKind, tokenId: '', brand, maskedPan, expiry } }
  })
}
