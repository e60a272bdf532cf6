import { NativeSelect } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Approval, ApprovalAsked } from '../../../shared/approval'
import type { AppError } from '../../../shared/result'
import { useLocale } from '../../hooks/use-language'
import { fullTime } from '../../time-format'
import { useApprovalWords } from './approval-words'
import { PinField } from './PinField'

type Listed = Omit<ApprovalAsked['approvers'][number], 'hadHand'> & { readonly hadHand?: boolean }

interface ApproverFieldsProps {
  readonly label: string
  readonly pinLabel: string
  readonly description?: string
  readonly approvers: readonly Listed[]
  readonly value: Approval
  readonly error: AppError | null
  readonly onChange: (value: Approval) => void
}

/** Who approves, by name and PIN. After a wrong PIN the field is empty and has the focus. */
export function ApproverFields({
  label,
  pinLabel,
  description,
  approvers,
  value,
  error,
  onChange
}: ApproverFieldsProps) {
  const { t } = useTranslation('approval')
  const locale = useLocale()
  const words = useApprovalWords()
  const pin = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (error?.code === 'pin_wrong') pin.current?.focus()
  }, [error])
  const labelOf = ({ name, hadHand, lockedUntil }: Listed): string => {
    if (hadHand === true) return t('field.hadHand', { name })
    return lockedUntil === null ? name : t('field.lockedUntil', { name, time: fullTime(lockedUntil, locale) })
  }
  return (
    <>
      <NativeSelect
        label={label}
        description={description}
        value={value.approverId}
        data={[
          { value: '', label: t('field.choose') },
          ...approvers.map((each) => ({
            value: each.id,
            label: labelOf(each),
            disabled: each.hadHand === true
          }))
        ]}
        onChange={(event) => onChange({ approverId: event.currentTarget.value, pin: '' })}
      />
      <PinField
        ref={pin}
        label={pinLabel}
        value={value.pin}
        error={words.refusedPin(error)}
        onChange={(typed) => onChange({ ...value, pin: typed })}
      />
    </>
  )
}
