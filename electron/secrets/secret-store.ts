import { TrekkError } from '../../shared/result'

/**
 * Why the keychain would not serve us.
 * - `missing`: this system has no keychain service
 * - `locked`: it is locked and nobody unlocked it
 * - `denied`: a person or the system said no
 * - `too_large`: the secret does not fit
 * - `unavailable`: anything else
 */
export type KeychainKind = 'missing' | 'locked' | 'denied' | 'too_large' | 'unavailable'

/** A keychain that would not serve us; its code is `keychain_<kind>`. The message never holds a secret. */
export class KeychainError extends TrekkError {
  readonly kind: KeychainKind

  constructor(kind: KeychainKind, message: string, cause?: unknown) {
    super(`keychain_${kind}`, message, { cause })
    this.name = 'KeychainError'
    this.kind = kind
  }
}

/** Where client secrets and the token cipher's key live. Every method rejects with `KeychainError` and nothing else. */
export interface SecretStore {
  /** @returns null only when the store was read and has no such key */
  get(key: string): Promise<string | null>
  /** Resolves once the value has been read back. */
  set(key: string, value: string): Promise<void>
  /** Resolves once the key is gone, or was never there. */
  delete(key: string): Promise<void>
}
