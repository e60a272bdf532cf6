import type { AccountSettings, Limits } from '../../shared/account'
import { isCurrency } from '../../shared/money'
import { fieldText } from '../../shared/text'
import { FieldChecks } from './field-checks'

/**
 * An account's settings as they may be kept.
 * @throws TrekkError `invalid_input` or `card_number_refused` with every field that is wrong
 */
export function checkedSettings(settings: AccountSettings): AccountSettings {
  const checked: AccountSettings = {
    ...settings,
    callbackUrl: fieldText(settings.callbackUrl),
    returnUrl: fieldText(settings.returnUrl),
    profileId: fieldText(settings.profileId)
  }
  const { callbackUrl, returnUrl, profileId, defaultCurrency } = checked
  const checks = new FieldChecks().required({ profileId }).plainTexts({ callbackUrl, returnUrl, profileId })
  if (!isCurrency(defaultCurrency)) checks.report('defaultCurrency', 'wrong_currency')
  if (callbackUrl !== '' && !isPublicHttps(callbackUrl)) checks.report('callbackUrl', 'malformed')
  if (returnUrl !== '' && !isPublicHttps(returnUrl)) checks.report('returnUrl', 'malformed')
  for (const [currency, limits] of Object.entries(checked.limits)) checkLimits(checks, currency, limits)
  checks.throwAny()
  return checked
}

function checkLimits(checks: FieldChecks, currency: string, limits: Limits): void {
  if (!isCurrency(currency)) checks.report(`limits.${currency}`, 'wrong_currency')
  if (limits.perCharge < limits.confirmAbove) checks.report(`limits.${currency}.perCharge`, 'too_small')
  if (limits.perDay < limits.perCharge) checks.report(`limits.${currency}.perDay`, 'too_small')
}

/** Dintero calls only HTTPS addresses and refuses localhost (docs/dintero.md 8). */
function isPublicHttps(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false
  return !/^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])\.?$/.test(url.hostname)
}
