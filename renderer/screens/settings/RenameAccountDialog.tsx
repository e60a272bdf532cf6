import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountView } from '../../../shared/account'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { useAction } from '../../hooks/use-action'
import { useFieldProblems } from '../../hooks/use-field-problems'
import { useAppStore } from '../../stores/app-store'

interface RenameAccountDialogProps {
  readonly account: AccountView
  readonly onClose: () => void
}

/** Changes what an account is called in Trekk. */
export function RenameAccountDialog({ account, onClose }: RenameAccountDialogProps) {
  const { t } = useTranslation(['settings', 'common'])
  const [name, setName] = useState(account.name)
  const refresh = useAppStore((state) => state.refresh)
  const rename = useAction(api.renameAccount)
  const problemAt = useFieldProblems(rename.error)

  const save = async (): Promise<void> => {
    const answer = await rename.run({ accountId: account.id, name: name.trim() })
    if (!answer?.ok) return
    await refresh()
    onClose()
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('accounts.renameNamed', { name: account.name })}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            data-autofocus
            label={t('accounts.newName')}
            value={name}
            maxLength={100}
            autoComplete="off"
            error={problemAt('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {rename.error && !problemAt('name') && <ErrorNotice error={rename.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={rename.busy} disabled={name.trim() === ''}>
              {t('common:action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
