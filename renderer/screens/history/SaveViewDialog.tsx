import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { longestViewName, type HistoryFilters, type SavedView } from '../../../shared/saved-view'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { useAction } from '../../hooks/use-action'
import { useFieldProblems } from '../../hooks/use-field-problems'

interface SaveViewDialogProps {
  readonly filters: HistoryFilters
  readonly views: readonly SavedView[]
  readonly onSaved: (views: SavedView[]) => void
  readonly onClose: () => void
}

/** Keeps the filters that are set under a name. */
export function SaveViewDialog({ filters, views, onSaved, onClose }: SaveViewDialogProps) {
  const { t } = useTranslation(['history', 'common'])
  const [name, setName] = useState('')
  const keep = useAction(api.keepView)
  const problem = useFieldProblems(keep.error)('name')
  const replaces = views.some((view) => view.name === name.trim())

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const answer = await keep.run({ name, filters })
    if (!answer?.ok) return
    onSaved(answer.value)
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('views.save')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <form onSubmit={(event) => void save(event)}>
        <Stack>
          <TextInput
            data-autofocus
            label={t('views.name')}
            description={t('views.nameHint')}
            value={name}
            maxLength={longestViewName}
            autoComplete="off"
            error={problem}
            onChange={(event) => {
              setName(event.currentTarget.value)
              keep.clear()
            }}
          />
          <p role="status" style={{ margin: 0 }}>
            {replaces && t('views.replaces', { name: name.trim() })}
          </p>
          {keep.error && problem === null && <ErrorNotice error={keep.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={keep.busy} disabled={name.trim() === ''}>
              {t('views.keep')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
