import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Brand, CardView } from '../../shared/card'
import { localeOf, useLanguage } from '../hooks/use-language'
import { shortTime } from '../time-format'

/** A card that cannot be charged now, and why in words. */
export interface CardTrouble {
  readonly kind: 'expired' | 'blocked'
  readonly short: string
  readonly long: string
}

export interface CardWords {
  readonly name: (card: { readonly customerName: string }) => string
  /** `Visa •••• 0416` */
  readonly ending: (card: { readonly brand: Brand; readonly lastFour: string }) => string
  readonly expiry: (card: CardView) => string
  readonly trouble: (card: CardView) => CardTrouble | null
}

/** How cards are spoken of, everywhere the same. */
export function useCardWords(): CardWords {
  const { t } = useTranslation(['charge', 'common'])
  const locale = localeOf[useLanguage()]
  return useMemo(() => {
    const blocked = (until: number, now: number): CardTrouble => {
      const date = shortTime(until, now, locale)
      return { kind: 'blocked', short: t('card.blocked', { date }), long: t('card.blockedHint', { date }) }
    }
    return {
      name: ({ customerName }) => customerName || t('card.noName'),
      ending: ({ brand, lastFour }) =>
        lastFour === ''
          ? t('card.endingUnknown', { brand: t(`common:brand.${brand}`) })
          : t('card.ending', { brand: t(`common:brand.${brand}`), lastFour }),
      expiry: ({ expiry }) => (expiry === null ? t('card.noExpiry') : t('card.expires', { expiry })),
      trouble: ({ expired, expiry, blockedUntil }) => {
        if (expired) {
          return {
            kind: 'expired',
            short: t('card.expired', { expiry: expiry ?? '' }),
            long: t('card.expiredHint')
          }
        }
        const now = Date.now()
        return blockedUntil === null || blockedUntil <= now ? null : blocked(blockedUntil, now)
      }
    }
  }, [t, locale])
}
