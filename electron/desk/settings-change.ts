import type { Actor } from '../../shared/audit'
import { longest, textProblem } from '../../shared/fields'
import { TrekkError } from '../../shared/result'
import { settings as settingsShape, type Settings } from '../../shared/settings'
import type { Ledger } from '../ledger/ledger'
import type { SettingsStore } from './settings-store'

export interface SettingsChangeParts {
  readonly ledger: Ledger
  readonly settings: SettingsStore
  readonly actor: () => Actor
  /** ms since 1970 UTC */
  readonly clock: () => number
}

/**
 * Saves the app's settings and audits what changed, under the name of whoever was at the desk before.
 * @throws TrekkError `invalid_input` or `card_number_refused` at `operatorName`; `storage_*` when one of the two cannot
 * be written, and then nothing changed
 */
export async function saveSettings(
  { ledger, settings, actor, clock }: SettingsChangeParts,
  next: Settings,
  apply: (settings: Settings) => void
): Promise<Settings> {
  checkOperator(next.operatorName)
  const before = settings.settings
  const by = actor()
  await ledger.write(async ({ audit, desk }) => {
    const left = before.operatorName
    if (left !== '' && left !== next.operatorName) await desk.operatorLeft(left, clock())
    for (const key of settingsShape.keyof().options) {
      if (before[key] === next[key]) continue
      await audit.append({
        at: clock(),
        ...by,
        accountId: null,
        action: 'settings_changed',
        subject: key,
        facts: { before: before[key], after: next[key] }
      })
    }
    // Last, inside: a file that cannot be written takes the entries back.
    saveFile(settings, next)
  })
  apply(next)
  return next
}

function saveFile(settings: SettingsStore, next: Settings): void {
  try {
    settings.saveSettings(next)
  } catch (error) {
    throw new TrekkError('storage_failed', 'the settings could not be written', { cause: error })
  }
}

function checkOperator(name: string): void {
  const problem = textProblem(name, longest.operatorName)
  if (problem === null) return
  const code = problem === 'card_number' ? 'card_number_refused' : 'invalid_input'
  throw new TrekkError(code, `the operator's name was refused: ${problem}`, {
    fields: [{ field: 'operatorName', problem }]
  })
}
