import type { AccountSettings, Limits } from '../../shared/account'
import type { AuditAction, AuditEntry } from '../../shared/audit'
import { isCurrency } from '../../shared/money'
import { defaultLimits } from './defaults'

interface Change {
  readonly action: AuditAction
  readonly facts: AuditEntry['facts']
}

/**
 * What the audit trail says of new settings: one entry for all plain settings that differ, and one for each currency
 * whose limits in force differ. Limits are minor units.
 */
export function settingsChanges(before: AccountSettings, after: AccountSettings): readonly Change[] {
  const facts = differences(plain(before), plain(after))
  const changed: Change[] =
    Object.keys(facts).length === 0 ? [] : [{ action: 'account_settings_changed', facts }]
  const named = new Set([...Object.keys(before.limits), ...Object.keys(after.limits)])
  for (const currency of [...named].sort()) {
    const facts = differences(inForce(before, currency), inForce(after, currency))
    if (Object.keys(facts).length > 0)
      changed.push({ action: 'limits_changed', facts: { currency, ...facts } })
  }
  return changed
}

type Values = Readonly<Record<string, string | number | boolean>>

function plain({ limits: _limits, ...rest }: AccountSettings): Values {
  return rest
}

function inForce(settings: AccountSettings, currency: string): Values {
  const own: Limits | undefined = settings.limits[currency]
  if (own !== undefined) return { ...own }
  return isCurrency(currency) ? { ...defaultLimits(currency) } : {}
}

/** `{perDay: 5}` and `{perDay: 9}` give `{perDayBefore: 5, perDayAfter: 9}`. */
function differences(before: Values, after: Values): AuditEntry['facts'] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return Object.fromEntries(
    keys
      .filter((key) => before[key] !== after[key])
      .flatMap((key) => [
        [`${key}Before`, before[key] ?? null],
        [`${key}After`, after[key] ?? null]
      ])
  )
}
