import { Button, Group, Modal, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemGroup } from '../../../../shared/batch-view'
import { longest, textProblem } from '../../../../shared/fields'
import type { AppError } from '../../../../shared/result'
import { fieldText } from '../../../../shared/text'
import { ErrorNotice } from '../../../components/ErrorNotice'
import { useProblemWords } from '../../../hooks/use-problem-words'
import { filterOf, type MendingStore } from './mending-store'

/** One reason for all rows of a group, or one text in all of their cells. */
export type GroupDoing = 'explain' | 'fill'

interface GroupDialogProps {
  readonly group: ProblemGroup
  readonly doing: GroupDoing
  readonly mending: MendingStore
  readonly onClose: () => void
}

/** Asks for what is said of all rows of a group at once, and says how many they are. */
export function GroupDialog({ group, doing, mending, onClose }: GroupDialogProps) {
  const { t } = useTranslation(['files', 'batch', 'common'])
  const words = useProblemWords()
  const [text, setText] = useState('')
  const [error, setError] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const { field, code, rows } = group
  const said = doing === 'explain' ? fieldText(text) : text
  const problem = textProblem(said, doing === 'explain' ? longest.reason : longest.description)

  const confirm = async (): Promise<void> => {
    const filter = filterOf(group)
    setBusy(true)
    const refused =
      doing === 'explain'
        ? await mending.edit({ kind: 'explain', filter, reason: said })
        : field && (await mending.edit({ kind: 'fill', field, text, filter }))
    setBusy(false)
    setError(refused)
    if (refused === null) onClose()
  }
  const fields = {
    value: text,
    error: problem === null ? null : words(doing === 'explain' ? 'reason' : 'text', problem),
    'data-autofocus': true
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`groups.dialog.${doing}`, { count: rows })}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <p style={{ margin: '0 0 0.75rem' }}>{t(`batch:problem.${code}.what`)}.</p>
      {doing === 'explain' ? (
        <Textarea
          {...fields}
          label={t('row.reason')}
          description={t('row.reasonHint')}
          rows={3}
          maxLength={longest.reason}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : (
        <TextInput
          {...fields}
          label={field === null ? '' : t(`batch:field.${field}`)}
          description={t('groups.dialog.fillHint')}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {error && <ErrorNotice error={error} />}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button
          loading={busy}
          disabled={said.trim() === '' || problem !== null}
          onClick={() => void confirm()}
        >
          {t(`groups.dialog.${doing}Do`, { count: rows })}
        </Button>
      </Group>
    </Modal>
  )
}
