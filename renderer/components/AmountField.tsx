import { Button, TextInput } from '@mantine/core'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount, formatMoney, isCurrency, parseAmount, parseTotal } from '../../shared/money'
import { useLocale } from '../hooks/use-language'
import classes from './AmountField.module.css'

interface AmountFieldProps {
  readonly label: string
  /** What was typed, untouched. Only `parseAmount` turns it into money. */
  readonly value: string
  readonly onChange: (text: string) => void
  readonly currency: string
  /** What is wrong, in words; it is the caller's to decide when to say so. */
  readonly problem: string | null
  readonly onBlur?: () => void
  readonly description?: string
  readonly placeholder?: string
  readonly required?: boolean
  /** Shows what was understood under the field. Off where a row of fields has no room for it. */
  readonly echo?: boolean
  /** It is what many charges come to. */
  readonly total?: boolean
  readonly size?: 'sm' | 'lg'
  readonly ref?: Ref<HTMLInputElement>
}

/**
 * A field for money: plain text, read by our own parser, with what was understood shown as money while typing.
 * Never a number input, which reads `1299.90` in its own way. An amount that can be read two ways is not
 * guessed: both readings are offered.
 */
export function AmountField({
  onChange,
  echo = true,
  total = false,
  size = 'sm',
  ...props
}: AmountFieldProps) {
  const { label, value, currency, problem, onBlur, description, placeholder, required, ref } = props
  const { t } = useTranslation('charge')
  const locale = useLocale()
  const read = isCurrency(currency) ? (total ? parseTotal : parseAmount)(value, currency) : null
  const understood = read?.ok
    ? t('amount.understood', { money: formatMoney(read.amount, currency, locale) })
    : ''
  const readings = read && !read.ok && read.problem === 'ambiguous' ? read.readings : []

  return (
    <div>
      <TextInput
        ref={ref ?? null}
        label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onBlur}
        error={problem}
        description={
          echo ? understood || (problem === null ? description || '\u00a0' : undefined) : description
        }
        placeholder={placeholder ?? ''}
        required={required ?? false}
        withAsterisk={false}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        classNames={{
          error: classes['error'] ?? '',
          input: `${classes['input']} ${size === 'lg' ? classes['large'] : ''}`,
          description: `${classes['echo']} ${understood ? classes['understood'] : ''}`
        }}
      />
      {readings.length > 0 && (
        <div className={classes['readings']} role="group" aria-label={t('amount.which')}>
          {readings.map((amount) => (
            <Button
              key={amount}
              size="xs"
              variant="default"
              onClick={() => onChange(formatAmount(amount, currency, locale))}
            >
              {formatMoney(amount, currency, locale)}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
