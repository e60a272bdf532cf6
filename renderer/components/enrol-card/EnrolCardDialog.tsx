import { Modal } from '@mantine/core'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api'
import { useLoad } from '../../hooks/use-load'
import { ErrorNotice } from '../ErrorNotice'
import { Loading } from '../Loading'
import { EnrolCard } from './EnrolCard'
import type { EnrolledCustomer } from './enrolment-form'

interface EnrolCardDialogProps {
  readonly opened: boolean
  /** The link that ended without a card, to ask the same customer again. */
  readonly like: string | null
  /** Who is asked, where that is known. */
  readonly customer?: EnrolledCustomer
  readonly onClose: () => void
}

/** Has a customer's card stored without charging it. Its content is gone when it closes; the link stays among the links. */
export function EnrolCardDialog({ opened, like, customer, onClose }: EnrolCardDialogProps) {
  const { t } = useTranslation(['links', 'common'])
  const close = { 'aria-label': t('common:action.close') }
  return (
    <Modal opened={opened} onClose={onClose} title={t('enrol.title')} size="lg" closeButtonProps={close}>
      {like === null ? (
        <EnrolCard {...(customer && { customer })} onClose={onClose} />
      ) : (
        <EnrolAgain linkId={like} onClose={onClose} />
      )}
    </Modal>
  )
}

function EnrolAgain({ linkId, onClose }: { readonly linkId: string; readonly onClose: () => void }) {
  const link = useLoad(useCallback(() => api.getLink({ linkId }), [linkId]))
  if (link.error) return <ErrorNotice during="noCharge" error={link.error} onRetry={link.reload} />
  return link.value === null ? <Loading /> : <EnrolCard like={link.value} onClose={onClose} />
}
