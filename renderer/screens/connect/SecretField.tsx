import { ActionIcon, Input } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useId, useState, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './SecretField.module.css'

interface SecretFieldProps {
  readonly field: RefObject<HTMLInputElement | null>
  readonly label: string
  readonly description: string
  readonly error: ReactNode
  readonly onEdited: () => void
}

/**
 * A password field whose value lives in the DOM node and nowhere else: no React state, no store, no form library
 * ever holds the secret. The form reads it through the ref when it is sent, and empties the node afterwards.
 */
export function SecretField({ field, label, description, error, onEdited }: SecretFieldProps) {
  const { t } = useTranslation('accounts')
  const [shown, setShown] = useState(false)
  const id = useId()
  return (
    <Input.Wrapper
      id={id}
      label={label}
      description={description}
      error={error}
      required
      withAsterisk={false}
    >
      <div className={classes['row']}>
        <input
          ref={field}
          id={id}
          className={classes['input']}
          type={shown ? 'text' : 'password'}
          name="client-secret"
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={1000}
          required
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error ${id}-description` : `${id}-description`}
          onInput={onEdited}
        />
        <ActionIcon
          className={classes['reveal']}
          variant="subtle"
          color="gray"
          size={28}
          aria-pressed={shown}
          aria-label={t('connect.showSecret')}
          title={t('connect.showSecret')}
          onClick={() => setShown(!shown)}
        >
          {shown ? <IconEyeOff size={17} aria-hidden /> : <IconEye size={17} aria-hidden />}
        </ActionIcon>
      </div>
    </Input.Wrapper>
  )
}
