import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { containsCardNumber } from '../../../shared/text'
import classes from './FilterBar.module.css'
import { longestSearch } from './filters'

interface SearchFieldProps {
  readonly label: string
  readonly placeholder: string
  /** What was typed, untouched; `searchedText` says what is searched for. */
  readonly value: string
  readonly onChange: (typed: string) => void
  /** Where typing goes when the screen is come to. */
  readonly takesFocus?: boolean
  /** Where the field stands among buttons. */
  readonly isLabelHidden?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

/** The field that Ctrl+F goes to. */
export function SearchField({
  label,
  placeholder,
  value,
  onChange,
  takesFocus = false,
  isLabelHidden = false,
  ref
}: SearchFieldProps) {
  const { t } = useTranslation(['common', 'errors'])
  return (
    <TextInput
      ref={ref ?? null}
      className={classes['search'] ?? ''}
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        value !== '' && (
          <CloseButton size="sm" aria-label={t('action.clearSearch')} onClick={() => onChange('')} />
        )
      }
      value={value}
      error={containsCardNumber(value) && t('errors:field.card_number')}
      maxLength={longestSearch}
      autoComplete="off"
      spellCheck={false}
      data-screen-search
      {...(takesFocus && { 'data-autofocus': true })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
