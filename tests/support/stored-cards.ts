import type { Page } from '@playwright/test'
import { cardView, type CardView, type Provider, type TokenKind } from '../../shared/card'
import type { NewToken, SimulatorControls } from '../../electron/simulator/simulator'
import { callApi } from './call-api'
import { client } from './dintero'

export interface StoredCard {
  readonly customerName: string
  readonly provider: Provider
  readonly tokenKind: TokenKind
  /** The secret itself, to look for in what was sent. */
  readonly token: string
  readonly brand?: 'visa' | 'mastercard'
  readonly behaviour?: NewToken['behaviour']
  readonly accountId?: string
  readonly customerNumber?: string
}

/** Makes a card known to the simulator and to the app, as if the customer had stored it. */
export async function storeCard(
  page: Page,
  simulator: SimulatorControls,
  card: StoredCard
): Promise<CardView> {
  knowCard(simulator, card)
  const { customerName, provider, tokenKind, token, brand = 'visa' } = card
  const { customerNumber = '' } = card
  const contact = { customerName, customerNumber, email: '', phone: '', reference: '' }
  const input = { provider, tokenKind, token, brand, lastFour: '0416', expiry: expiryOf(card), ...contact }
  return callApi(page, 'addCardFromToken', input, cardView)
}

/** Makes a card known to a simulator alone: one that was started again has forgotten all tokens. */
export function knowCard(simulator: SimulatorControls, card: StoredCard): void {
  const { provider, tokenKind, token, brand = 'visa', behaviour = 'approve' } = card
  const accountId = card.accountId ?? client.accountId
  const shown = { maskedPan: '476173******0416', expiry: expiryOf(card) }
  simulator.addToken({ accountId, provider, tokenKind, token, brand, behaviour, ...shown })
}

/** A month of each card's own: with it two cards of the same digits are told apart, as two real ones are. */
function expiryOf({ customerName }: StoredCard): string {
  const sum = Buffer.from(customerName).reduce((total, byte) => (total * 31 + byte) % 816, 7)
  return `${String((sum % 12) + 1).padStart(2, '0')}/${2031 + Math.floor(sum / 12)}`
}

/** A customer's card for tests in which any card will do. */
export function aCard(customerName: string, change: Partial<StoredCard> = {}): StoredCard {
  const token = `token-of-${customerName.replaceAll(' ', '-')}-4b1d7c`
  return { customerName, provider: 'dintero_psp', tokenKind: 'payment_token', token, ...change }
}
