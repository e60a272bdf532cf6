import { ActionIcon, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { amountStep, currencies, formatAmount } from '../../../shared/money'
import { AmountField } from '../../components/AmountField'
import { useLocale } from '../../hooks/use-language'
import { limitNames, type LimitName, type LimitProblems, type LimitRow } from './limits-form'
import classes from './SettingsScreen.module.css'

interface LimitsFieldsProps {
  readonly rows: readonly LimitRow[]
  readonly problems: Readonly<Record<string, LimitProblems>>
  readonly onChange: (rows: readonly LimitRow[]) => void
}

/** Three amounts for each currency that has limits of its own. */
export function LimitsFields({ rows, problems, onChange }: LimitsFieldsProps) {
  const { t } = useTranslation('settings')
  const locale = useLocale()
  const left = Object.keys(currencies).filter((code) => !rows.some(({ currency }) => currency === code))

  const type = (currency: string, name: LimitName, text: string): void => {
    onChange(
      rows.map((row) => (row.currency === currency ? { ...row, texts: { ...row.texts, [name]: text } } : row))
    )
  }
  const add = (currency: string | null): void => {
    if (currency) onChange([...rows, { currency, texts: { confirmAbove: '', perCharge: '', perDay: '' } }])
  }
  const words = (currency: string, name: LimitName): string | null => {
    const problem = problems[currency]?.[name]
    const example = formatAmount(5_000 * amountStep(currency), currency, locale)
    return problem ? t(`limits.${problem}`, { example }) : null
  }

  return (
    <div className={classes['limits']}>
      <h3>{t('limits.title')}</h3>
      <p>{t('limits.what')}</p>
      {rows.map(({ currency, texts }) => (
        <fieldset key={currency} className={classes['limitRow']}>
          <legend className="visually-hidden">{currency}</legend>
          <span className={classes['currency']} aria-hidden>
            {currency}
          </span>
          {limitNames.map((name) => (
            <AmountField
              key={name}
              label={t(`limits.${name}`)}
              value={texts[name]}
              currency={currency}
              echo={false}
              problem={words(currency, name)}
              onChange={(text) => type(currency, name, text)}
            />
          ))}
          <ActionIcon
            className={classes['dropLimit']}
            variant="subtle"
            color="gray"
            size={34}
            aria-label={t('limits.remove', { currency })}
            title={t('limits.remove', { currency })}
            onClick={() => onChange(rows.filter((row) => row.currency !== currency))}
          >
            <IconX size={17} aria-hidden />
          </ActionIcon>
        </fieldset>
      ))}
      <Select
        key={rows.length}
        w={200}
        aria-label={t('limits.add')}
        placeholder={t('limits.add')}
        data={left}
        value={null}
        onChange={add}
      />
    </div>
  )
}
