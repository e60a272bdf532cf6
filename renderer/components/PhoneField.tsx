import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Country } from '../../shared/account'
import { readPhone } from '../../shared/phone'

interface PhoneFieldProps {
  readonly label: string
  /** What was typed, untouched. Only `readPhone` turns it into a number. */
  readonly value: string
  readonly onChange: (text: string) => void
  /** How a number without a calling code is read. */
  readonly country: Country
  /** What is wrong, in words; it is the caller's to decide when to say so. */
  readonly problem: string | null
  readonly onBlur?: () => void
}

/** A field for a phone number, typed as people at home type it; says which number was understood. */
export function PhoneField({ label, value, onChange, country, problem, onBlur }: PhoneFieldProps) {
  const { t } = useTranslation('charge')
  const read = readPhone(value, country)
  const isAsTyped = read.ok && value.replace(/\s/g, '') === read.e164
  return (
    <TextInput
      label={label}
      value={value}
      error={problem}
      description={read.ok && !isAsTyped ? t('contact.understood', { phone: read.shown }) : undefined}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      inputMode="tel"
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={onBlur}
    />
  )
}
