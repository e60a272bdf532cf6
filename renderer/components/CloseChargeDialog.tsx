import { Button, Checkbox, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargeDetail } from '../../shared/charge'
import { longest } from '../../shared/fields'
import { formatMoney } from '../../shared/money'
import { api } from '../api'
import { useAction } from '../hooks/use-action'
import { useLocale } from '../hooks/use-language'
import { useCardWords } from './card-words'
import { ErrorNotice } from './ErrorNotice'

interface CloseChargeDialogProps {
  readonly charge: ChargeDetail
  readonly opened: boolean
  readonly onClose: () => void
  readonly onChange: (charge: ChargeDetail) => void
}

/** Ends a charge that Dintero has shown no trace of for a day: a person looked, says where, and answers for it by name. */
export function CloseChargeDialog({ charge, opened, onClose, onChange }: CloseChargeDialogProps) {
  const { t } = useTranslation(['charge', 'common', 'errors'])
  const locale = useLocale()
  const words = useCardWords()
  const [checked, setChecked] = useState(false)
  const [reason, setReason] = useState('')
  const closing = useAction(api.closeCharge)
  const problems = new Set(closing.error?.fields?.map(({ field }) => field))

  const confirm = async (): Promise<void> => {
    const answer = await closing.run({ chargeId: charge.id, reason, checked })
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
        <div>
          {t('closing.look', {
            reference: charge.merchantReference,
            money: formatMoney(charge.amount, charge.currency, locale),
            customer: words.name(charge)
          })}
        </div>
        <Checkbox
          label={t('closing.checked')}
          checked={checked}
          error={problems.has('checked') && t('closing.uncheckedProblem')}
          data-autofocus
          onChange={(event) => setChecked(event.currentTarget.checked)}
        />
        <Textarea
          label={t('closing.reason')}
          description={t('closing.reasonHint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          value={reason}
          rows={2}
          maxLength={longest.reason}
          error={problems.has('reason') && t('problem.missing')}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {closing.error && !problems.has('checked') && !problems.has('reason') && (
          <ErrorNotice error={closing.error} money={t('closing.failed')} onClose={closing.clear} />
        )}
        <Group justify="flex-end">
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
