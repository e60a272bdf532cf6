import type { SecretStore } from './secret-store'

/** Secrets in memory until the app is closed: what "this session only" means where there is no keychain. */
export class SessionStore implements SecretStore {
  readonly #values = new Map<string, string>()

  async get(key: string): Promise<string | null> {
    return this.#values.get(key) ?? null
  }

  async set(key: string, value: string): Promise<void> {
    this.#values.set(key, value)
  }

  async delete(key: string): Promise<void> {
    this.#values.delete(key)
  }
}
