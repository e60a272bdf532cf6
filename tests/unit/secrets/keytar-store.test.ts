import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { KeytarStore } from '../../../electron/secrets/keytar-store'
import type { Keytar, KeytarStoreOptions } from '../../../electron/secrets/keytar-store'

/** libsecret as it was seen to behave: a locked keychain reads as empty and refuses writes. */
class FakeKeytar implements Keytar {
  readonly values = new Map<string, string>()
  locked = false
  forgets = false

  async getPassword(service: string, account: string): Promise<string | null> {
    return this.locked ? null : (this.values.get(`${service}/${account}`) ?? null)
  }
  async setPassword(service: string, account: string, password: string): Promise<void> {
    if (this.locked) throw new Error('Cannot create an item in a locked collection')
    if (!this.forgets) this.values.set(`${service}/${account}`, password)
  }
  async deletePassword(service: string, account: string): Promise<boolean> {
    return !this.locked && this.values.delete(`${service}/${account}`)
  }
}

function storeOver(keytar: Keytar, options: Partial<KeytarStoreOptions> = {}): KeytarStore {
  return new KeytarStore({ profile: '', platform: 'linux', load: async () => keytar, ...options })
}

function failingWith(message: string): Keytar {
  const fail = (): Promise<never> => Promise.reject(new Error(message))
  return { getPassword: fail, setPassword: fail, deletePassword: fail }
}

describe('the keychain', () => {
  it('keeps, gives back and forgets', async () => {
    const keytar = new FakeKeytar()
    const store = storeOver(keytar)
    await store.set('secret:T1', 'value')
    expect(keytar.values.get('Trekk/secret:T1')).toBe('value')
    expect(await store.get('secret:T1')).toBe('value')
    await store.delete('secret:T1')
    expect(await store.get('secret:T1')).toBeNull()
    await store.delete('secret:T1')
  })

  it('is apart for each profile', async () => {
    const keytar = new FakeKeytar()
    await storeOver(keytar, { profile: 'a1' }).set('key', 'one')
    await storeOver(keytar, { profile: 'b2' }).set('key', 'two')
    expect(await storeOver(keytar, { profile: 'a1' }).get('key')).toBe('one')
    expect(await storeOver(keytar).get('key')).toBeNull()
  })

  it('is not believed before the secret was read back', async () => {
    const keytar = new FakeKeytar()
    keytar.forgets = true
    await expect(storeOver(keytar).set('key', 'value')).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('is not even asked to keep what does not fit', async () => {
    const store = storeOver(new FakeKeytar())
    await store.set('key', 'x'.repeat(1200))
    await expect(store.set('key', 'x'.repeat(1201))).rejects.toMatchObject({
      kind: 'too_large',
      code: 'keychain_too_large'
    })
  })
})

describe('a locked Linux keychain, which reads as empty', () => {
  it('is told from an absent secret', async () => {
    const keytar = new FakeKeytar()
    const store = storeOver(keytar)
    await store.set('key', 'value')
    keytar.locked = true
    await expect(store.get('key')).rejects.toMatchObject({ kind: 'locked', code: 'keychain_locked' })
    await expect(store.delete('key')).rejects.toMatchObject({ kind: 'locked' })
    keytar.locked = false
    expect(await store.get('key')).toBe('value')
  })

  it('that is unlocked by the second prompt gives the secret', async () => {
    const keytar = new FakeKeytar()
    const store = storeOver(keytar)
    await store.set('key', 'value')
    keytar.locked = true
    const set = keytar.setPassword.bind(keytar)
    keytar.setPassword = async (...args) => {
      keytar.locked = false
      return set(...args)
    }
    expect(await store.get('key')).toBe('value')
  })

  it('is no concern elsewhere, so nothing is written there', async () => {
    const keytar = new FakeKeytar()
    expect(await storeOver(keytar, { platform: 'darwin' }).get('key')).toBeNull()
    expect(keytar.values.size).toBe(0)
  })
})

describe('failures', () => {
  it.each([
    ['The name org.freedesktop.secrets was not provided by any .service files', 'missing'],
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'missing'],
    ['Could not connect: No such file or directory', 'missing'],
    ['Failed to load keytar native addon, checked [] on linux-x64', 'missing'],
    ['libsecret-1.so.0: cannot open shared object file: No such file or directory', 'missing'],
    ['Cannot create an item in a locked collection', 'locked'],
    ['Cannot get secret of a locked object', 'locked'],
    ['User interaction is not allowed.', 'locked'],
    ['User canceled the operation.', 'denied'],
    ['Prompt was dismissed', 'denied'],
    ['Access is denied.', 'denied'],
    ['The user name or passphrase you entered is not correct.', 'denied'],
    ['The stub received bad data.', 'too_large'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'unavailable'],
    ['An unknown error occurred.', 'unavailable'],
    ['', 'unavailable']
  ])('"%s" is %s', async (message, kind) => {
    const store = storeOver(failingWith(message))
    for (const call of [store.get('key'), store.set('key', 'value'), store.delete('key')])
      await expect(call).rejects.toMatchObject({ name: 'KeychainError', kind, code: `keychain_${kind}` })
  })

  it('to load are missing, and loading is tried again', async () => {
    let installed = false
    const keytar = new FakeKeytar()
    const store = storeOver(keytar, {
      load: async () => {
        if (!installed) throw new Error('Failed to load keytar native addon')
        return keytar
      }
    })
    await expect(store.get('key')).rejects.toMatchObject({ kind: 'missing' })
    installed = true
    expect(await store.get('key')).toBeNull()
  })

  it('do not stop the calls after them', async () => {
    const keytar = new FakeKeytar()
    const store = storeOver(keytar)
    keytar.locked = true
    const first = store.set('key', 'value')
    const second = store.set('key', 'x'.repeat(2000))
    await expect(first).rejects.toMatchObject({ kind: 'locked' })
    await expect(second).rejects.toMatchObject({ kind: 'too_large' })
    keytar.locked = false
    await store.set('key', 'value')
  })
})

describe('waiting', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const silent: Keytar = {
    getPassword: () => new Promise(() => undefined),
    setPassword: () => new Promise(() => undefined),
    deletePassword: () => new Promise(() => undefined)
  }

  it('is told after two seconds and ends after sixty', async () => {
    const told: boolean[] = []
    const call = storeOver(silent, { onWaiting: (waiting) => void told.push(waiting) }).get('key')
    const failure = call.catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(1_999)
    expect(told).toStrictEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(told).toStrictEqual([true])
    await vi.advanceTimersByTimeAsync(58_000)
    expect(await failure).toMatchObject({ kind: 'locked' })
    expect(told).toStrictEqual([true, false])
  })

  it('is not told of a quick call, and leaves no timer behind', async () => {
    const told: boolean[] = []
    await storeOver(new FakeKeytar(), { onWaiting: (waiting) => void told.push(waiting) }).get('key')
    expect(vi.getTimerCount()).toBe(0)
    expect(told).toStrictEqual([])
  })

  it('is one prompt at a time', async () => {
    let open = 0
    let most = 0
    const counting: Keytar = {
      ...silent,
      getPassword: async () => {
        most = Math.max(most, ++open)
        await Promise.resolve()
        open--
        return 'value'
      }
    }
    const store = storeOver(counting)
    await Promise.all(Array.from({ length: 5 }, () => store.get('key')))
    expect(most).toBe(1)
  })
})
