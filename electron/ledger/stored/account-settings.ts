import { z } from 'zod'
import { countries, type AccountSettings } from '../../../shared/account'
import { readStored, writeStored } from './versioned'

const amount = z.number().int().min(0)
const limits = z.object({ confirmAbove: amount, perCharge: amount, perDay: amount })

/** What cannot be read becomes the careful default; a currency whose limits cannot be read has the built-in ones. */
const settings = z.object({
  country: z.enum(countries).catch('NO'),
  defaultCurrency: z.string().length(3).catch('NOK'),
  callbackUrl: z.string().catch(''),
  returnUrl: z.string().catch(''),
  profileId: z.string().min(1).catch('default'),
  autoCapture: z.boolean().catch(true),
  limits: z
    .record(z.string(), z.unknown())
    .catch({})
    .transform((all) =>
      Object.fromEntries(
        Object.entries(all).flatMap(([currency, each]) => {
          const read = limits.safeParse(each)
          return read.success ? [[currency, read.data]] : []
        })
      )
    )
})

export function writeAccountSettings(value: AccountSettings): string {
  return writeStored(1, value)
}

export function readAccountSettings(text: string): AccountSettings {
  const value = readStored(text)?.value
  return settings.parse(typeof value === 'object' && value !== null ? value : {})
}
