import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { provider } from '../../../shared/card'

/** A gateway by its name; one that Trekk does not know in Dintero's own word. */
export function useProviderWords(): (name: string | null) => string {
  const { t } = useTranslation(['common', 'payouts'])
  return useCallback(
    (name) => {
      const known = provider.safeParse(name).data
      return known === undefined ? (name ?? t('payouts:noProvider')) : t(`common:provider.${known}`)
    },
    [t]
  )
}
