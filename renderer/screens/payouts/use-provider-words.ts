import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { provider } from '../../../shared/card'

/** A gateway by its name; one that Trekk does not know in Dintero's own word, which is written small: `vipps`. */
export function useProviderWords(): (name: string | null) => string {
  const { t } = useTranslation(['common', 'payouts'])
  return useCallback(
    (name) => {
      const known = provider.safeParse(name).data
      if (known !== undefined) return t(`common:provider.${known}`)
      return name === null ? t('payouts:noProvider') : name.charAt(0).toUpperCase() + name.slice(1)
    },
    [t]
  )
}
