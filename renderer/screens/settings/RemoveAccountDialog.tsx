import { Button, Group, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AccountView } from '../../../shared/account'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { useAction } from '../../hooks/use-action'
import { useAppStore } from '../../stores/app-store'
import classes from './SettingsScreen.module.css'

interface RemoveAccountDialogProps {
  readonly account: AccountView
  readonly onClose: () => void
}

/** Says what goes and what stays before an account is removed. Cancel has the focus. */
export function RemoveAccountDialog({ account, onClose }: RemoveAccountDialogProps) {
  const { t } = useTranslation(['settings', 'common'])
  const refresh = useAppStore((state) => state.refresh)
  const remove = useAction(api.removeAccount)

  const confirm = async (): Promise<void> => {
    const answer = await remove.run({ accountId: account.id })
    if (!answer?.ok) return
    onClose()
    await refresh()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('remove.title', { name: account.name })}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <strong>{t('remove.goes')}</strong>
      <ul className={classes['list']}>
        <li>{t('remove.goesSecret')}</li>
        <li>{t('remove.goesAccount')}</li>
      </ul>
      <strong>{t('remove.stays')}</strong>
      <ul className={classes['list']}>
        <li>{t('remove.staysHistory')}</li>
        <li>{t('remove.staysDintero')}</li>
      </ul>
      <p>{t('remove.unresolved')}</p>
      {remove.error && <ErrorNotice during="removal" error={remove.error} />}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button color="red" loading={remove.busy} onClick={() => void confirm()}>
          {t('remove.confirm')}
        </Button>
      </Group>
    </Modal>
  )
}
