import { Button, Group, Modal, SegmentedControl, Stack } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardView } from '../../../shared/card'
import type { AppError } from '../../../shared/result'
import { api } from '../../api'
import { EnrolCard } from '../enrol-card/EnrolCard'
import { ErrorNotice } from '../ErrorNotice'
import { useStatus } from '../../stores/app-store'
import { problemsOf, type Problems } from '../../field-problems'
import { emptyCardForm, readCardForm, type AddWay, type CardForm } from './card-form'
import { ContactFields, TokenFields, TransactionField } from './CardFields'

interface AddCardDialogProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly onAdded: (card: CardView) => void
}

/**
 * Stores a card: by a link with which the customer stores it, by the transaction that made its token, or by the token
 * itself. Its content is gone when it closes.
 */
export function AddCardDialog({ opened, onClose, onAdded }: AddCardDialogProps) {
  const { t } = useTranslation(['cards', 'common'])
  const close = { 'aria-label': t('common:action.close') }
  return (
    <Modal opened={opened} onClose={onClose} title={t('add.title')} size="lg" closeButtonProps={close}>
      <AddCard
        onClose={onClose}
        onAdded={(card) => {
          onClose()
          onAdded(card)
        }}
      />
    </Modal>
  )
}

type Way = 'enrolment' | AddWay

function AddCard({ onClose, onAdded }: Omit<AddCardDialogProps, 'opened'>) {
  const { t } = useTranslation(['cards', 'links'])
  const [way, setWay] = useState<Way>('enrolment')
  const [isAsked, setAsked] = useState(false)
  const ways: readonly { readonly value: Way; readonly label: string }[] = [
    { value: 'enrolment', label: t('links:enrol.way') },
    { value: 'transaction', label: t('add.byTransaction') },
    { value: 'token', label: t('add.byToken') }
  ]
  return (
    <Stack gap="sm">
      {!isAsked && (
        <SegmentedControl
          fullWidth
          aria-label={t('add.way')}
          value={way}
          transitionDuration={0}
          data={[...ways]}
          onChange={(value) => setWay(ways.find((each) => each.value === value)?.value ?? way)}
        />
      )}
      {way === 'enrolment' ? (
        <EnrolCard onClose={onClose} onMade={() => setAsked(true)} />
      ) : (
        <AddCardForm way={way} onClose={onClose} onAdded={onAdded} />
      )}
    </Stack>
  )
}

interface AddCardFormProps extends Omit<AddCardDialogProps, 'opened'> {
  readonly way: AddWay
}

function AddCardForm({ way, onClose, onAdded }: AddCardFormProps) {
  const { t } = useTranslation(['cards', 'common'])
  const country = useStatus().activeAccount?.settings.country ?? 'NO'
  const [form, setForm] = useState<CardForm>(emptyCardForm)
  const [problems, setProblems] = useState<Problems>({})
  const [error, setError] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  // The only place the page ever has the token: in this element, until it is submitted.
  const tokenField = useRef<HTMLInputElement>(null)

  const edit = (change: Partial<CardForm>): void => {
    setForm((before) => ({ ...before, ...change }))
    setProblems((before) =>
      Object.fromEntries(Object.entries(before).filter(([field]) => !Object.hasOwn(change, field)))
    )
  }
  const forget = (field: string): void =>
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([each]) => each !== field)))

  const submit = async (): Promise<void> => {
    if (running.current) return
    const read = readCardForm(way, form, country, () => tokenField.current?.value ?? '')
    setProblems(read.problems)
    setError(null)
    if (!read.ok) return
    running.current = true
    setBusy(true)
    try {
      const answer = await (read.way === 'token'
        ? api.addCardFromToken({ ...read.input, token: tokenField.current?.value ?? '' })
        : api.addCardFromTransaction(read.input))
      if (answer.ok) {
        if (tokenField.current) tokenField.current.value = ''
        onAdded(answer.value)
      } else {
        setError(answer.error)
        setProblems(problemsOf(answer.error.fields))
      }
    } finally {
      running.current = false
      setBusy(false)
    }
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="sm">
        {way === 'transaction' ? (
          <TransactionField form={form} problems={problems} onEdit={edit} />
        ) : (
          <TokenFields
            form={form}
            problems={problems}
            onEdit={edit}
            tokenField={tokenField}
            onTokenEdited={() => forget('token')}
          />
        )}
        <ContactFields way={way} country={country} form={form} problems={problems} onEdit={edit} />
        {error && <ErrorNotice during="noCharge" error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" aria-disabled={busy} {...(busy && { 'data-disabled': true })}>
            {busy ? t('common:busy') : t('add.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
