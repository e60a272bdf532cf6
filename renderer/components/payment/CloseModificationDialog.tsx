import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModificationRow } from '../../../shared/modification'
import { api } from '../../api'
import { useCardWords } from '../card-words'
import { ClosingDialog, type Closing } from '../ClosingDialog'

interface CloseModificationDialogProps {
  readonly modification: ModificationRow
  /** `Refund of 300,00 kr` */
  readonly what: string
  readonly opened: boolean
  readonly onClose: () => void
  readonly onClosed: () => void
}

/** Ends one that left no trace: a person looked, says so, and answers for it by name. */
export function CloseModificationDialog({ modification, what, ...dialog }: CloseModificationDialogProps) {
  const { t } = useTranslation(['payment', 'charge'])
  const words = useCardWords()
  const { id: modificationId, merchantReference: reference } = modification
  const look = t('closing.look', { what, reference, customer: words.name(modification) })
  return (
    <ClosingDialog
      title={t('closing.title')}
      what={[t('closing.what'), look]}
      checked={t('closing.checked')}
      reason={t('charge:closing.reason')}
      reasonHint={t('charge:closing.reasonHint')}
      confirm={t('closing.confirm')}
      failed={t('closing.failed')}
      during="modification"
      close={useCallback(
        (closing: Closing) => api.closeModification({ modificationId, ...closing }),
        [modificationId]
      )}
      {...dialog}
    />
  )
}
