import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval, ApprovalView, ApproverView } from '../../../../shared/approval'
import type { AppError, Result } from '../../../../shared/result'
import { api } from '../../../api'
import { nobody } from '../../../components/approval/approval-form'
import { useApprovalWords } from '../../../components/approval/approval-words'
import { PinField } from '../../../components/approval/PinField'
import { useAction } from '../../../hooks/use-action'
import { ConfirmedDialog } from './ConfirmedDialog'
import { isRightPin, NewPinFields, noPin } from './NewPinFields'

interface DialogProps {
  readonly view: ApprovalView
  readonly onView: (view: ApprovalView) => void
  readonly onClose: () => void
}

/** Who confirms a change: their PIN is forgotten whatever came of it. */
export function useConfirmed({ onView, onClose }: Pick<DialogProps, 'onView' | 'onClose'>) {
  const [by, setBy] = useState<Approval>(nobody)
  const finish = (answer: Result<ApprovalView> | null): void => {
    setBy((said) => ({ ...said, pin: '' }))
    if (!answer?.ok) return
    onView(answer.value)
    onClose()
  }
  return { by, setBy, finish }
}

/** Lets somebody approve from now on. */
export function AddPersonDialog({ view, onView, onClose }: DialogProps) {
  const { t } = useTranslation('approval')
  const words = useApprovalWords()
  const [name, setName] = useState('')
  const [pin, setPin] = useState(noPin)
  const { by, setBy, finish } = useConfirmed({ onView, onClose })
  const add = useAction(api.addApprover)
  const problem = fieldProblem(add.error, 'name')
  const submit = async (): Promise<void> => {
    finish(await add.run({ name, pin: pin.pin, by: view.approvers.length > 0 ? by : null }))
  }
  return (
    <ConfirmedDialog
      title={t('people.add')}
      submit={t('people.add')}
      approvers={view.approvers}
      by={by}
      onBy={setBy}
      ready={name.trim() !== '' && isRightPin(pin)}
      busy={add.busy}
      error={add.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p>{t('people.addWhat')}</p>
      <TextInput
        data-autofocus
        label={t('field.name')}
        value={name}
        maxLength={100}
        autoComplete="off"
        error={problem === null ? null : words.name(problem)}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NewPinFields label={t('field.pin')} value={pin} error={add.error} onChange={setPin} />
    </ConfirmedDialog>
  )
}

interface OfPersonProps extends DialogProps {
  readonly person: ApproverView
}

/** Gives somebody another PIN, by the one until now. */
export function ChangePinDialog({ person, onView, onClose }: OfPersonProps) {
  const { t } = useTranslation('approval')
  const words = useApprovalWords()
  const [pin, setPin] = useState(noPin)
  const { by, setBy, finish } = useConfirmed({ onView, onClose })
  const change = useAction(api.changePin)
  const submit = async (): Promise<void> => {
    finish(await change.run({ by: { approverId: person.id, pin: by.pin }, pin: pin.pin }))
  }
  return (
    <ConfirmedDialog
      title={t('people.changePinNamed', { name: person.name })}
      submit={t('people.changePin')}
      approvers={[]}
      by={by}
      onBy={setBy}
      ready={by.pin !== '' && isRightPin(pin)}
      busy={change.busy}
      error={change.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <PinField
        label={t('field.oldPin')}
        value={by.pin}
        error={words.refusedPin(change.error)}
        onChange={(old) => setBy({ ...by, pin: old })}
      />
      <NewPinFields label={t('field.newPin')} value={pin} error={change.error} onChange={setPin} />
    </ConfirmedDialog>
  )
}

/** Lets somebody approve no more. */
export function RemovePersonDialog({ view, person, onView, onClose }: OfPersonProps) {
  const { t } = useTranslation('approval')
  const { by, setBy, finish } = useConfirmed({ onView, onClose })
  const remove = useAction(api.removeApprover)
  const submit = async (): Promise<void> => {
    finish(await remove.run({ approverId: person.id, by: view.inForce ? by : null }))
  }
  return (
    <ConfirmedDialog
      title={t('people.removeTitle', { name: person.name })}
      submit={t('people.remove')}
      color="red"
      approvers={view.inForce ? view.approvers : []}
      by={by}
      onBy={setBy}
      busy={remove.busy}
      error={remove.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p>{t('people.removeWhat', { name: person.name })}</p>
    </ConfirmedDialog>
  )
}

function fieldProblem(error: AppError | null, field: string) {
  return error?.fields?.find((each) => each.field === field)?.problem ?? null
}
