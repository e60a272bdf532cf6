import type { TokenKind } from '../../../shared/card'

const handle = /^card:([A-Za-z0-9_-]{1,64})(?:\.(payment|recurrence))?$/

/** A card, as Trekk's own files name it. */
export interface CardHandle {
  readonly cardId: string
  /** Which of its tokens stood there; null where the card was named and no token. */
  readonly tokenKind: TokenKind | null
}

/**
 * What Trekk's own files carry in place of a token: it means something to this profile's ledger and to nobody else.
 * @param tokenKind where a token stood that is for one kind of charge only, so that it still says which
 */
export function cardHandle(cardId: string, tokenKind: TokenKind | null = null): string {
  if (tokenKind === null) return `card:${cardId}`
  return `card:${cardId}.${tokenKind === 'payment_token' ? 'payment' : 'recurrence'}`
}

/** @returns null for a text that is no handle */
export function readCardHandle(text: string): CardHandle | null {
  const [, cardId, kind] = handle.exec(text) ?? []
  if (cardId === undefined) return null
  return {
    cardId,
    tokenKind: kind === undefined ? null : `${kind === 'payment' ? 'payment' : 'recurrence'}_token`
  }
}

/** Characters a token must have for its ends to be shown: what is left out must stay beyond guessing. */
const shortestShown = 20

/** A token as people may see it: `T1000…a91f`. Of a short one nothing is shown. */
export function maskedToken(token: string): string {
  return token.length < shortestShown ? '…' : `${token.slice(0, 5)}…${token.slice(-4)}`
}
