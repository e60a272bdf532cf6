const handle = /^card:([A-Za-z0-9_-]{1,64})$/

/** What Trekk's own files carry in place of a token: it means something to this profile's ledger and to nobody else. */
export function cardHandle(cardId: string): string {
  return `card:${cardId}`
}

/** @returns the card's id; null for a text that is no handle */
export function readCardHandle(text: string): string | null {
  return handle.exec(text)?.[1] ?? null
}

/** Characters a token must have for its ends to be shown: what is left out must stay beyond guessing. */
const shortestShown = 20

/** A token as people may see it: `T1000…a91f`. Of a short one nothing is shown. */
export function maskedToken(token: string): string {
  return token.length < shortestShown ? '…' : `${token.slice(0, 5)}…${token.slice(-4)}`
}
