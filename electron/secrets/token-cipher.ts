import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { TrekkError } from '../../shared/result'
import type { SecretStore } from './secret-store'

/** What a sealed token belongs to. It is authenticated with the token, so one card's token opens under no other. */
export interface SealContext {
  readonly accountId: string
  readonly cardId: string
}

/** The first byte of every sealed token; a new format gets a new number. */
const version = 1
const algorithm = 'aes-256-gcm'
const keyName = 'token-key'
const keyBytes = 32
/** 96 bits, random: fit for some 2^32 tokens under one key (NIST SP 800-38D, 8.3). */
const nonceBytes = 12
const tagBytes = 16
const headerBytes = 1 + nonceBytes + tagBytes

/**
 * Seals payment and recurrence tokens for the database with AES-256-GCM under a key that only the keychain holds.
 * A sealed token is `version (1 byte) | nonce (12) | tag (16) | ciphertext`, in base64.
 */
export class TokenCipher {
  readonly #secrets: SecretStore
  readonly #hasSealedTokens: () => Promise<boolean>
  #key: Buffer | null = null
  /** Under way: those that may create the key, and those that may not. */
  readonly #looks = new Map<boolean, Promise<Buffer>>()

  /** @param hasSealedTokens whether any token was sealed before; then a key that is gone is an error and is not replaced */
  constructor(secrets: SecretStore, hasSealedTokens: () => Promise<boolean>) {
    this.#secrets = secrets
    this.#hasSealedTokens = hasSealedTokens
  }

  /**
   * @returns base64
   * @throws TrekkError `secret_missing` when tokens were sealed before and their key is gone
   * @throws KeychainError when the keychain cannot be used
   */
  async seal(plain: string, context: SealContext): Promise<string> {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv(algorithm, await this.#ready(true), nonce, { authTagLength: tagBytes })
    cipher.setAAD(authenticated(context))
    const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
    return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ciphertext]).toString('base64')
  }

  /**
   * @throws TrekkError `secret_missing` when the key is gone, `token_missing` when what was sealed is damaged, of another
   *   card or account, or of a newer version
   * @throws KeychainError when the keychain cannot be used
   */
  async open(sealed: string, context: SealContext): Promise<string> {
    const bytes = Buffer.from(sealed, 'base64')
    if (bytes.length < headerBytes || bytes[0] !== version)
      throw unreadable('it is not in a form this version knows')
    const decipher = createDecipheriv(
      algorithm,
      await this.#ready(false),
      bytes.subarray(1, 1 + nonceBytes),
      {
        authTagLength: tagBytes
      }
    )
    decipher.setAAD(authenticated(context))
    decipher.setAuthTag(bytes.subarray(1 + nonceBytes, headerBytes))
    try {
      return Buffer.concat([decipher.update(bytes.subarray(headerBytes)), decipher.final()]).toString('utf8')
    } catch {
      throw unreadable('it does not open with this key for this card')
    }
  }

  /** One look into the keychain however many ask; a failed one is forgotten, so that unlocking helps. */
  async #ready(mayCreate: boolean): Promise<Buffer> {
    if (this.#key !== null) return this.#key
    const looking = this.#looks.get(mayCreate) ?? this.#findKey(mayCreate)
    this.#looks.set(mayCreate, looking)
    try {
      this.#key = await looking
      return this.#key
    } finally {
      this.#looks.delete(mayCreate)
    }
  }

  async #findKey(mayCreate: boolean): Promise<Buffer> {
    const stored = await this.#secrets.get(keyName)
    if (stored !== null) return decodeKey(stored)
    if (!mayCreate || (await this.#hasSealedTokens()))
      throw new TrekkError('secret_missing', 'the key of the stored card tokens is not in the keychain')
    const created = randomBytes(keyBytes)
    await this.#secrets.set(keyName, created.toString('base64'))
    const kept = await this.#secrets.get(keyName)
    if (kept === null) throw new TrekkError('keychain_unavailable', 'the keychain did not keep the token key')
    return decodeKey(kept)
  }
}

function decodeKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  if (key.length !== keyBytes)
    throw new TrekkError('secret_missing', 'the token key in the keychain is damaged')
  return key
}

/** As JSON, so that no two pairs of ids run together into the same bytes. */
function authenticated({ accountId, cardId }: SealContext): Buffer {
  return Buffer.from(JSON.stringify([accountId, cardId]), 'utf8')
}

function unreadable(why: string): TrekkError {
  return new TrekkError('token_missing', `the stored card token cannot be opened: ${why}`)
}
