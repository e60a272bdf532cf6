import { settings as settingsShape, type Settings } from '../shared/settings'
import { TrekkError } from '../shared/result'
import { containsCardNumber, hasControlCharacters } from '../shared/text'
import type { Services } from './services'

/**
 * Saves the app's settings and audits what changed.
 * @throws TrekkError `invalid_input` or `card_number_refused` at `operatorName`; `storage_failed` when the file cannot
 * be written, and then nothing changed
 */
export async function saveSettings(
  services: Services,
  next: Settings,
  apply: (settings: Settings) => void
): Promise<Settings> {
  checkOperator(next.operatorName)
  const before = services.settings.settings
  try {
    services.settings.saveSettings(next)
  } catch (error) {
    throw new TrekkError('storage_failed', 'the settings could not be written', { cause: error })
  }
  apply(next)
  for (const key of settingsShape.keyof().options) {
    if (before[key] === next[key]) continue
    await services.ledger.audit.append({
      at: services.clock(),
      osUser: services.osUser,
      operator: before.operatorName,
      requestId: services.context.requestId,
      accountId: null,
      action: 'settings_changed',
      subject: key,
      facts: { before: before[key], after: next[key] }
    })
  }
  return next
}

function checkOperator(name: string): void {
  if (containsCardNumber(name)) {
    throw new TrekkError('card_number_refused', 'the operator name holds a card number', {
      fields: [{ field: 'operatorName', problem: 'card_number' }]
    })
  }
  if (hasControlCharacters(name)) {
    throw new TrekkError('invalid_input', 'the operator name holds control characters', {
      fields: [{ field: 'operatorName', problem: 'control_characters' }]
    })
  }
}
