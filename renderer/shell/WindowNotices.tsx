import { Button } from '@mantine/core'
import { IconHourglass, IconKey, IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../shared/ipc'
import { ErrorNotice } from '../components/ErrorNotice'
import { Notice } from '../components/Notice'
import { useAppStore } from '../stores/app-store'
import { useNavigation } from '../stores/navigation'
import classes from './Shell.module.css'
import { ClockNotice } from './ClockNotice'
import { ExportNotice } from './ExportNotice'
import { StorageNotice } from '../components/StorageNotice'

/** What the person should know whatever screen is open. */
export function WindowNotices({ status }: { readonly status: AppStatus }) {
  const { t } = useTranslation()
  const waiting = useAppStore((state) => state.keychainWaiting)
  const closingAfter = useAppStore((state) => state.closingAfter)
  const error = useAppStore((state) => state.windowError)
  const report = useAppStore((state) => state.report)
  const screen = useNavigation((state) => state.screen.name)
  const go = useNavigation((state) => state.go)
  const account = status.activeAccount

  return (
    <div className={classes['notices']}>
      <div role="status">
        {closingAfter > 0 && (
          <Notice tone="info" icon={IconHourglass} title={t('notice.closing.title')}>
            {t('notice.closing.body', { count: closingAfter })}
          </Notice>
        )}
        {waiting && (
          <Notice tone="info" icon={IconKey} title={t('notice.keychain.title')}>
            {t('notice.keychain.body')}
          </Notice>
        )}
      </div>
      {error && <ErrorNotice error={error} onClose={() => report(null)} />}
      <ExportNotice />
      <StorageNotice status={status} />
      <ClockNotice skew={status.clockSkew} />
      {account && !account.connected && screen !== 'connect' && (
        <Notice
          tone="caution"
          icon={IconPlugConnectedX}
          title={t('notice.disconnected.title')}
          action={
            <Button
              size="xs"
              variant="default"
              onClick={() => go({ name: 'connect', accountId: account.id })}
            >
              {t('notice.disconnected.action')}
            </Button>
          }
        >
          {t('notice.disconnected.body')}
        </Notice>
      )}
    </div>
  )
}
