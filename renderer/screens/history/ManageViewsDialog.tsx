import { ActionIcon, Button, Group, Modal, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestViewName, type SavedView } from '../../../shared/saved-view'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { useAction } from '../../hooks/use-action'
import { useFieldProblems } from '../../hooks/use-field-problems'
import classes from './HistoryScreen.module.css'

interface ManageViewsDialogProps {
  readonly views: readonly SavedView[]
  readonly onChanged: (views: SavedView[]) => void
  readonly onClose: () => void
}

/** Renames and removes what was kept. */
export function ManageViewsDialog({ views, onChanged, onClose }: ManageViewsDialogProps) {
  const { t } = useTranslation(['history', 'common'])
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('views.manage')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      {views.length === 0 ? (
        <p>{t('views.none')}</p>
      ) : (
        <ul className={classes['views']}>
          {views.map(({ name }) => (
            <ViewItem key={name} name={name} onChanged={onChanged} />
          ))}
        </ul>
      )}
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>{t('common:action.close')}</Button>
      </Group>
    </Modal>
  )
}

interface ViewItemProps {
  readonly name: string
  readonly onChanged: (views: SavedView[]) => void
}

function ViewItem({ name, onChanged }: ViewItemProps) {
  const { t } = useTranslation(['history', 'common'])
  const [typed, setTyped] = useState(name)
  const rename = useAction(api.renameView)
  const remove = useAction(api.removeView)
  const problem = useFieldProblems(rename.error)('name')
  const isChanged = typed.trim() !== '' && typed.trim() !== name
  const error = remove.error ?? (problem === null ? rename.error : null)

  const save = async (): Promise<void> => {
    const answer = await rename.run({ name, to: typed })
    if (answer?.ok) onChanged(answer.value)
  }
  const discard = async (): Promise<void> => {
    const answer = await remove.run({ name })
    if (answer?.ok) onChanged(answer.value)
  }
  return (
    <li>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isChanged) void save()
        }}
      >
        <TextInput
          aria-label={t('views.nameOf', { name })}
          value={typed}
          maxLength={longestViewName}
          autoComplete="off"
          error={problem}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            rename.clear()
          }}
        />
        <Button type="submit" variant="default" disabled={!isChanged} loading={rename.busy}>
          {t('views.rename')}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={34}
          aria-label={t('views.removeNamed', { name })}
          title={t('common:action.remove')}
          loading={remove.busy}
          onClick={() => void discard()}
        >
          <IconTrash size={17} aria-hidden />
        </ActionIcon>
      </form>
      {error && <ErrorNotice error={error} onClose={error === remove.error ? remove.clear : rename.clear} />}
    </li>
  )
}
