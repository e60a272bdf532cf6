import { randomUUID } from 'node:crypto'
import { limitsOf } from '../../electron/accounts/defaults'
import { ChargeService } from '../../electron/charging/charge-service'
import { Reconciler } from '../../electron/charging/reconciler'
import { DinteroClient } from '../../electron/dintero/client'
import type { Ledger } from '../../electron/ledger/database'
import { defaultSettings } from '../../shared/settings'
import { client, type RunningSimulator } from './dintero'
import { usedCard } from './used-ledger'

/** The charging engine over a ledger of `writeUsedLedger`, composed as the app does, without the app. */
export function engine(
  ledger: Ledger,
  dintero: RunningSimulator
): { service: ChargeService; reconciler: Reconciler } {
  const { accountId, clientId, clientSecret } = client
  const speaker = new DinteroClient({
    accountId,
    baseUrls: { checkout: dintero.url, api: dintero.url },
    credentials: () => Promise.resolve({ clientId, clientSecret }),
    clock: Date.now,
    version: 'test'
  })
  const service = new ChargeService({
    ledger,
    dinteroFor: () => Promise.resolve(speaker),
    openToken: () => Promise.resolve(usedCard.token),
    limitsOf,
    clock: Date.now,
    ids: randomUUID,
    actor: () => ({ osUser: 'kari', operator: 'Kari' }),
    settings: () => defaultSettings,
    onChange: () => undefined,
    pause: () => Promise.resolve()
  })
  const onError = (error: unknown): never => {
    throw error
  }
  const reconciler = new Reconciler({
    service,
    ledger,
    clock: Date.now,
    ids: randomUUID,
    timer: () => () => undefined,
    onError
  })
  return { service, reconciler }
}
