import type { AppStatus } from '../shared/ipc'
import type { Language, Settings } from '../shared/settings'
import type { Services } from './services'

/** The language in force: the setting, or the system's where we speak it. */
export function languageOf(settings: Settings, systemLocale: string): Language {
  if (settings.language !== 'system') return settings.language
  return /^(nb|nn|no)\b/i.test(systemLocale) ? 'nb' : 'en'
}

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
    language: languageOf(settings, systemLocale),
    environment: activeAccount?.environment ?? null,
    unresolvedCount: unresolved === null ? 0 : unresolved.total + unresolved.alarmCount,
    clockSkew: activeAccount === null ? null : services.accounts.clockSkewOf(activeAccount.id),
    osUser: services.osUser,
    storageNotice: storageNotice(services)
  }
}

function storageNotice({ ledger }: Services): AppStatus['storageNotice'] {
  if (ledger.isDamaged) return 'damage_found'
  return ledger.damagedSetAside === null ? null : 'damaged_set_aside'
}
