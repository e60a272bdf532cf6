import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { LinkDetail } from '../../../shared/link'
import { api } from '../../api'
import { ClosingDialog, type Closing } from '../ClosingDialog'

interface CloseLinkDialogProps {
  readonly link: LinkDetail
  readonly opened: boolean
  readonly onClose: () => void
  readonly onChange: (link: LinkDetail) => void
}

/** Puts a link away that Dintero has shown no trace of for a day: a person says why, and answers for it by name. */
export function CloseLinkDialog({ link, opened, onClose, onChange }: CloseLinkDialogProps) {
  const { t } = useTranslation('links')
  const { id: linkId } = link
  return (
    <ClosingDialog
      opened={opened}
      title={t('closing.title')}
      what={[t('closing.what')]}
      checked={null}
      reason={t('closing.reason')}
      reasonHint={t('closing.reasonHint')}
      confirm={t('closing.confirm')}
      failed={t('closing.failed')}
      close={useCallback(({ reason }: Closing) => api.closeLink({ linkId, reason }), [linkId])}
      onClose={onClose}
      onClosed={onChange}
    />
  )
}
