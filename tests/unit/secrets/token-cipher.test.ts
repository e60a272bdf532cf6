import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KeychainError } from '../../../electron/secrets/secret-store'
import type { SecretStore } from '../../../electron/secrets/secret-store'
import { SessionStore } from '../../../electron/secrets/session-store'
import { TokenCipher } from '../../../electron/secrets/token-cipher'

const context = { accountId: 'T12345678', cardId: 'card-1' }
const none = async (): Promise<boolean> => false
const some = async (): Promise<boolean> => true

/** Counts and delays, as a keychain does. */
class SlowStore extends SessionStore {
  reads = 0
  writes = 0
  override async get(key: string): Promise<string | null> {
    this.reads++
    await Promise.resolve()
    return super.get(key)
  }
  override async set(key: string, value: string): Promise<void> {
    this.writes++
    await Promise.resolve()
    return super.set(key, value)
  }
}

describe('sealing', () => {
  it('opens again, whatever the token', async () => {
    const cipher = new TokenCipher(new SessionStore(), none)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (token) => {
        expect(await cipher.open(await cipher.seal(token, context), context)).toBe(token)
      })
    )
  })

  it('never writes the same bytes twice', async () => {
    const cipher = new TokenCipher(new SessionStore(), none)
    const sealed = await Promise.all(Array.from({ length: 200 }, () => cipher.seal('token', context)))
    expect(new Set(sealed).size).toBe(200)
    expect(sealed.join()).not.toContain(Buffer.from('token').toString('base64').slice(0, 6))
  })

  it('opens after a restart with the key of the keychain', async () => {
    const store = new SessionStore()
    const sealed = await new TokenCipher(store, none).seal('token', context)
    expect(await new TokenCipher(store, some).open(sealed, context)).toBe('token')
    expect(Buffer.from((await store.get('token-key')) ?? '', 'base64')).toHaveLength(32)
  })
})

describe('a sealed token', () => {
  it.each([
    { accountId: 'T12345678', cardId: 'card-2' },
    { accountId: 'P12345678', cardId: 'card-1' },
    { accountId: 'T12345678","card-1', cardId: '' }
  ])('does not open for %o', async (other) => {
    const cipher = new TokenCipher(new SessionStore(), none)
    const sealed = await cipher.seal('token', context)
    await expect(cipher.open(sealed, other)).rejects.toMatchObject({ code: 'token_missing' })
  })

  it('does not open when any byte was changed or the end is missing', async () => {
    const cipher = new TokenCipher(new SessionStore(), none)
    const bytes = Buffer.from(await cipher.seal('a token', context), 'base64')
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      await expect(cipher.open(changed.toString('base64'), context)).rejects.toMatchObject({
        code: 'token_missing'
      })
      const cut = bytes.subarray(0, index).toString('base64')
      await expect(cipher.open(cut, context)).rejects.toMatchObject({ code: 'token_missing' })
    }
  })

  it('does not open with another key, and the error names neither key nor token', async () => {
    const sealed = await new TokenCipher(new SessionStore(), none).seal('token-value', context)
    const other = new TokenCipher(new SessionStore(), none)
    await other.seal('x', context)
    const error: unknown = await other.open(sealed, context).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'token_missing' })
    expect(String(error)).not.toContain('token-value')
  })
})

describe('the key', () => {
  it('is made once however many seal at first', async () => {
    const store = new SlowStore()
    const cipher = new TokenCipher(store, none)
    const sealed = await Promise.all(Array.from({ length: 20 }, () => cipher.seal('token', context)))
    expect(store.writes).toBe(1)
    await Promise.all(sealed.map((each) => cipher.open(each, context)))
    expect(store.reads).toBe(2)
  })

  it('is never made while opening', async () => {
    const store = new SlowStore()
    const sealed = await new TokenCipher(new SessionStore(), none).seal('token', context)
    await expect(new TokenCipher(store, none).open(sealed, context)).rejects.toMatchObject({
      code: 'secret_missing'
    })
    expect(store.writes).toBe(0)
  })

  it('is never made while sealing when tokens were sealed before', async () => {
    const store = new SlowStore()
    await expect(new TokenCipher(store, some).seal('token', context)).rejects.toMatchObject({
      code: 'secret_missing'
    })
    expect(store.writes).toBe(0)
  })

  it('may be made by a seal beside an open that finds none', async () => {
    const cipher = new TokenCipher(new SlowStore(), none)
    const sealed = await new TokenCipher(new SessionStore(), none).seal('token', context)
    const [opened, kept] = await Promise.allSettled([
      cipher.open(sealed, context),
      cipher.seal('token', context)
    ])
    expect([opened.status, kept.status]).toStrictEqual(['rejected', 'fulfilled'])
  })

  it('that is damaged is missing', async () => {
    const store = new SessionStore()
    await store.set('token-key', 'c2hvcnQ=')
    await expect(new TokenCipher(store, none).seal('token', context)).rejects.toMatchObject({
      code: 'secret_missing'
    })
  })

  it('that the keychain did not keep is not used', async () => {
    const forgetful: SecretStore = {
      get: async () => null,
      set: async () => undefined,
      delete: async () => undefined
    }
    await expect(new TokenCipher(forgetful, none).seal('token', context)).rejects.toMatchObject({
      code: 'keychain_unavailable'
    })
  })

  it('is looked for again after the keychain was unlocked', async () => {
    const store = new SessionStore()
    let locked = true
    const lockable: SecretStore = {
      get: (key) => (locked ? Promise.reject(new KeychainError('locked', 'locked')) : store.get(key)),
      set: (key, value) => store.set(key, value),
      delete: (key) => store.delete(key)
    }
    const cipher = new TokenCipher(lockable, none)
    await expect(cipher.seal('token', context)).rejects.toMatchObject({ code: 'keychain_locked' })
    locked = false
    expect(await cipher.open(await cipher.seal('token', context), context)).toBe('token')
  })
})
