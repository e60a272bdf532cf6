import { Button, Group, Modal, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LinkDetail } from '../../../shared/link'
import { formatMoney } from '../../../shared/money'
import { api } from '../../api'
import { useAction } from '../../hooks/use-action'
import { useLocale } from '../../hooks/use-language'
import { useCardWords } from '../card-words'
import { ErrorNotice } from '../ErrorNotice'

interface CancelLinkDialogProps {
  readonly link: LinkDetail
  readonly opened: boolean
  readonly onClose: () => void
  readonly onChange: (link: LinkDetail) => void
}

/** Asks once more before a link is taken from the customer, by whose it is and how much. */
export function CancelLinkDialog({ link, opened, onClose, onChange }: CancelLinkDialogProps) {
  const { t } = useTranslation(['links', 'common'])
  const locale = useLocale()
  const words = useCardWords()
  const cancelling = useAction(api.cancelLink)
  const { amount, currency } = link
  const customer = words.name(link)
  const confirm = async (): Promise<void> => {
    const answer = await cancelling.run({ linkId: link.id })
    if (!answer?.ok) return
    onClose()
    onChange(answer.value)
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('cancelling.title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <Stack gap="sm">
        <div style={{ overflowWrap: 'anywhere' }}>
          {amount === null
            ? t('cancelling.enrolment', { customer })
            : t('cancelling.payment', { customer, money: formatMoney(amount, currency, locale) })}
        </div>
        {cancelling.error && (
          <ErrorNotice error={cancelling.error} money={t('cancelling.failed')} onClose={cancelling.clear} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('cancelling.keep')}
          </Button>
          <Button color="red" loading={cancelling.busy} onClick={() => void confirm()}>
            {t('cancelling.confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
