import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { longestPin, pinProblem, shortestPin } from '../../../../shared/approval'
import type { AppError } from '../../../../shared/result'
import { useApprovalWords } from '../../../components/approval/approval-words'
import { PinField } from '../../../components/approval/PinField'

/** A PIN somebody wants, typed twice. */
export interface NewPin {
  readonly pin: string
  readonly again: string
}

export const noPin: NewPin = { pin: '', again: '' }

export function isRightPin({ pin, again }: NewPin): boolean {
  return pinProblem(pin) === null && pin === again
}

interface NewPinFieldsProps {
  readonly label: string
  readonly value: NewPin
  readonly error: AppError | null
  readonly onChange: (value: NewPin) => void
}

/** A new PIN, twice: what is wrong is said once a field is left, or main has said it. */
export function NewPinFields({ label, value, error, onChange }: NewPinFieldsProps) {
  const { t } = useTranslation('approval')
  const words = useApprovalWords()
  const [left, setLeft] = useState({ pin: false, again: false })
  const refused = error?.fields?.find(({ field }) => field === 'pin')?.problem ?? null
  const problem = (left.pin && value.pin !== '' ? pinProblem(value.pin) : null) ?? refused
  const differs = left.again && value.again !== '' && value.again !== value.pin
  return (
    <>
      <div onBlur={() => setLeft({ ...left, pin: true })}>
        <PinField
          label={label}
          description={t('field.pinWhat', { shortest: shortestPin, longest: longestPin })}
          value={value.pin}
          error={problem === null ? null : words.newPin(problem)}
          onChange={(pin) => onChange({ ...value, pin })}
        />
      </div>
      <div onBlur={() => setLeft({ ...left, again: true })}>
        <PinField
          label={t('field.again')}
          value={value.again}
          error={differs ? t('field.differs') : null}
          onChange={(again) => onChange({ ...value, again })}
        />
      </div>
    </>
  )
}
