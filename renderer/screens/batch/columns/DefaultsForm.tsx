import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { operation, operations, provider, providers } from '../../../../shared/card'
import type { FileDefaults, FileMeaning } from '../../../../shared/column-mapping'
import { longest } from '../../../../shared/fields'
import { currencies, formatAmount, isCurrency, parseAmount } from '../../../../shared/money'
import { AmountField } from '../../../components/AmountField'
import { useLocale } from '../../../hooks/use-language'
import { useProblemWords } from '../../../hooks/use-problem-words'
import { lackingIn, type DefaultField } from './column-answers'
import classes from './ColumnsStage.module.css'
import { percentText, readPercent } from './percent'

interface DefaultsFormProps {
  readonly meaning: FileMeaning
  readonly defaults: FileDefaults
  readonly onChange: (defaults: FileDefaults) => void
}

/** What the file has no column for, said once for all of its rows. */
export function DefaultsForm({ meaning, defaults, onChange }: DefaultsFormProps) {
  const { t } = useTranslation('files')
  const lacking = lackingIn(meaning)
  if (lacking.length === 0) return null
  return (
    <fieldset className={classes['defaults']}>
      <legend>{t('defaults.title')}</legend>
      <p className={classes['why']}>{t('defaults.what')}</p>
      <div className={classes['defaultFields']}>
        {lacking.map((field) => (
          <Default key={field} field={field} defaults={defaults} onChange={onChange} />
        ))}
      </div>
    </fieldset>
  )
}

interface DefaultProps extends Omit<DefaultsFormProps, 'meaning'> {
  readonly field: DefaultField
}

function Default({ field, defaults, onChange }: DefaultProps) {
  const { t } = useTranslation(['files', 'batch', 'common'])
  const label = t(`batch:field.${field}`)
  const none = { value: '', label: t('defaults.none') }
  switch (field) {
    case 'currency':
      return (
        <NativeSelect
          label={label}
          data={[none, ...Object.keys(currencies)]}
          value={defaults.currency ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...defaults, currency: isCurrency(value) ? value : null })
          }
        />
      )
    case 'operation':
      return (
        <NativeSelect
          label={label}
          data={[none, ...operations.map((value) => ({ value, label: t(`common:operation.${value}`) }))]}
          value={defaults.operation ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...defaults, operation: operation.safeParse(value).data ?? null })
          }
        />
      )
    case 'provider':
      return (
        <NativeSelect
          label={label}
          data={[
            { value: '', label: t('defaults.asCard') },
            ...providers.map((value) => ({ value, label: t(`common:provider.${value}`) }))
          ]}
          value={defaults.provider ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...defaults, provider: provider.safeParse(value).data ?? null })
          }
        />
      )
    case 'auto_capture':
      return (
        <NativeSelect
          label={label}
          data={[
            { value: '', label: t('defaults.asAccount') },
            { value: 'yes', label: t('defaults.now') },
            { value: 'no', label: t('defaults.later') }
          ]}
          value={defaults.autoCapture === null ? '' : defaults.autoCapture ? 'yes' : 'no'}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...defaults, autoCapture: value === '' ? null : value === 'yes' })
          }
        />
      )
    case 'amount':
      return <AmountDefault label={label} defaults={defaults} onChange={onChange} />
    case 'description':
      return (
        <Typed
          label={label}
          said={defaults.description}
          maxLength={longest.description}
          onSay={(description) => onChange({ ...defaults, description })}
        />
      )
    case 'vat_rate':
      return (
        <Typed
          label={label}
          said={defaults.vatRate === null ? '' : percentText(defaults.vatRate)}
          maxLength={8}
          problem={(text) =>
            text.trim() !== '' && readPercent(text) === null ? t('defaults.percent') : null
          }
          onSay={(text) => {
            const vatRate = text.trim() === '' ? null : readPercent(text)
            if (vatRate !== null || text.trim() === '') onChange({ ...defaults, vatRate })
          }}
        />
      )
  }
}

interface TypedProps {
  readonly label: string
  readonly said: string
  readonly maxLength: number
  readonly problem?: (text: string) => string | null
  readonly onSay: (text: string) => void
}

/** A field that says what was typed when it is left, or at Enter; what cannot be read stays as it was typed. */
function Typed({ label, said, maxLength, problem, onSay }: TypedProps) {
  const [text, setText] = useState(said)
  const say = (): void => {
    if (text !== said) onSay(text)
  }
  return (
    <TextInput
      label={label}
      value={text}
      maxLength={maxLength}
      autoComplete="off"
      error={problem?.(text)}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={say}
      onKeyDown={(event) => event.key === 'Enter' && say()}
    />
  )
}

function AmountDefault({
  label,
  defaults,
  onChange
}: Omit<DefaultProps, 'field'> & { readonly label: string }) {
  const locale = useLocale()
  const { t } = useTranslation('files')
  const words = useProblemWords()
  const currency = defaults.currency ?? 'NOK'
  const [text, setText] = useState(
    defaults.amount === null ? '' : formatAmount(defaults.amount, currency, locale)
  )
  const [left, setLeft] = useState(false)
  const read = parseAmount(text, currency)
  return (
    <AmountField
      label={label}
      value={text}
      currency={currency}
      description={t('defaults.everyRow')}
      problem={left && !read.ok && read.problem !== 'empty' ? words('amount', read.problem) : null}
      onChange={(typed) => {
        setText(typed)
        setLeft(false)
      }}
      onBlur={() => {
        setLeft(true)
        const amount = read.ok ? read.amount : null
        if (amount !== defaults.amount) onChange({ ...defaults, amount })
      }}
    />
  )
}
