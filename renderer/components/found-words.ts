import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundTransaction } from '../../shared/found-transaction'
import { formatMoney, isCurrency } from '../../shared/money'
import { knownStatus } from '../../shared/standing'
import { dinteroName } from '../dintero-name'
import { useLocale } from '../hooks/use-language'
import { shortTime } from '../time-format'

export interface FoundWords {
  /** `Vipps, 499,00 kr, captured 14:02` */
  readonly one: (found: Omit<FoundTransaction, 'contradictions' | 'transactionId'>) => string
  /** Why it is not, or not surely, the charge. */
  readonly why: (found: FoundTransaction) => string
  /** Dintero's word for a status, in ours. */
  readonly status: (status: string | null) => string
}

/** How payments are spoken of that Dintero shows and Trekk did not make, everywhere the same. */
export function useFoundWords(): FoundWords {
  const { t } = useTranslation('charge')
  const locale = useLocale()
  return useMemo(() => {
    const status = (said: string | null): string => {
      const known = knownStatus(said)
      if (known !== null) return t(`status.${known}`)
      return said === null ? t('status.unsaid') : t('status.other', { name: said })
    }
    const money = (amount: number | null, currency: string | null): string => {
      if (amount === null || currency === null) return t('found.noMoney')
      return isCurrency(currency) ? formatMoney(amount, currency, locale) : `${amount} ${currency}`
    }
    const product = ({
      product: name,
      brand,
      lastFour
    }: Pick<FoundTransaction, 'product' | 'brand' | 'lastFour'>) => {
      if (name === null) return t('product.unsaid')
      if (!name.endsWith('.creditcard')) return t('product.other', { name: dinteroName(name) })
      const card = [brand, lastFour === null ? null : `•••• ${lastFour}`].filter((each) => each !== null)
      return card.length === 0 ? t('product.card') : t('product.cardNamed', { card: card.join(' ') })
    }
    return {
      status,
      one: (found) => {
        const { amount, currency, createdAt } = found
        const facts = {
          product: product(found),
          money: money(amount, currency),
          status: status(found.status)
        }
        return createdAt === null
          ? t('found.oneUndated', facts)
          : t('found.one', { ...facts, time: shortTime(createdAt, Date.now(), locale) })
      },
      why: ({ contradictions }) =>
        contradictions.length === 0
          ? t('found.mayBe')
          : t('found.not', { why: contradictions.map((each) => t(`found.why.${each}`)) })
    }
  }, [t, locale])
}
