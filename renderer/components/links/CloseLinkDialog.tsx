import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longest } from '../../../shared/fields'
import type { LinkDetail } from '../../../shared/link'
import { api } from '../../api'
import { problemsOf } from '../../field-problems'
import { useAction } from '../../hooks/use-action'
import { useProblemWords } from '../../hooks/use-problem-words'
import { ErrorNotice } from '../ErrorNotice'

interface CloseLinkDialogProps {
  readonly link: LinkDetail
  readonly opened: boolean
  readonly onClose: () => void
  readonly onChange: (link: LinkDetail) => void
}

/** Puts a link away that Dintero has shown no trace of for a day: a person says why, and answers for it by name. */
export function CloseLinkDialog({ link, opened, onClose, onChange }: CloseLinkDialogProps) {
  const { t } = useTranslation(['links', 'common'])
  const words = useProblemWords()
  const [reason, setReason] = useState('')
  const closing = useAction(api.closeLink)
  const problem =
    problemsOf(closing.error?.fields)['reason'] ??
    (closing.error?.code === 'reason_missing' ? 'missing' : null)

  const confirm = async (): Promise<void> => {
    const answer = await closing.run({ linkId: link.id, reason })
    if (!answer?.ok) return
    onClose()
    onChange(answer.value)
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('closing.title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <Stack gap="sm">
        <div>{t('closing.what')}</div>
        <Textarea
          label={t('closing.reason')}
          description={t('closing.reasonHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          value={reason}
          rows={2}
          maxLength={longest.reason}
          data-autofocus
          error={problem !== null && words('reason', problem)}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {closing.error && problem === null && (
          <ErrorNotice error={closing.error} money={t('closing.failed')} onClose={closing.clear} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button color="red" loading={closing.busy} onClick={() => void confirm()}>
            {t('closing.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
