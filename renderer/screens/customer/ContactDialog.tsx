import { Button, Checkbox, Group, Modal, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerView } from '../../../shared/customer'
import { shownPhone } from '../../../shared/phone'
import { api } from '../../api'
import { ErrorNotice } from '../../components/ErrorNotice'
import { PhoneField } from '../../components/PhoneField'
import { problemsOf } from '../../field-problems'
import { useAction } from '../../hooks/use-action'
import { useProblemWords } from '../../hooks/use-problem-words'
import { useStatus } from '../../stores/app-store'

interface ContactDialogProps {
  readonly customer: CustomerView
  readonly opened: boolean
  readonly onClose: () => void
  readonly onChanged: () => void
}

/** Changes who a customer is and how they are reached. What was charged says what it said. */
export function ContactDialog({ customer, opened, onClose, onChanged }: ContactDialogProps) {
  const { t } = useTranslation(['customer', 'common'])
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('contact.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <ContactForm customer={customer} onClose={onClose} onChanged={onChanged} />
    </Modal>
  )
}

function ContactForm({ customer, onClose, onChanged }: Omit<ContactDialogProps, 'opened'>) {
  const { t } = useTranslation(['customer', 'links', 'common'])
  const words = useProblemWords()
  const country = useStatus().activeAccount?.settings.country ?? 'NO'
  const [form, setForm] = useState({
    customerName: customer.name,
    customerNumber: customer.customerNumber,
    email: customer.email,
    phone: shownPhone(customer.phone)
  })
  const [all, setAll] = useState(true)
  const saving = useAction(api.editContact)
  const problems = problemsOf(saving.error?.fields)
  const [first, ...others] = customer.cards
  // An address may be shared by a household, a customer number is one customer's.
  const same = others.filter(({ ties }) => ties.includes('number'))
  const edit = (change: Partial<typeof form>): void => {
    setForm((before) => ({ ...before, ...change }))
    saving.clear()
  }
  const save = async (): Promise<void> => {
    const cards = [first, ...(all ? same : [])].flatMap((each) => (each === undefined ? [] : each.card.id))
    const answer = await saving.run({ cardIds: cards, ...form })
    if (!answer?.ok) return
    onClose()
    onChanged()
  }
  const shown = (field: string): string | null => {
    const problem = problems[field]
    return problem ? words(field, problem) : null
  }
  const field = (name: 'customerName' | 'customerNumber' | 'email') => ({
    label: t(`links:enrol.${name}`),
    value: form[name],
    error: shown(name),
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => edit({ [name]: event.currentTarget.value })
  })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Stack gap="sm">
        <div>{t('contact.lead')}</div>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput {...field('customerName')} data-autofocus />
          <TextInput {...field('customerNumber')} />
          <TextInput {...field('email')} inputMode="email" spellCheck={false} />
          <PhoneField
            label={t('links:enrol.phone')}
            value={form.phone}
            country={country}
            problem={shown('phone')}
            onChange={(phone) => edit({ phone })}
          />
        </SimpleGrid>
        {same.length > 0 && (
          <Checkbox
            label={t('contact.all', { count: same.length })}
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        )}
        {saving.error && saving.error.fields === undefined && (
          <ErrorNotice during="noCharge" error={saving.error} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={saving.busy}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
