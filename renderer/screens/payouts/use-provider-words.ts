import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { provider } from '../../../shared/card'
import { dinteroName } from '../../dintero-name'

/** A gateway by its name; one that Trekk does not know in Dintero's own word. */
export function useProviderWords(): (name: string | null) => string {
  const { t } = useTranslation(['common', 'payouts'])
  return useCallback(
    (name) => {
      const known = provider.safeParse(name).data
      if (known !== undefined) return t(`common:provider.${known}`)
      return name === null ? t('payouts:noProvider') : dinteroName(name)
    },
    [t]
  )
}
