import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EnvironmentBadge } from '../../components/EnvironmentBadge'
import type { AccountIdReading } from './account-id'
import classes from './ConnectForm.module.css'

interface AccountIdFieldProps {
  readonly value: string
  /** True for an account that is connected again: the id cannot change. */
  readonly fixed: boolean
  readonly reading: AccountIdReading
  readonly pressed: boolean
  /** What main said of this field, in words. */
  readonly said: string | null
  readonly refusal: 'account_id_unknown' | 'account_exists' | 'credentials_refused' | null
  readonly onChange: (value: string) => void
}

/** The account id, checked as it is typed; it says at once whether money will be real. */
export function AccountIdField({
  value,
  fixed,
  reading,
  pressed,
  said,
  refusal,
  onChange
}: AccountIdFieldProps) {
  const { t } = useTranslation('accounts')
  const [left, setLeft] = useState(false)

  const words = (): string | null => {
    if (refusal)
      return t(refusal === 'account_exists' ? 'connect.problem.idExists' : 'connect.problem.idUnknown')
    if (reading.ok) return said
    const { problem } = reading
    // What more typing will mend is not called wrong before the person has left the field.
    const unfinished = problem.kind === 'idEmpty' || problem.kind === 'idDigits'
    if (unfinished && !pressed && !(left && problem.kind === 'idDigits')) return null
    return problem.kind === 'idDigits'
      ? t('connect.problem.idDigits', { count: problem.count })
      : t(`connect.problem.${problem.kind}`)
  }
  return (
    <div>
      <TextInput
        label={t('connect.accountId')}
        description={t('connect.accountIdHint')}
        value={value}
        readOnly={fixed}
        maxLength={50}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        {...(!fixed && { 'data-autofocus': true })}
        error={words()}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={() => setLeft(true)}
      />
      <div className={classes['environment']} aria-live="polite">
        {reading.ok && (
          <>
            <EnvironmentBadge environment={reading.environment} />
            <span>{t(`connect.environment.${reading.environment}`)}</span>
          </>
        )}
      </div>
    </div>
  )
}
