import { IconDatabaseExclamation } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AppStatus } from '../../shared/ipc'
import { Notice } from './Notice'

/** What became of the database when it could not be used, also where no account is left to show. */
export function StorageNotice({ status }: { readonly status: AppStatus }) {
  const { t } = useTranslation()
  if (!status.storageNotice) return null
  return (
    <div role="status" data-testid="storage-notice">
      <Notice tone="caution" icon={IconDatabaseExclamation} title={t('notice.storage.title')}>
        {t(`notice.storage.${status.storageNotice}`)}
      </Notice>
    </div>
  )
}
