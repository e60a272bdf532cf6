import { createHash } from 'node:crypto'
import { trainingAccountId, type SecretHome } from '../../shared/account'
import type { Ledger } from '../ledger/ledger'
import { KeychainError, type SecretStore } from '../secrets/secret-store'
import { TokenCipher, type SealContext } from '../secrets/token-cipher'

/**
 * Tells whether a token is already stored without opening any. Tokens are long and random, so the hash needs no key
 * to keep them secret; without one it stays the same when the keychain's key is lost, and a card that is added
 * again is still recognised as the same card.
 */
export function tokenFingerprint(accountId: string, token: string): string {
  return createHash('sha256')
    .update(JSON.stringify([accountId, token]))
    .digest('hex')
}

/**
 * Seals card tokens under the keychain's key. An account whose secrets last for this session only may be used where
 * the keychain is not, so its tokens are then sealed under a key in memory and must be added again after a restart.
 */
export class TokenSeals {
  readonly #keychain: TokenCipher
  readonly #session: TokenCipher

  constructor(stores: Readonly<Record<SecretHome, SecretStore>>, ledger: Ledger) {
    this.#keychain = new TokenCipher(stores.keychain, () => hasSealedTokens(ledger))
    // Memory begins empty at every start, whatever was sealed before.
    this.#session = new TokenCipher(stores.session, () => Promise.resolve(false))
  }

  /** @throws TrekkError as `TokenCipher.seal` */
  async seal(home: SecretHome, token: string, context: SealContext): Promise<Uint8Array> {
    const sealed = await this.#keychain.seal(token, context).catch((error: unknown) => {
      if (home === 'session' && error instanceof KeychainError) return this.#session.seal(token, context)
      throw error
    })
    return Buffer.from(sealed, 'base64')
  }

  /** @throws TrekkError as `TokenCipher.open` */
  async open(home: SecretHome, sealed: Uint8Array, context: SealContext): Promise<string> {
    const text = Buffer.from(sealed).toString('base64')
    if (home === 'keychain') return this.#keychain.open(text, context)
    return this.#keychain.open(text, context).catch(() => this.#session.open(text, context))
  }
}

/** Whether a lost key would be a loss: the training account's cards can be had again, and it may do without a key. */
async function hasSealedTokens(ledger: Ledger): Promise<boolean> {
  for (const { id, secretHome } of await ledger.accounts.list()) {
    if (id === trainingAccountId || secretHome === 'session') continue
    if ((await ledger.cards.count(id)) > 0) return true
  }
  return false
}
