import { TextInput } from '@mantine/core'
import type { Ref } from 'react'
import { longestPin } from '../../../shared/approval'

interface PinFieldProps {
  readonly label: string
  readonly value: string
  readonly error: string | null
  readonly description?: string
  readonly ref?: Ref<HTMLInputElement>
  readonly onChange: (pin: string) => void
}

/** A PIN: never shown, never filled in by anybody else. */
export function PinField({ label, value, error, description, ref, onChange }: PinFieldProps) {
  return (
    <TextInput
      ref={ref ?? null}
      type="password"
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      maxLength={longestPin}
      label={label}
      description={description}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
