import { keychainFailure } from './keychain-failure'
import { KeychainError } from './secret-store'
import type { SecretStore } from './secret-store'

/** The part of keytar that is used. Its `findCredentials` crashes on a locked item, so it is not. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

export interface KeytarStoreOptions {
  /** Tells profiles of the same person apart; empty for the usual one. */
  readonly profile: string
  /** A person may be answering an unlock prompt, so it is long. ms */
  readonly timeout?: number
  /** Told `true` when a call has taken `waitingAfter` ms, and `false` when that call has ended. */
  readonly onWaiting?: (waiting: boolean) => void
  /** ms */
  readonly waitingAfter?: number
  readonly platform?: NodeJS.Platform
  /** Loads keytar, at the first call: on a Linux without libsecret loading itself fails. */
  readonly load?: () => Promise<Keytar>
}

/** Windows takes 2560 bytes of UTF-16 (wincred.h, CRED_MAX_CREDENTIAL_BLOB_SIZE); less, for all, so that a secret fits everywhere. */
const longest = 1200

/** An entry of ours whose only use is to be written: see `#confirmedAbsent`. */
const witness = 'keychain-check'

/** The operating system's keychain: Secret Service, Keychain Access, Credential Manager. */
export class KeytarStore implements SecretStore {
  readonly #service: string
  readonly #options: KeytarStoreOptions
  #keytar: Promise<Keytar> | null = null
  /** One call at a time: a person should not see two unlock prompts. */
  #last: Promise<unknown> = Promise.resolve()
  /** Calls the operating system has not answered, whether or not somebody still waits for them. */
  #unanswered = 0

  constructor(options: KeytarStoreOptions) {
    this.#options = options
    this.#service = options.profile === '' ? 'Trekk' : `Trekk ${options.profile}`
  }

  async get(key: string): Promise<string | null> {
    const value = await this.#call((keytar) => keytar.getPassword(this.#service, key))
    return value ?? this.#confirmedAbsent(key)
  }

  async set(key: string, value: string): Promise<void> {
    if (value.length > longest)
      throw new KeychainError(
        'too_large',
        `a secret of ${value.length} characters does not fit in the keychain`
      )
    await this.#call((keytar) => keytar.setPassword(this.#service, key, value))
    const kept = await this.#call((keytar) => keytar.getPassword(this.#service, key))
    if (kept !== value) throw new KeychainError('unavailable', 'the keychain did not keep the secret')
  }

  async delete(key: string): Promise<void> {
    const deleted = await this.#call((keytar) => keytar.deletePassword(this.#service, key))
    if (!deleted && (await this.get(key)) !== null)
      throw new KeychainError('unavailable', 'the keychain did not delete the secret')
  }

  /**
   * True while the operating system owes an answer, a prompt nobody answers for instance. Such a call sits in a thread
   * that cannot be stopped, and keeps a process from ending by itself.
   */
  get isHeldUp(): boolean {
    return this.#unanswered > 0
  }

  /**
   * On Linux keytar answers "no such entry" also when the keychain is locked and the prompt was dismissed or could
   * not be shown. Only a write fails then, so a write tells the two apart; and as it may have unlocked the
   * keychain, the question is asked again after it.
   */
  async #confirmedAbsent(key: string): Promise<string | null> {
    if ((this.#options.platform ?? process.platform) !== 'linux') return null
    await this.#call((keytar) => keytar.setPassword(this.#service, witness, 'ok'))
    return this.#call((keytar) => keytar.getPassword(this.#service, key))
  }

  /** @throws KeychainError for whatever happens, and `locked` when the time is up: most likely a prompt nobody answered */
  async #call<T>(ask: (keytar: Keytar) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => this.#bounded(ask))
    this.#last = turn.catch(() => undefined)
    return turn
  }

  async #bounded<T>(ask: (keytar: Keytar) => Promise<T>): Promise<T> {
    const { timeout = 60_000, waitingAfter = 2_000, onWaiting } = this.#options
    let told = false
    const tell = setTimeout(() => {
      told = true
      onWaiting?.(true)
    }, waitingAfter)
    let end: NodeJS.Timeout | undefined
    const tooLate = new Promise<never>((_resolve, reject) => {
      end = setTimeout(
        () => reject(new KeychainError('locked', `the keychain did not answer within ${timeout} ms`)),
        timeout
      )
    })
    try {
      return await Promise.race([this.#ask(ask), tooLate])
    } catch (error) {
      throw keychainFailure(error)
    } finally {
      clearTimeout(tell)
      clearTimeout(end)
      if (told) onWaiting?.(false)
    }
  }

  async #ask<T>(ask: (keytar: Keytar) => Promise<T>): Promise<T> {
    const keytar = await this.#load()
    this.#unanswered += 1
    try {
      return await ask(keytar)
    } finally {
      this.#unanswered -= 1
    }
  }

  /** A failed load is tried again at the next call: libsecret may have been installed meanwhile. */
  async #load(): Promise<Keytar> {
    this.#keytar ??= (this.#options.load ?? loadKeytar)()
    try {
      return await this.#keytar
    } catch (error) {
      this.#keytar = null
      throw error
    }
  }
}

/** keytar is CommonJS: its functions hang on the default export. */
async function loadKeytar(): Promise<Keytar> {
  return (await import('keytar')).default
}
