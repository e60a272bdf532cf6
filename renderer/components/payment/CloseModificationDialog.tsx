import { Button, Checkbox, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longest } from '../../../shared/fields'
import type { ModificationRow } from '../../../shared/modification'
import { api } from '../../api'
import { problemsOf } from '../../field-problems'
import { useAction } from '../../hooks/use-action'
import { useProblemWords } from '../../hooks/use-problem-words'
import { useCardWords } from '../card-words'
import { ErrorNotice } from '../ErrorNotice'

interface CloseModificationDialogProps {
  readonly modification: ModificationRow
  /** `Refund of 300,00 kr` */
  readonly what: string
  readonly opened: boolean
  readonly onClose: () => void
  readonly onClosed: () => void
}

/** Ends one that left no trace: a person looked, says so, and answers for it by name. */
export function CloseModificationDialog({
  modification,
  what,
  opened,
  onClose,
  onClosed
}: CloseModificationDialogProps) {
  const { t } = useTranslation(['payment', 'charge', 'common'])
  const words = useProblemWords()
  const cardWords = useCardWords()
  const [checked, setChecked] = useState(false)
  const [reason, setReason] = useState('')
  const closing = useAction(api.closeModification)
  const problems = problemsOf(closing.error?.fields)
  const ofReason = problems['reason']
  const isAboutField = ofReason !== undefined || problems['checked'] !== undefined

  const confirm = async (): Promise<void> => {
    const answer = await closing.run({ modificationId: modification.id, reason, checked })
    if (!answer?.ok) return
    onClose()
    onClosed()
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('closing.title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <Stack gap="sm" style={{ overflowWrap: 'anywhere' }}>
        <div>{t('closing.what')}</div>
        <div>
          {t('closing.look', {
            what,
            reference: modification.merchantReference,
            customer: cardWords.name(modification)
          })}
        </div>
        <Checkbox
          label={t('closing.checked')}
          checked={checked}
          error={problems['checked'] !== undefined && t('charge:closing.uncheckedProblem')}
          data-autofocus
          onChange={(event) => setChecked(event.currentTarget.checked)}
        />
        <Textarea
          label={t('charge:closing.reason')}
          description={t('charge:closing.reasonHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          value={reason}
          rows={2}
          maxLength={longest.reason}
          error={ofReason !== undefined && words('reason', ofReason)}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {closing.error && !isAboutField && (
          <ErrorNotice
            error={closing.error}
            during="modification"
            money={t('closing.failed')}
            onClose={closing.clear}
          />
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
