import { SimpleGrid, Select, TextInput } from '@mantine/core'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Country } from '../../../shared/account'
import { brand, brands, provider, providers, tokenKind, tokenKindsOf } from '../../../shared/card'
import { PhoneField } from '../PhoneField'
import type { Problems } from '../../field-problems'
import { useProblemWords } from '../../hooks/use-problem-words'
import { withProvider, type AddWay, type CardForm } from './card-form'

interface FieldsProps {
  readonly form: CardForm
  readonly problems: Problems
  readonly onEdit: (change: Partial<CardForm>) => void
}

function useShown(problems: Problems): (field: string) => string | null {
  const words = useProblemWords()
  return (field) => {
    const problem = problems[field]
    return problem ? words(field, problem) : null
  }
}

/** The id of the transaction that made the token. */
export function TransactionField({ form, problems, onEdit }: FieldsProps) {
  const { t } = useTranslation('cards')
  const shown = useShown(problems)
  return (
    <TextInput
      data-autofocus
      label={t('add.transactionId')}
      description={t('add.transactionHint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={form.transactionId}
      error={shown('transactionId')}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onEdit({ transactionId: event.currentTarget.value })}
    />
  )
}

interface TokenFieldsProps extends FieldsProps {
  readonly tokenField: RefObject<HTMLInputElement | null>
  readonly onTokenEdited: () => void
}

/**
 * A token and what Trekk cannot learn from it. The token's input is uncontrolled and stays so: a token can move
 * money, so its value is in the element alone, never in a state, a store or a closure.
 */
export function TokenFields({ form, problems, onEdit, tokenField, onTokenEdited }: TokenFieldsProps) {
  const { t } = useTranslation(['cards', 'common'])
  const shown = useShown(problems)
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          label={t('add.provider')}
          data={providers.map((value) => ({ value, label: t(`common:provider.${value}`) }))}
          value={form.provider}
          error={shown('provider')}
          allowDeselect={false}
          onChange={(value) => {
            const parsed = provider.safeParse(value)
            if (parsed.success) onEdit(withProvider(form, parsed.data))
          }}
        />
        <Select
          label={t('add.tokenKind')}
          data={tokenKindsOf(form.provider).map((value) => ({
            value,
            label: t(`common:tokenKind.${value}`)
          }))}
          value={form.tokenKind}
          error={shown('tokenKind')}
          allowDeselect={false}
          onChange={(value) => {
            const parsed = tokenKind.safeParse(value)
            if (parsed.success) onEdit({ tokenKind: parsed.data })
          }}
        />
      </SimpleGrid>
      <TextInput
        ref={tokenField}
        type="password"
        label={t('add.token')}
        description={t('add.tokenHint')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        error={shown('token')}
        autoComplete="off"
        spellCheck={false}
        onChange={onTokenEdited}
      />
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <Select
          label={t('add.brand')}
          data={brands.map((value) => ({ value, label: t(`common:brand.${value}`) }))}
          value={form.brand}
          allowDeselect={false}
          onChange={(value) => {
            const parsed = brand.safeParse(value)
            if (parsed.success) onEdit({ brand: parsed.data })
          }}
        />
        <TextInput
          label={t('add.lastFour')}
          value={form.lastFour}
          error={shown('lastFour') && t('add.lastFourProblem')}
          inputMode="numeric"
          autoComplete="off"
          onChange={(event) => onEdit({ lastFour: event.currentTarget.value })}
        />
        <TextInput
          label={t('add.expiry')}
          placeholder="04/2027"
          value={form.expiry}
          error={shown('expiry') && t('add.expiryProblem')}
          autoComplete="off"
          onChange={(event) => onEdit({ expiry: event.currentTarget.value })}
        />
      </SimpleGrid>
    </>
  )
}

interface ContactFieldsProps extends FieldsProps {
  readonly way: AddWay
  /** How a phone number without a calling code is read. */
  readonly country: Country
}

/** Whose card it is; what is left empty is taken from the transaction. */
export function ContactFields({ way, country, form, problems, onEdit }: ContactFieldsProps) {
  const { t } = useTranslation('cards')
  const shown = useShown(problems)
  const field = (name: 'customerName' | 'customerNumber' | 'email' | 'reference') => ({
    label: t(`add.${name}`),
    value: form[name],
    error: shown(name),
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => onEdit({ [name]: event.currentTarget.value })
  })
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <TextInput
        {...field('customerName')}
        {...(way === 'transaction' && { description: t('add.contactHint') })}
      />
      <TextInput {...field('customerNumber')} {...(way === 'transaction' && { description: '\u00a0' })} />
      <TextInput {...field('email')} inputMode="email" spellCheck={false} />
      <PhoneField
        label={t('add.phone')}
        value={form.phone}
        country={country}
        problem={shown('phone')}
        onChange={(phone) => onEdit({ phone })}
      />
      {way === 'token' && <TextInput {...field('reference')} spellCheck={false} />}
    </SimpleGrid>
  )
}
