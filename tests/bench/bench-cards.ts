import type { CardService } from '../../electron/accounts/card-service'

const tokenStem = 'bench-token'

/** The token of a bench's card, by its number. */
export function tokenOf(card: number): string {
  return `${tokenStem}-${card}`
}

/** The last four digits of a bench's card, so that no two look like the same card. */
export function lastFourOf(card: number): string {
  return String(card).padStart(4, '0')
}

/** A card as it is typed in, of a customer of its own. */
export function benchCard(card: number) {
  return {
    provider: 'dintero_psp',
    tokenKind: 'payment_token',
    token: tokenOf(card),
    brand: 'visa',
    lastFour: lastFourOf(card),
    expiry: '12/2031',
    reference: '',
    customerName: `Customer ${card}`,
    customerNumber: String(100_000 + card),
    email: '',
    phone: ''
  } as const
}

/** Stores so many cards, of a customer each. @returns their ids, in order */
export async function storeCards(cards: CardService, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let card = 0; card < count; card += 1) {
    const { id } = await cards.addFromToken(benchCard(card))
    ids.push(id)
  }
  return ids
}
