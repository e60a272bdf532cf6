import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { formatMoney, isCurrency } from '../../shared/money'
import type { AppError } from '../../shared/result'
import { useLocale } from '../hooks/use-language'
import { fullTime, relativeTime, spanText } from '../time-format'

const money = z.number().int()
const currency = z.string().refine(isCurrency)
const time = z.number().int()
const count = z.number().int()
const oneHour = 3_600_000

/** What main says beside the code, by what it is about; amounts are minor units, times ms since 1970 UTC. */
const facts = z.union([
  z.object({ file: z.string() }),
  z.object({ limit: z.literal('charge'), allowed: money, currency }),
  z.object({ limit: z.literal('day'), allowed: money, charged: money, currency }),
  z.object({ blockedUntil: time }),
  z.object({ notBefore: time }),
  z.object({ failures: count, allowed: count, windowHours: count.min(1) }),
  z.object({ retryAfter: count.min(0) })
])

/** The figures behind a failure in a sentence: which limit, until when, how often. Null where main said none. */
export function errorFacts(
  t: TFunction<['charge', 'errors', 'common']>,
  locale: string,
  error: AppError
): string | null {
  const said = facts.safeParse(error.details).data
  if (said === undefined) return null
  if ('file' in said) return t('errors:facts.file', { file: said.file })
  if ('limit' in said) {
    const shown = (amount: number): string => formatMoney(amount, said.currency, locale)
    const allowed = shown(said.allowed)
    return said.limit === 'charge'
      ? t('errors:facts.limitOfCharge', { allowed })
      : t('errors:facts.limitOfDay', { allowed, charged: shown(said.charged) })
  }
  if ('blockedUntil' in said)
    return t('errors:facts.blockedUntil', { time: fullTime(said.blockedUntil, locale) })
  if ('notBefore' in said) return t('errors:facts.notBefore', { time: fullTime(said.notBefore, locale) })
  if ('retryAfter' in said)
    return t('errors:facts.retryAfter', { when: relativeTime(said.retryAfter, 0, locale) })
  const { failures, allowed, windowHours } = said
  return t('errors:facts.attempts', { failures, allowed, window: spanText(windowHours * oneHour, locale) })
}

/** See `errorFacts`; nothing where there are none. */
export function ErrorFacts({ error }: { readonly error: AppError }) {
  const { t } = useTranslation(['charge', 'errors', 'common'])
  const words = errorFacts(t, useLocale(), error)
  return words === null ? null : <p>{words}</p>
}
