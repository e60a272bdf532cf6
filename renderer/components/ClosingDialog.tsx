import { Button, Checkbox, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longest } from '../../shared/fields'
import type { Result } from '../../shared/result'
import { problemsOf } from '../field-problems'
import { useAction } from '../hooks/use-action'
import { useProblemWords } from '../hooks/use-problem-words'
import { ErrorNotice } from './ErrorNotice'
import type { During } from './error-words'

/** What a person says who closes something that was never answered. */
export interface Closing {
  readonly reason: string
  /** They looked in Dintero Backoffice. */
  readonly checked: boolean
}

interface ClosingDialogProps<T> {
  readonly opened: boolean
  readonly title: string
  /** What closing means, and what to look for. */
  readonly what: readonly string[]
  /** What they say to have looked for; null where nobody has to look. */
  readonly checked: string | null
  readonly reason: string
  readonly reasonHint: string
  readonly confirm: string
  /** What holds when it cannot be closed. */
  readonly failed: string
  readonly during?: During
  readonly close: (closing: Closing) => Promise<Result<T>>
  readonly onClose: () => void
  readonly onClosed: (value: T) => void
}

/** Ends what Dintero has shown no trace of: a person says why, and answers for it by name. */
export function ClosingDialog<T>({ opened, onClose, onClosed, close, ...words }: ClosingDialogProps<T>) {
  const { t } = useTranslation(['charge', 'common'])
  const problemWords = useProblemWords()
  const [checked, setChecked] = useState(false)
  const [reason, setReason] = useState('')
  const closing = useAction(close)
  const problems = problemsOf(closing.error?.fields)
  const isUnchecked = problems['checked'] !== undefined
  const isMissing = closing.error?.code === 'reason_missing' && !isUnchecked
  const ofReason = problems['reason'] ?? (isMissing ? 'missing' : undefined)

  const confirm = async (): Promise<void> => {
    const answer = await closing.run({ reason, checked })
    if (!answer?.ok) return
    onClose()
    onClosed(answer.value)
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.title}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <Stack gap="sm" style={{ overflowWrap: 'anywhere' }}>
        {words.what.map((line) => (
          <div key={line}>{line}</div>
        ))}
        {words.checked !== null && (
          <Checkbox
            label={words.checked}
            checked={checked}
            error={isUnchecked && t('closing.uncheckedProblem')}
            data-autofocus
            onChange={(event) => setChecked(event.currentTarget.checked)}
          />
        )}
        <Textarea
          label={words.reason}
          description={words.reasonHint}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          value={reason}
          rows={2}
          maxLength={longest.reason}
          {...(words.checked === null && { 'data-autofocus': true })}
          error={ofReason !== undefined && problemWords('reason', ofReason)}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {closing.error && ofReason === undefined && !isUnchecked && (
          <ErrorNotice
            error={closing.error}
            during={words.during}
            money={words.failed}
            onClose={closing.clear}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button color="red" loading={closing.busy} onClick={() => void confirm()}>
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
