import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Brand, CardView } from '../../shared/card'
import { useLocale } from '../hooks/use-language'
import { shortTime } from '../time-format'

/** What is to be known of a card before it is charged. A blocked one is refused; an expired one may be charged. */
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
  const locale = useLocale()
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
      expiry: ({ expiry, expired }) => {
        if (expiry === null) return t('card.noExpiry')
        return expired ? t('card.expired', { expiry }) : t('card.expires', { expiry })
      },
      trouble: ({ expired, expiry, blockedUntil }) => {
        const now = Date.now()
        if (blockedUntil !== null && blockedUntil > now) return blocked(blockedUntil, now)
        if (!expired) return null
        // The bank may have renewed the card under the same token, so this warns and does not forbid.
        const date = { expiry: expiry ?? '' }
        return { kind: 'expired', short: t('card.expired', date), long: t('card.expiredHint', date) }
      }
    }
  }, [t, locale])
}
