import type { AccountSettings, Limits } from '../../shared/account'
import { amountStep, isCurrency, type Currency } from '../../shared/money'

/** What an account starts with. Captured at once: staff charge for what is already delivered or agreed. */
export const defaultAccountSettings: AccountSettings = {
  country: 'NO',
  defaultCurrency: 'NOK',
  callbackUrl: '',
  returnUrl: '',
  profileId: 'default',
  autoCapture: true,
  limits: {}
}

/** About 5,000 kr each, in whole units of the currency. */
const confirmAboveUnits: Readonly<Record<Currency, number>> = {
  NOK: 5_000,
  SEK: 5_000,
  DKK: 5_000,
  EUR: 500,
  USD: 500,
  GBP: 500,
  CHF: 500,
  PLN: 2_000,
  ISK: 70_000,
  JPY: 75_000
}

/**
 * The limits of a currency the account has set none for: typed again above about 5,000 kr, refused above ten times
 * that, and refused when a day's charges together would pass a hundred times that.
 * @returns minor units
 * @throws RangeError for a currency that is not in `currencies`
 */
export function defaultLimits(currency: string): Limits {
  if (!isCurrency(currency)) throw new RangeError(`Unknown currency: ${currency}`)
  const confirmAbove = confirmAboveUnits[currency] * amountStep(currency)
  return { confirmAbove, perCharge: confirmAbove * 10, perDay: confirmAbove * 100 }
}

/** The limits in force, minor units: the account's own for this currency, else the built-in ones. */
export function limitsOf(settings: AccountSettings, currency: string): Limits {
  return settings.limits[currency] ?? defaultLimits(currency)
}
