import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { formatMoney, isCurrency } from '../../shared/money'
import type { AppError } from '../../shared/result'
import { useLocale } from '../hooks/use-language'

const money = z.number().int()
const currency = z.string().refine(isCurrency)

/** What main says of the limit that was met; amounts are minor units. */
const overLimit = z.discriminatedUnion('limit', [
  z.object({ limit: z.literal('charge'), allowed: money, currency }),
  z.object({ limit: z.literal('day'), allowed: money, charged: money, currency })
])

/** Which limit stopped a charge, and how much it is; null for any other error, and where main did not say. */
export function limitWords(t: TFunction<'charge'>, locale: string, error: AppError): string | null {
  const details = error.code === 'over_limit' ? overLimit.safeParse(error.details).data : undefined
  if (details === undefined) return null
  const shown = (amount: number): string => formatMoney(amount, details.currency, locale)
  const allowed = shown(details.allowed)
  return details.limit === 'charge'
    ? t('limit.charge', { allowed })
    : t('limit.day', { allowed, charged: shown(details.charged) })
}

/** Says which limit stopped a charge, in the page's language; see `limitWords`. */
export function useLimitWords(): (error: AppError) => string | null {
  const { t } = useTranslation('charge')
  const locale = useLocale()
  return useCallback((error) => limitWords(t, locale, error), [t, locale])
}

/** The limit that stopped a charge, with its money; nothing for any other error. */
export function LimitText({ error }: { readonly error: AppError }) {
  const words = useLimitWords()(error)
  return words === null ? null : <p>{words}</p>
}
