import { Button, Checkbox, Group, Modal, Radio, Stack } from '@mantine/core'
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exportForm, exportForms, mostWorkbookRows, type ExportForm } from '../../../shared/list-export'
import { exportStore, useExport } from '../../stores/use-export'
import { ErrorNotice } from '../ErrorNotice'
import { Notice } from '../Notice'
import { exportWordsIn } from './export-words'
import type { ExportButtonProps } from './ExportButton'
import { ExportProgress } from './ExportProgress'
import classes from './Exports.module.css'
import { SavedWords } from './SavedWords'

interface ExportDialogProps extends ExportButtonProps {
  readonly onClose: () => void
}

/** What is exported and as what; then how far it has come, and where it ended. Closed, it goes on. */
export function ExportDialog({ order, total, atLeast = false, onClose }: ExportDialogProps) {
  const { t } = useTranslation(['exports', 'common', 'links'])
  const { view, isBusy, done, error } = useExport((state) => state)
  const [form, setForm] = useState<ExportForm>('workbook')
  const [addresses, setAddresses] = useState(false)
  const leftOut = (total ?? 0) - mostWorkbookRows

  useEffect(() => {
    exportStore.clear()
    exportStore.watch(true)
    return () => exportStore.watch(false)
  }, [])
  // The button that was pressed is gone then, and the keys of the dialog would be with it.
  const next = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isBusy || done) next.current?.focus()
  }, [isBusy, done])
  const close = (): void => {
    if (!isBusy) exportStore.clear()
    onClose()
  }
  const start = (): void => {
    const wanted = order.list === 'links' ? { ...order, addresses } : order
    void exportStore.start({ order: wanted, form, words: exportWordsIn(t) })
  }
  return (
    <Modal
      opened
      onClose={close}
      title={t(view ? `exporting.${view.list}` : `title.${order.list}`)}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      {isBusy || done ? (
        <div className={classes['fields']}>
          {isBusy && (
            <>
              <ExportProgress view={view} />
              <p className={classes['quiet']}>{t('goesOn')}</p>
            </>
          )}
          <div role="status">{done && <SavedWords done={done} />}</div>
        </div>
      ) : (
        <div className={classes['fields']}>
          <p>{t(atLeast ? `rowsAtLeast.${order.list}` : `rows.${order.list}`, { count: total ?? 0 })}</p>
          <Radio.Group label={t('form')} value={form} onChange={(value) => setForm(exportForm.parse(value))}>
            <Stack gap="xs" mt={4}>
              {exportForms.map((each) => (
                <Radio
                  key={each}
                  value={each}
                  label={t(`forms.${each}`)}
                  description={t(`formHints.${each}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {form === 'workbook' && leftOut > 0 && (
            <Notice tone="caution" icon={IconAlertTriangle} title={t('forms.workbook')}>
              {t('tooMany', { count: leftOut, most: mostWorkbookRows })}
            </Notice>
          )}
          {order.list === 'links' && (
            <Checkbox
              label={t('addresses')}
              description={t('addressesHint')}
              checked={addresses}
              onChange={(event) => setAddresses(event.currentTarget.checked)}
            />
          )}
          <p className={classes['quiet']}>{t('audited')}</p>
          {error && <ErrorNotice during="noCharge" error={error} onClose={exportStore.clear} />}
        </div>
      )}
      <Group justify="flex-end" gap="xs" mt="md">
        {isBusy ? (
          <>
            <Button variant="default" onClick={exportStore.stop} disabled={view === null}>
              {t('stop')}
            </Button>
            <Button ref={next} onClick={close}>
              {t('later')}
            </Button>
          </>
        ) : done ? (
          <Button ref={next} onClick={close}>
            {t('common:action.close')}
          </Button>
        ) : (
          <>
            <Button variant="default" onClick={close}>
              {t('common:action.cancel')}
            </Button>
            <Button
              leftSection={<IconDownload size={16} aria-hidden />}
              disabled={total === 0}
              onClick={start}
            >
              {t('submit')}
            </Button>
          </>
        )}
      </Group>
    </Modal>
  )
}
