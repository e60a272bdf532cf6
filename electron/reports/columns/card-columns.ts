import type { CardView } from '../../../shared/card'
import type { ExportWords } from '../../../shared/export-words'
import { instant, text, type ExportedColumn } from './column'

/** The columns of exported cards: what the page may know of them, which is never a token. */
export function cardColumns(words: ExportWords): readonly ExportedColumn<CardView>[] {
  return [
    text('customer', ({ customerName }) => customerName),
    text('customerNumber', ({ customerNumber }) => customerNumber),
    text('email', ({ email }) => email),
    text('phone', ({ phone }) => phone),
    text('reference', ({ reference }) => reference),
    text('brand', ({ brand }) => words.brands[brand]),
    text('lastFour', ({ lastFour }) => lastFour),
    text('expiry', ({ expiry }) => expiry),
    text('provider', ({ provider }) => words.providers[provider]),
    instant('blockedUntil', ({ blockedUntil }) => blockedUntil),
    instant('added', ({ addedAt }) => addedAt),
    instant('lastCharged', ({ lastChargedAt }) => lastChargedAt)
  ]
}
