import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CurrencySum } from '../../../shared/batch'
import { formatMoney } from '../../../shared/money'
import { useLocale } from '../../hooks/use-language'

interface Named {
  readonly name: string
  readonly fileName: string
}

export interface FileWords {
  /** The name somebody gave it, that of the file, or what it is where it has neither. */
  readonly name: (file: Named) => string
  /** The name of the file; cells that were pasted have none. */
  readonly file: (file: Named) => string
  readonly money: (sum: CurrencySum) => string
}

/** How charge files are spoken of, everywhere the same. */
export function useFileWords(): FileWords {
  const { t } = useTranslation('files')
  const locale = useLocale()
  return useMemo(() => {
    const file = ({ fileName }: Named): string => fileName || t('pasted')
    return {
      file,
      name: (named) => named.name || file(named),
      money: ({ amount, currency }) => formatMoney(amount, currency, locale)
    }
  }, [t, locale])
}
