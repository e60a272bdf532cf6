import { createHash } from 'node:crypto'
import keytar from 'keytar'

/** The keychain's own view of a profile's secrets, read past the app. */
export interface KeychainView {
  /** What is kept for an account; null when there is no entry. */
  credentials(accountId: string): Promise<{ clientId: string; clientSecret: string } | null>
  /** The key that seals card tokens, as text; null when none was made. */
  tokenKey(): Promise<string | null>
}

/** @param profile the value of `TREKK_PROFILE`: each profile has entries of its own */
export function keychainOf(profile: string): KeychainView {
  const service = `Trekk ${createHash('sha256').update(profile).digest('hex').slice(0, 12)}`
  return {
    async credentials(accountId) {
      const entry = await keytar.getPassword(service, `account ${accountId}`)
      return entry === null ? null : (JSON.parse(entry) as { clientId: string; clientSecret: string })
    },
    tokenKey: () => keytar.getPassword(service, 'token-key')
  }
}
