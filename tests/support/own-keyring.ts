import { startKeyring, type KeyringSession, type KeyringState } from '../tooling/keyring-session.mjs'
import { test as base } from './fixtures'

/** Why a test that needs one is skipped elsewhere. */
export const noOwnKeyring = 'Only on Linux can a keychain of its own be made for a test.'

interface OwnKeyring {
  /** Starts a D-Bus session with a keychain in a state; give its `env` to the app. It ends with the test. */
  keyring: (state: KeyringState) => Promise<KeyringSession>
}

/** For tests that need a keychain of their own. */
export const test = base.extend<OwnKeyring>({
  keyring: async ({ browserName: _ }, use) => {
    const sessions: KeyringSession[] = []
    await use(async (state) => {
      const session = await startKeyring(state)
      sessions.push(session)
      return session
    })
    for (const session of sessions) await session.stop()
  }
})

export { expect } from './fixtures'
