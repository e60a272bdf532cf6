import type { Page } from '@playwright/test'
import { cardView, type CardView, type Provider, type TokenKind } from '../../shared/card'
import type { NewToken, Simulator } from '../../electron/simulator/simulator'
import { callApi } from './call-api'
import { client } from './fixtures'

export interface StoredCard {
  readonly customerName: string
  readonly provider: Provider
  readonly tokenKind: TokenKind
  /** The secret itself, to look for in what was sent. */
  readonly token: string
  readonly brand?: 'visa' | 'mastercard'
  readonly behaviour?: NewToken['behaviour']
  readonly accountId?: string
}

/** Makes a card known to the simulator and to the app, as if the customer had stored it. */
export async function storeCard(page: Page, simulator: Simulator, card: StoredCard): Promise<CardView> {
  knowCard(simulator, card)
  const { customerName, provider, tokenKind, token, brand = 'visa' } = card
  const contact = { customerName, customerNumber: '', email: '', phone: '', reference: '' }
  const input = { provider, tokenKind, token, brand, lastFour: '0416', expiry: '12/2031', ...contact }
  return callApi(page, 'addCardFromToken', input, cardView)
}

/** Makes a card known to a simulator alone: one that was started again has forgotten all tokens. */
export function knowCard(simulator: Simulator, card: StoredCard): void {
  const { provider, tokenKind, token, brand = 'visa', behaviour = 'approve' } = card
  const accountId = card.accountId ?? client.accountId
  const shown = { maskedPan: '476173******0416', expiry: '12/2031' }
  simulator.addToken({ accountId, provider, tokenKind, token, brand, behaviour, ...shown })
}

/** A customer's card for tests in which any card will do. */
export function aCard(customerName: string, change: Partial<StoredCard> = {}): StoredCard {
  const token = `token-of-${customerName.replaceAll(' ', '-')}-4b1d7c`
  return { customerName, provider: 'dintero_psp', tokenKind: 'payment_token', token, ...change }
}
