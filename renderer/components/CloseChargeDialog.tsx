import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargeDetail } from '../../shared/charge'
import { formatMoney } from '../../shared/money'
import { api } from '../api'
import { useLocale } from '../hooks/use-language'
import { useCardWords } from './card-words'
import { ClosingDialog, type Closing } from './ClosingDialog'

interface CloseChargeDialogProps {
  readonly charge: ChargeDetail
  readonly opened: boolean
  readonly onClose: () => void
  readonly onChange: (charge: ChargeDetail) => void
}

/** Ends a charge that Dintero has shown no trace of for a day: a person looked, says where, and answers for it by name. */
export function CloseChargeDialog({ charge, opened, onClose, onChange }: CloseChargeDialogProps) {
  const { t } = useTranslation('charge')
  const locale = useLocale()
  const words = useCardWords()
  const { id: chargeId } = charge
  const look = t('closing.look', {
    reference: charge.merchantReference,
    money: formatMoney(charge.amount, charge.currency, locale),
    customer: words.name(charge)
  })
  return (
    <ClosingDialog
      opened={opened}
      title={t('closing.title')}
      what={[t('closing.what'), look]}
      checked={t('closing.checked')}
      reason={t('closing.reason')}
      reasonHint={t('closing.reasonHint')}
      confirm={t('closing.confirm')}
      failed={t('closing.failed')}
      close={useCallback((closing: Closing) => api.closeCharge({ chargeId, ...closing }), [chargeId])}
      onClose={onClose}
      onClosed={onChange}
    />
  )
}
