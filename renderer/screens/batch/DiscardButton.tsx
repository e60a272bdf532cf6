import { Button, Group, Modal } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { useAction } from '../../hooks/use-action'
import { useNavigation } from '../../stores/navigation'

interface DiscardButtonProps {
  readonly batchId: string
  /** Null for a file that could not be read, so that nobody knows it. */
  readonly name: string | null
}

/** Throws a file away that was not released, after asking. Cancel has the focus. */
export function DiscardButton({ batchId, name }: DiscardButtonProps) {
  const { t } = useTranslation(['files', 'common'])
  const [asking, setAsking] = useState(false)
  const discard = useAction(api.discardBatch)
  const go = useNavigation((state) => state.go)

  const confirm = async (): Promise<void> => {
    const answer = await discard.run({ batchId })
    if (answer?.ok) go({ name: 'files' })
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('discard.button')}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={name === null ? t('discard.titleUnread') : t('discard.title', { name })}
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        <p style={{ margin: 0 }}>{t('discard.what')}</p>
        {discard.error && <ErrorNotice error={discard.error} />}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {t('common:action.cancel')}
          </Button>
          <Button color="red" loading={discard.busy} onClick={() => void confirm()}>
            {t('discard.confirm')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
