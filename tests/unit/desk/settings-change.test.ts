import { describe, expect, it } from 'vitest'
import { saveSettings } from '../../../electron/desk/settings-change'
import { SettingsStore } from '../../../electron/desk/settings-store'
import { openTestLedger, start } from '../ledger/support'

describe('the name of who is at the desk', () => {
  it('is remembered when another is given, and nobody where there was none', async () => {
    const ledger = await openTestLedger()
    const settings = new SettingsStore(ledger.folder)
    let now = start
    const parts = {
      ledger,
      settings,
      actor: () => ({ osUser: 'kari', operator: settings.settings.operatorName, requestId: 'request-1' }),
      clock: () => now
    }
    for (const operatorName of ['Kari', 'Kari', 'Ola', '', 'Siri']) {
      now += 1_000
      await saveSettings(parts, { ...settings.settings, operatorName }, () => undefined)
    }
    expect(await ledger.desk.operatorsSince(0)).toEqual(['Kari', 'Ola'])
    expect(await ledger.desk.operatorsSince(start + 3_001)).toEqual(['Ola'])
  })
})
