import { Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ModificationDetail } from '../../../shared/modification'
import { api } from '../../api'
import { createFlow } from './modification-flow'
import type { Target } from './modification-form'
import classes from './Modification.module.css'
import { ModificationFields } from './ModificationFields'
import { ModificationReviewStep } from './ModificationReviewStep'

/** What a capture, void or refund is of, as a person knows it. */
export interface PaymentNames {
  readonly customerName: string
  readonly merchantReference: string
}

interface ModificationDialogProps {
  readonly target: Target
  readonly names: PaymentNames
  readonly opened: boolean
  readonly onClose: () => void
  /** When the dialog is gone from the screen. */
  readonly onGone: () => void
  readonly onDone: (modification: ModificationDetail) => void
  /** Something was refused, or nobody can say whether it was sent: the payment is to be read anew. */
  readonly onStale: () => void
}

/** Captures, releases or refunds: what, then a review of what will happen, then once. */
export function ModificationDialog({ opened, onClose, onGone, ...props }: ModificationDialogProps) {
  const { t } = useTranslation(['payment', 'common'])
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={onGone}
      title={t(`dialog.${props.target.kind}`)}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <Steps onClose={onClose} {...props} />
    </Modal>
  )
}

type StepsProps = Omit<ModificationDialogProps, 'opened' | 'onGone'>

function Steps({ target, names, onClose, onDone, onStale }: StepsProps) {
  const [flow] = useState(() =>
    createFlow(
      {
        review: api.reviewModification,
        submit: api.submitModification,
        now: () => performance.now()
      },
      target
    )
  )
  const phase = useStore(flow, (state) => state.phase)
  useEffect(() => {
    if (phase.name === 'done') onDone(phase.modification)
  }, [phase, onDone])
  const error = useStore(flow, (state) => state.error)
  useEffect(() => {
    if (error !== null) onStale()
  }, [error, onStale])
  const isForm = phase.name === 'form' || phase.name === 'checking'
  return (
    <div className={classes['root']}>
      {isForm && <ModificationFields flow={flow} target={target} names={names} onClose={onClose} />}
      {!isForm && phase.name !== 'done' && (
        <ModificationReviewStep flow={flow} phase={phase} onClose={onClose} />
      )}
    </div>
  )
}
