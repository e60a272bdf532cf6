import { createHash } from 'node:crypto'
import type { Provider, TokenKind } from './contract'

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A source of ids that look random and are the same for the same seed. */
export interface IdSource {
  /** Dintero's form: account id, dot, 22 letters and digits. */
  record(accountId: string): string
  /** @param length at most 43 characters, which is 256 bits */
  text(length: number): string
  uuid(): string
}

/** `length` letters and digits that follow from `seed`; 43 hold all its 256 bits. */
export function scramble(seed: string, length: number): string {
  let rest = BigInt(`0x${createHash('sha256').update(seed).digest('hex')}`)
  let text = ''
  while (text.length < length) {
    text += letters[Number(rest % 62n)]
    rest /= 62n
  }
  return text
}

/** A version 4 UUID that follows from `seed`. */
export function seededUuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** @param seed the same seed gives the same ids in the same order */
export function createIds(seed: string): IdSource {
  let count = 0
  const next = (): string => `${seed}:${count++}`
  return {
    record: (accountId) => `${accountId}.${scramble(next(), 22)}`,
    text: (length) => scramble(next(), length),
    uuid: () => seededUuid(next())
  }
}

/**
 * The token of a card that was stored in a transaction. It follows from the transaction, so that it need not be on
 * disk; it charges nothing but this simulator. In the gateway's form: a UUID at Swedbank Pay, long text elsewhere.
 */
export function storedCardToken(provider: Provider, kind: TokenKind, transactionId: string): string {
  const seed = `stored ${provider} ${kind} ${transactionId}`
  return provider === 'payex' ? seededUuid(seed) : scramble(seed, 40)
}
