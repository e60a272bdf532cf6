import type { AppStatus } from '../shared/ipc'
import { languageInForce } from '../shared/languages'
import type { Services } from './services'

/** What the window needs to know at once. */
export async function readStatus(services: Services, systemLocale: string): Promise<AppStatus> {
  const [accounts, activeAccount] = await Promise.all([services.accounts.list(), services.accounts.active()])
  const unresolved = activeAccount === null ? null : await services.charges.unresolved()
  const { settings } = services.settings
  return {
    version: services.version,
    simulated: services.simulated,
    activeAccount,
    accounts,
    settings,
    language: languageInForce(settings.language, systemLocale),
    environment: activeAccount?.environment ?? null,
    unresolvedCount:
      unresolved === null ? 0 : unresolved.total + unresolved.modifications.length + unresolved.alarmCount,
    clockSkew: activeAccount === null ? null : services.accounts.clockSkewOf(activeAccount.id),
    osUser: services.osUser,
    storageNotice: storageNotice(services)
  }
}

function storageNotice({ ledger }: Services): AppStatus['storageNotice'] {
  if (ledger.isDamaged) return 'damage_found'
  return ledger.damagedSetAside === null ? null : 'damaged_set_aside'
}
