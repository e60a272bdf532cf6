import { useTranslation } from 'react-i18next'
import { Button } from '@mantine/core'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useAppStore, useStatus } from '../../stores/app-store'
import { useNavigation } from '../../stores/navigation'
import { ConnectForm } from './ConnectForm'

/**
 * Connects a Dintero account, or one again whose secret is gone.
 * @param accountId the account to connect again, null for a new one
 */
export function ConnectScreen({ accountId }: { readonly accountId: string | null }) {
  const { t } = useTranslation(['accounts', 'common'])
  const { accounts } = useStatus()
  const go = useNavigation((state) => state.go)
  const refresh = useAppStore((state) => state.refresh)
  const known = accounts.find((account) => account.id === accountId) ?? null

  const arrive = async (): Promise<void> => {
    await refresh()
    go({ name: 'charge' })
  }
  return (
    <>
      <ScreenHeader
        title={known ? t('connect.reconnectTitle', { name: known.name }) : t('connect.title')}
        summary={t('connect.summary')}
      >
        <Button variant="default" onClick={() => go({ name: accounts.length > 0 ? 'settings' : 'charge' })}>
          {t('common:action.cancel')}
        </Button>
      </ScreenHeader>
      <ConnectForm known={known} onConnected={arrive} />
    </>
  )
}
