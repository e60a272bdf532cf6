import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { CardService } from '../../electron/accounts/card-service'
import { defaultAccountSettings } from '../../electron/accounts/defaults'
import { TokenSeals } from '../../electron/accounts/token-seals'
import { composeCharging, type Charging } from '../../electron/charging/compose'
import { DinteroClient } from '../../electron/dintero/client'
import type { Dintero } from '../../electron/dintero/dintero'
import { openLedger, type Ledger } from '../../electron/ledger/ledger'
import { SessionStore } from '../../electron/secrets/session-store'
import { defaultSettings } from '../../shared/settings'

export const benchAccount = 'T87654321'
export const benchClient = { clientId: 'bench', clientSecret: randomBytes(16).toString('hex') }
const unlimited = { confirmAbove: 2_147_483_647, perCharge: 2_147_483_647, perDay: Number.MAX_SAFE_INTEGER }

export interface BenchServices {
  readonly accountId: string
  readonly ledger: Ledger
  readonly cards: CardService
  readonly charges: Charging['service']
  readonly engine: Charging['engine']
  readonly reconciler: Charging['reconciler']
  readonly dintero: Dintero
  close(): Promise<void>
}

/**
 * The app's services as its composition root builds them, under plain Node: the real ledger on the disk, the real
 * client. Secrets are in memory, and nothing asks about limits.
 * @param url a simulator's address ending in `/v1`
 * @param duplicateWindowHours see `Settings`; 0 asks about no duplicates
 */
export async function openServicesWithoutElectron(
  folder: string,
  url = 'http://127.0.0.1:9/v1',
  duplicateWindowHours = 0
): Promise<BenchServices> {
  const clock = Date.now
  const ledger = await openLedger({ folder, clock })
  await ledger.write(async ({ accounts, desk }) => {
    const secretHome = 'session' as const
    const account = { id: benchAccount, name: 'Bench', clientId: benchClient.clientId, secretHome }
    await accounts.insert({ ...account, settings: defaultAccountSettings, createdAt: clock() })
    await desk.setActiveAccount(benchAccount)
  })
  const dintero = new DinteroClient({
    accountId: benchAccount,
    baseUrls: { checkout: url, api: url },
    credentials: () => Promise.resolve(benchClient),
    clock,
    version: 'bench',
    log: { info: () => undefined }
  })
  const actor = () => ({ osUser: 'bench', operator: '', requestId: 'bench' })
  const stores = { keychain: new SessionStore(), session: new SessionStore() }
  const cards = new CardService({
    ledger,
    accounts: {
      requireActive: async () => {
        const account = await ledger.accounts.get(benchAccount)
        if (account === null) throw new Error('the account is gone')
        return account
      },
      dinteroFor: () => Promise.resolve(dintero)
    },
    seals: new TokenSeals(stores, ledger),
    training: { tokenOf: () => Promise.resolve(null) },
    actor,
    clock,
    newId: randomUUID
  })
  const {
    service: charges,
    engine,
    reconciler
  } = composeCharging({
    ledger,
    dinteroFor: () => Promise.resolve(dintero),
    openToken: (cardId, kind) => cards.openToken(cardId, kind),
    limitsOf: () => unlimited,
    clock,
    ids: randomUUID,
    actor,
    settings: () => ({ ...defaultSettings, duplicateWindowHours }),
    onChange: () => undefined,
    onLink: () => undefined,
    onModification: () => undefined,
    storeCard: () => Promise.reject(new Error('nothing is enrolled here')),
    onInFlight: () => undefined,
    pause: (ms) => pause(ms),
    timer: (work, ms) => {
      const set = setTimeout(work, ms)
      return () => clearTimeout(set)
    },
    under: (_id, work) => work(),
    onError: (error) => {
      throw error
    }
  })
  return {
    accountId: benchAccount,
    ledger,
    cards,
    charges,
    engine,
    reconciler,
    dintero,
    async close() {
      await reconciler.stop()
      await ledger.close()
    }
  }
}
