import { Checkbox, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Country } from '../../../shared/account'
import { provider as providerSchema, providers, type Provider } from '../../../shared/card'
import { currencies } from '../../../shared/money'
import type { Problems } from '../../field-problems'
import { useProblemWords } from '../../hooks/use-problem-words'
import { LifetimeField } from '../links/LifetimeField'
import { PhoneField } from '../PhoneField'
import { keepsRecurringApart, type EnrolmentForm } from './enrolment-form'

interface EnrolmentFieldsProps {
  readonly form: EnrolmentForm
  /** The provider meant while none is chosen. */
  readonly usual: Provider
  /** How a phone number without a calling code is read. */
  readonly country: Country
  readonly problems: Problems
  readonly onEdit: (change: Partial<EnrolmentForm>) => void
}

/** Whose card is to be stored, and where. */
export function EnrolmentFields({ form, usual, country, problems, onEdit }: EnrolmentFieldsProps) {
  const { t } = useTranslation(['links', 'common'])
  const words = useProblemWords()
  const provider = form.provider ?? usual
  const shown = (field: string): string | null => {
    const problem = problems[field]
    return problem ? words(field, problem) : null
  }
  const field = (name: 'customerName' | 'customerNumber' | 'email') => ({
    label: t(`enrol.${name}`),
    value: form[name],
    error: shown(name),
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => onEdit({ [name]: event.currentTarget.value })
  })
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput {...field('customerName')} data-autofocus />
        <TextInput {...field('customerNumber')} />
        <TextInput {...field('email')} inputMode="email" spellCheck={false} />
        <PhoneField
          label={t('enrol.phone')}
          value={form.phone}
          country={country}
          problem={shown('phone')}
          onChange={(phone) => onEdit({ phone })}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <Select
          label={t('enrol.provider')}
          data={providers.map((value) => ({ value, label: t(`common:provider.${value}`) }))}
          value={provider}
          allowDeselect={false}
          onChange={(value) => onEdit({ provider: providerSchema.safeParse(value).data ?? null })}
        />
        <Select
          label={t('enrol.currency')}
          data={Object.keys(currencies)}
          value={form.currency}
          error={shown('currency')}
          allowDeselect={false}
          onChange={(currency) => currency !== null && onEdit({ currency })}
        />
        <LifetimeField value={form.lifetimeHours} onChange={(lifetimeHours) => onEdit({ lifetimeHours })} />
      </SimpleGrid>
      {keepsRecurringApart(provider) && (
        <Checkbox
          label={t('enrol.recurring')}
          description={t('enrol.recurringHint')}
          checked={form.recurring}
          onChange={(event) => onEdit({ recurring: event.currentTarget.checked })}
        />
      )}
    </>
  )
}
