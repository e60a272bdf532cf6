import { Button, Group, Modal, NativeSelect } from '@mantine/core'
import { IconCopy, IconFileTypePdf, IconPrinter } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { messageLanguages, type MessageLanguage } from '../../../shared/link-message'
import type { ReceiptSubject } from '../../../shared/receipt'
import { api } from '../../api'
import { useAction } from '../../hooks/use-action'
import { useLoad } from '../../hooks/use-load'
import { useStatus } from '../../stores/app-store'
import { isWorthSaying } from '../../stores/files-store'
import { ErrorNotice } from '../ErrorNotice'
import { messageLanguageNames, messageLanguageOf } from '../links/link-language'
import { Loading } from '../Loading'
import { ReceiptPreview } from './ReceiptPreview'
import classes from './Receipts.module.css'

interface ReceiptDialogProps {
  readonly of: ReceiptSubject
  /** That nothing was charged. */
  readonly isNotice: boolean
  readonly onClose: () => void
}

/** What the customer reads, in their language; copied as text, saved as a PDF or printed, by main and as main made it. */
export function ReceiptDialog({ of, isNotice, onClose }: ReceiptDialogProps) {
  const { t } = useTranslation(['receipts', 'common'])
  const { activeAccount } = useStatus()
  const [language, setLanguage] = useState<MessageLanguage>(() =>
    messageLanguageOf(activeAccount?.settings.country ?? 'NO')
  )
  const { kind, id } = of
  const receipt = useLoad(
    useCallback(() => api.getReceipt({ of: { kind, id }, language }), [kind, id, language])
  )
  const [said, setSaid] = useState('')
  const copying = useAction(api.copyReceipt)
  const saving = useAction(api.saveReceipt)
  const printing = useAction(api.printReceipt)
  const error = copying.error ?? saving.error ?? printing.error
  const wish = { of, language }

  const begin = (): void => {
    setSaid('')
    for (const action of [copying, saving, printing]) action.clear()
  }
  const copy = async (): Promise<void> => {
    begin()
    if ((await copying.run(wish))?.ok) setSaid(t('copied'))
  }
  const save = async (): Promise<void> => {
    begin()
    const answer = await saving.run(wish)
    if (answer?.ok) setSaid(t('saved', { fileName: answer.value.fileName }))
  }
  const print = async (): Promise<void> => {
    begin()
    if ((await printing.run(wish))?.ok) setSaid(t('printed'))
  }
  const shown = receipt.value?.language === language ? receipt.value : null
  // A button that is disabled loses the focus, and the keys of the dialog with it.
  const waits = shown === null ? { 'aria-disabled': true, 'data-disabled': true } : {}
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={isNotice ? t('titleNotCharged') : t('title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <div className={classes['fields']}>
        <NativeSelect
          label={t('language')}
          data={messageLanguages.map((value) => ({ value, label: messageLanguageNames[value] }))}
          value={language}
          onChange={(event) => {
            const chosen = messageLanguages.find((each) => each === event.currentTarget.value)
            if (chosen !== undefined) setLanguage(chosen)
          }}
        />
        {receipt.error && <ErrorNotice during="noCharge" error={receipt.error} onRetry={receipt.reload} />}
        {shown ? <ReceiptPreview receipt={shown} /> : !receipt.error && <Loading />}
        <p className={classes['quiet']}>{t('hint')}</p>
        {error && isWorthSaying(error) && <ErrorNotice during="noCharge" error={error} onClose={begin} />}
        <div role="status" className={classes['said']}>
          {said}
        </div>
      </div>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          {...waits}
          onClick={() => shown && void print()}
        >
          {t('print')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileTypePdf size={16} aria-hidden />}
          {...waits}
          onClick={() => shown && void save()}
        >
          {t('save')}
        </Button>
        <Button
          data-autofocus
          leftSection={<IconCopy size={16} aria-hidden />}
          {...waits}
          onClick={() => shown && void copy()}
        >
          {t('copy')}
        </Button>
      </Group>
    </Modal>
  )
}
