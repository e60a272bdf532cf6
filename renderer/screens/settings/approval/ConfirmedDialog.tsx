import { Button, Group, Modal, Stack } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval, ApproverView } from '../../../../shared/approval'
import type { AppError } from '../../../../shared/result'
import { isSaid } from '../../../components/approval/approval-form'
import { ApproverFields } from '../../../components/approval/ApproverFields'
import { ErrorNotice } from '../../../components/ErrorNotice'

interface ConfirmedDialogProps {
  readonly title: string
  readonly submit: string
  readonly color?: string
  /** Who may confirm it; nobody where it needs no confirmation. */
  readonly approvers: readonly ApproverView[]
  readonly by: Approval
  readonly onBy: (by: Approval) => void
  readonly ready?: boolean
  readonly busy: boolean
  readonly error: AppError | null
  readonly children: ReactNode
  readonly onSubmit: () => void
  readonly onClose: () => void
}

/** A change that somebody who may approve confirms with a PIN. */
export function ConfirmedDialog({
  title,
  submit,
  color,
  approvers,
  by,
  onBy,
  ready = true,
  busy,
  error,
  children,
  onSubmit,
  onClose
}: ConfirmedDialogProps) {
  const { t } = useTranslation(['approval', 'common'])
  const isConfirmed = approvers.length === 0 || isSaid(by)
  const isSaidInPlace = error?.code === 'pin_wrong' || error?.code === 'approver_locked'
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (ready && isConfirmed) onSubmit()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <form noValidate onSubmit={send}>
        <Stack>
          {children}
          {approvers.length > 0 && (
            <ApproverFields
              label={t('field.by')}
              pinLabel={t('field.byPin')}
              description={t('field.byWhat')}
              approvers={approvers}
              value={by}
              error={error}
              onChange={onBy}
            />
          )}
          {error && !isSaidInPlace && (error.fields ?? []).length === 0 && <ErrorNotice error={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!ready || !isConfirmed} {...(color && { color })}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
