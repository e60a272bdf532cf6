import { z } from 'zod'

/** `T` and `P` plus eight digits: test and production share hosts, the id decides (docs/dintero.md 1). */
export const accountId = z.string().regex(/^[PT]\d{8}$/)

export const environments = ['production', 'test', 'training'] as const
export const environment = z.enum(environments)
export type Environment = z.infer<typeof environment>

/** The account id of training mode. It has the form of a test account and is never sent to Dintero. */
export const trainingAccountId = 'T00000000'

/** Which world an account's charges happen in. */
export function environmentOf(id: string): Environment {
  if (id === trainingAccountId) return 'training'
  return id.startsWith('P') ? 'production' : 'test'
}

/** Where the client secret is kept: the OS keychain, or memory until the app is closed. */
export const secretHome = z.enum(['keychain', 'session'])
export type SecretHome = z.infer<typeof secretHome>

/** Limits in minor units of one currency; above `confirmAbove` the amount is typed again, above `perCharge` or `perDay` it is refused. */
export const limits = z.object({
  confirmAbove: z.number().int().min(0),
  perCharge: z.number().int().min(0),
  perDay: z.number().int().min(0)
})
export type Limits = z.infer<typeof limits>

/** Countries whose people charge or are charged, ISO 3166 alpha-2: the Nordic ones, then their neighbours. */
export const countries = [
  ...(['NO', 'SE', 'DK', 'FI', 'IS', 'FO', 'GL', 'AX'] as const),
  ...(['EE', 'LV', 'LT', 'PL', 'DE', 'NL', 'BE', 'LU', 'FR', 'GB', 'IE'] as const),
  ...(['CH', 'AT', 'CZ', 'ES', 'PT', 'IT', 'US'] as const)
] as const
export const country = z.enum(countries)
export type Country = z.infer<typeof country>

export const accountSettings = z.object({
  /** How phone numbers without a calling code are read. Settings kept before there was a choice are Norwegian. */
  country: country.default('NO'),
  defaultCurrency: z.string().length(3),
  /** Sent as `url.callback_url` when it is not empty; HTTPS only (docs/dintero.md 8). */
  callbackUrl: z.string().max(500),
  /** Where a customer lands after paying by link; needed for payment links. */
  returnUrl: z.string().max(500),
  /** Payment profile for links; most accounts have `default`. */
  profileId: z.string().min(1).max(100),
  autoCapture: z.boolean(),
  /** Per currency code; a currency that is not listed uses the built-in limits. */
  limits: z.record(z.string(), limits)
})
export type AccountSettings = z.infer<typeof accountSettings>

export const accountView = z.object({
  id: accountId,
  name: z.string(),
  environment,
  clientId: z.string(),
  secretHome,
  /** False when the secret has gone from the keychain or the session: connect again. */
  connected: z.boolean(),
  settings: accountSettings
})
export type AccountView = z.infer<typeof accountView>

export const connectAccount = z.strictObject({
  accountId: z.string().trim().max(50),
  clientId: z.string().trim().max(200),
  clientSecret: z.string().max(1000),
  name: z.string().trim().max(100),
  secretHome
})
export type ConnectAccount = z.infer<typeof connectAccount>
