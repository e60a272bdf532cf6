import { randomUUID } from 'node:crypto'
import { limitsOf } from '../../electron/accounts/defaults'
import { composeCharging, type Charging } from '../../electron/charging/compose'
import { DinteroClient } from '../../electron/dintero/client'
import type { Ledger } from '../../electron/ledger/ledger'
import { defaultSettings } from '../../shared/settings'
import { client, type RunningSimulator } from './dintero'
import { usedCard } from './used-ledger'

/** The charging engine over a ledger of `writeUsedLedger`, composed as the app does, without the app. */
export function engine(ledger: Ledger, dintero: RunningSimulator): Charging {
  const { accountId, clientId, clientSecret } = client
  const speaker = new DinteroClient({
    accountId,
    baseUrls: { checkout: dintero.url, api: dintero.url },
    credentials: () => Promise.resolve({ clientId, clientSecret }),
    clock: Date.now,
    version: 'test'
  })
  return composeCharging({
    ledger,
    dinteroFor: () => Promise.resolve(speaker),
    openToken: () => Promise.resolve(usedCard.token),
    limitsOf,
    clock: Date.now,
    ids: randomUUID,
    actor: () => ({ osUser: 'kari', operator: 'Kari', requestId: 'request' }),
    settings: () => defaultSettings,
    onChange: () => undefined,
    onLink: () => undefined,
    onModification: () => undefined,
    storeCard: () => Promise.reject(new Error('nothing is enrolled here')),
    onInFlight: () => undefined,
    pause: () => Promise.resolve(),
    timer: () => () => undefined,
    under: (_id, work) => work(),
    onError: (error) => {
      throw error
    }
  })
}
