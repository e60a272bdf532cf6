import { Button, CloseButton } from '@mantine/core'
import { IconDownload, IconFileCheck } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../components/ErrorNotice'
import { ExportProgress } from '../components/exports/ExportProgress'
import { SavedWords } from '../components/exports/SavedWords'
import { Notice } from '../components/Notice'
import { useApiEvent } from '../hooks/use-api-event'
import { exportStore, useExport } from '../stores/use-export'

/** How the export of a list gets on and ends, wherever a person has gone; while its dialog is open that says it. */
export function ExportNotice() {
  const { t } = useTranslation(['exports', 'common'])
  const { view, done, error, isWatched } = useExport((state) => state)
  useApiEvent('exportChanged', ({ view }) => exportStore.hear(view))
  useEffect(() => void exportStore.find(), [])
  if (isWatched) return null
  return (
    <>
      {view && (
        <Notice
          tone="info"
          icon={IconDownload}
          title={t(`exporting.${view.list}`)}
          action={
            <Button size="xs" variant="default" onClick={exportStore.stop}>
              {t('stop')}
            </Button>
          }
        >
          <ExportProgress view={view} />
        </Notice>
      )}
      <div role="status">
        {done && (
          <Notice
            tone="info"
            icon={IconFileCheck}
            title={t('exported')}
            action={
              <CloseButton size="sm" aria-label={t('common:action.close')} onClick={exportStore.clear} />
            }
          >
            <SavedWords done={done} />
          </Notice>
        )}
      </div>
      {error && <ErrorNotice error={error} onClose={exportStore.clear} />}
    </>
  )
}
