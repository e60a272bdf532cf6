import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { putNewLedger } from '../../support/new-ledger'
import type { ConnectAccount, SecretHome } from '../../../shared/account'
import type { AuditEntry } from '../../../shared/audit'
import { AccountSecrets } from '../../../electron/accounts/account-secrets'
import { AccountService } from '../../../electron/accounts/account-service'
import { CardService } from '../../../electron/accounts/card-service'
import { TokenSeals } from '../../../electron/accounts/token-seals'
import { Training, type DinteroFactory } from '../../../electron/accounts/training'
import { DinteroClient } from '../../../electron/dintero/client'
import type { Timeouts } from '../../../electron/dintero/client-options'
import { openLedger, type Ledger } from '../../../electron/ledger/ledger'
import { KeychainError, type KeychainKind, type SecretStore } from '../../../electron/secrets/secret-store'
import { SessionStore } from '../../../electron/secrets/session-store'
import { createSimulator, type Simulator } from '../../../electron/simulator/simulator'

export const noon = Date.UTC(2026, 10, 22, 12)
export const account = 'T12345678'
export const credentials = { clientId: 'client-1', clientSecret: 'hush-hush' }

/** A keychain in memory that fails when told to, and counts how often it was asked. */
export class TestKeychain implements SecretStore {
  readonly inner = new SessionStore()
  asked = 0
  fails: KeychainKind | null = null

  async get(key: string): Promise<string | null> {
    this.#ask()
    return this.inner.get(key)
  }

  async set(key: string, value: string): Promise<void> {
    this.#ask()
    await this.inner.set(key, value)
  }

  async delete(key: string): Promise<void> {
    this.#ask()
    await this.inner.delete(key)
  }

  #ask(): void {
    this.asked += 1
    if (this.fails !== null) throw new KeychainError(this.fails, 'told to fail')
  }
}

/** One run of the app's services over a real ledger file and a real simulator. */
export interface Desk {
  readonly folder: string
  readonly keychain: TestKeychain
  readonly simulator: Simulator
  readonly ledger: Ledger
  readonly accounts: AccountService
  readonly cards: CardService
  readonly training: Training
  connect(change?: Partial<ConnectAccount>): ReturnType<AccountService['connect']>
  /** Oldest first. */
  audit(): Promise<AuditEntry[]>
  /** Closes this run and begins another: same folder, same keychain, memory gone. */
  restart(): Promise<Desk>
  close(): Promise<void>
}

/** @param timeouts ms; only for a test that waits for one to pass */
export async function openDesk(timeouts: Partial<Timeouts> = {}): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'trekk-accounts-'))
  await putNewLedger(folder)
  const simulator = createSimulator({ clock: () => noon, seed: 'accounts' })
  const { url } = await simulator.start()
  simulator.addClient({ accountId: account, ...credentials })
  return run({ folder, keychain: new TestKeychain(), simulator, url, timeouts })
}

/** What outlives a run. */
interface Surroundings {
  readonly folder: string
  readonly keychain: TestKeychain
  readonly simulator: Simulator
  readonly url: string
  readonly timeouts: Partial<Timeouts>
}

async function run(surroundings: Surroundings): Promise<Desk> {
  const { folder, keychain, simulator, url, timeouts } = surroundings
  const clock = (): number => noon
  const ledger = await openLedger({ folder, clock })
  const stores: Record<SecretHome, SecretStore> = { keychain, session: new SessionStore() }
  const actor = (): { osUser: string; operator: string; requestId: string } => ({
    osUser: 'kari',
    operator: 'Kari N.',
    requestId: 'request-1'
  })
  const createDintero: DinteroFactory = (accountId, credentials, baseUrl = `${url}/v1`) =>
    new DinteroClient({
      accountId,
      credentials,
      clock,
      version: '0.0.0',
      baseUrls: { checkout: baseUrl, api: baseUrl },
      timeouts: { retryDelay: 1, ...timeouts }
    })
  const training = new Training({
    ledger,
    createDintero,
    actor,
    clock,
    storePath: join(folder, 'training.jsonl'),
    accountName: () => 'Training'
  })
  const accounts = new AccountService({
    ledger,
    secrets: new AccountSecrets(stores),
    createDintero,
    training,
    actor,
    clock
  })
  let cards = 0
  const newId = (): string => `card-${(cards += 1)}`
  const seals = new TokenSeals(stores, ledger)
  const service = new CardService({ ledger, accounts, seals, training, actor, clock, newId })
  const endRun = async (): Promise<void> => {
    await training.stop()
    await ledger.close()
  }
  return {
    folder,
    keychain,
    simulator,
    ledger,
    accounts,
    training,
    cards: service,
    connect: (change = {}) =>
      accounts.connect({
        accountId: account,
        ...credentials,
        name: 'Butikken',
        secretHome: 'keychain',
        ...change
      }),
    audit: async () => {
      const all = { search: '', actions: [], from: null, to: null, offset: 0, limit: 1000 }
      return (await ledger.reads.listAudit(all)).rows.toReversed()
    },
    restart: async () => {
      await endRun()
      return run(surroundings)
    },
    close: async () => {
      await endRun()
      await simulator.stop()
      await rm(folder, { recursive: true, force: true })
    }
  }
}
