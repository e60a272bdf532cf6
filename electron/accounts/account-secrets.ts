import { z } from 'zod'
import type { SecretHome } from '../../shared/account'
import { TrekkError } from '../../shared/result'
import type { Credentials } from '../dintero/client-options'
import type { SecretStore } from '../secrets/secret-store'

/** Small on purpose: Windows keeps at most 2560 bytes for an entry. */
const entry = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) })

/** Whose credentials, and where they are kept. */
interface Keeper {
  readonly id: string
  readonly secretHome: SecretHome
}

/**
 * Each account's API credentials, as one small JSON entry in the place its owner chose. What was last seen of an
 * entry is remembered, so that showing an account never makes the keychain ask a person anything.
 */
export class AccountSecrets {
  readonly #stores: Readonly<Record<SecretHome, SecretStore>>
  readonly #seen = new Map<string, boolean>()

  constructor(stores: Readonly<Record<SecretHome, SecretStore>>) {
    this.#stores = stores
  }

  /** False once the entry is known to be gone. A keychain nobody has asked yet is trusted; memory begins empty. */
  isThere({ id, secretHome }: Keeper): boolean {
    return this.#seen.get(id) ?? secretHome === 'keychain'
  }

  /**
   * @throws TrekkError `secret_missing` when the entry is gone or is none of ours
   * @throws KeychainError when the keychain cannot be read; that says nothing about the entry
   */
  async read({ id, secretHome }: Keeper): Promise<Credentials> {
    const text = await this.#stores[secretHome].get(keyOf(id))
    const credentials = text === null ? null : parse(text)
    this.#seen.set(id, credentials !== null)
    if (credentials === null) {
      throw new TrekkError('secret_missing', `the client secret of ${id} is not in the ${secretHome}`)
    }
    return credentials
  }

  /**
   * Keeps the credentials and proves it by reading them back.
   * @throws KeychainError; also `unavailable` as a TrekkError when what was read back differs
   */
  async write({ id, secretHome }: Keeper, { clientId, clientSecret }: Credentials): Promise<void> {
    const text = JSON.stringify({ clientId, clientSecret })
    const store = this.#stores[secretHome]
    await store.set(keyOf(id), text)
    if ((await store.get(keyOf(id))) !== text) {
      throw new TrekkError('keychain_unavailable', `the ${secretHome} did not keep the client secret`)
    }
    this.#seen.set(id, true)
  }

  /** Empties the entry. @throws KeychainError */
  async forget({ id, secretHome }: Keeper): Promise<void> {
    await this.#stores[secretHome].delete(keyOf(id))
    this.#seen.delete(id)
  }
}

function keyOf(accountId: string): string {
  return `account ${accountId}`
}

function parse(text: string): Credentials | null {
  try {
    return entry.parse(JSON.parse(text))
  } catch {
    return null
  }
}
