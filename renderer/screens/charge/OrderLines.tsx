import { ActionIcon, Autocomplete, Button, TextInput } from '@mantine/core'
import { IconCalculator, IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatAmount, formatMoney } from '../../../shared/money'
import { useLocale } from '../../hooks/use-language'
import { formatVatRate, lineVat, vatRatesFor, type LineForm, type LinesRead } from './order-lines'
import { AmountField } from '../../components/AmountField'
import classes from './OrderLines.module.css'

interface OrderLinesProps {
  readonly lines: readonly LineForm[]
  readonly read: LinesRead
  readonly currency: string
  /** The charge's amount in minor units, null while it cannot be read. */
  readonly amount: number | null
  readonly problem: (field: string) => string | null
  readonly onChange: (lines: readonly LineForm[]) => void
  readonly onTouch: (field: string) => void
  /** @param sum minor units */
  readonly onUseSum: (sum: number) => void
}

/** The optional lines of an order, with VAT, added up while they are typed. */
export function OrderLines({ lines, read, currency, amount, problem, ...on }: OrderLinesProps) {
  const { t } = useTranslation('charge')
  const locale = useLocale()

  const add = (): void => {
    const key = Math.max(-1, ...lines.map((line) => line.key)) + 1
    const rest = amount === null ? null : amount - (read.sum ?? 0)
    on.onChange([
      ...lines,
      {
        key,
        description: '',
        quantity: '1',
        amount: rest !== null && rest > 0 ? formatAmount(rest, currency, locale) : '',
        vatRate: formatVatRate(vatRatesFor(currency)[0] ?? 0, locale),
        vatAmount: null
      }
    ])
  }
  const edit = (key: number, change: Partial<LineForm>): void =>
    on.onChange(lines.map((line) => (line.key === key ? { ...line, ...change } : line)))

  return (
    <fieldset className={classes['root']}>
      <legend className={classes['legend']}>{t('lines.title')}</legend>
      {lines.length === 0 && <p className={classes['hint']}>{t('lines.hint')}</p>}
      {lines.map((line, index) => (
        <Line
          key={line.key}
          line={line}
          index={index}
          currency={currency}
          problem={(field) => problem(`lines.${index}.${field}`)}
          onEdit={(change) => edit(line.key, change)}
          onTouch={(field) => on.onTouch(`lines.${index}.${field}`)}
          onRemove={() => on.onChange(lines.filter(({ key }) => key !== line.key))}
        />
      ))}
      <div className={classes['foot']}>
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
          {t('lines.add')}
        </Button>
        {lines.length > 0 && <Sum read={read} currency={currency} amount={amount} onUseSum={on.onUseSum} />}
      </div>
    </fieldset>
  )
}

interface SumProps {
  readonly read: LinesRead
  readonly currency: string
  readonly amount: number | null
  readonly onUseSum: (sum: number) => void
}

function Sum({ read, currency, amount, onUseSum }: SumProps) {
  const { t } = useTranslation('charge')
  const locale = useLocale()
  const money = (value: number): string => formatMoney(value, currency, locale)
  const { sum, vat } = read
  if (sum === null) return <p className={classes['sum']}>{t('lines.sumUnknown')}</p>
  const over = amount === null ? null : sum - amount
  const verdict =
    over === null || over === 0
      ? ''
      : over > 0
        ? t('lines.over', { money: money(over) })
        : t('lines.under', { money: money(-over) })
  return (
    <div className={classes['sum']}>
      <div>
        <p>{t('lines.sum', { money: money(sum), vat: vat === null ? '–' : money(vat) })}</p>
        <p className={classes['verdict']} data-fits={over === 0} role="status">
          {over === 0 ? t('lines.matches') : verdict}
        </p>
      </div>
      {over !== 0 && (
        <Button size="xs" variant="light" onClick={() => onUseSum(sum)}>
          {t('lines.useSum')}
        </Button>
      )}
    </div>
  )
}

interface LineProps {
  readonly line: LineForm
  readonly index: number
  readonly currency: string
  readonly problem: (field: string) => string | null
  readonly onEdit: (change: Partial<LineForm>) => void
  readonly onTouch: (field: string) => void
  readonly onRemove: () => void
}

function Line({ line, index, currency, problem, onEdit, onTouch, onRemove }: LineProps) {
  const { t } = useTranslation('charge')
  const locale = useLocale()
  const computed = lineVat({ ...line, vatAmount: null }, currency)
  const shownVat = line.vatAmount ?? (computed === null ? '' : formatAmount(computed, currency, locale))
  const name = t('lines.line', { number: index + 1 })
  return (
    <div className={classes['line']} role="group" aria-label={name}>
      <TextInput
        className={classes['description']}
        label={t('lines.description')}
        value={line.description}
        error={problem('description')}
        autoComplete="off"
        onChange={(event) => onEdit({ description: event.currentTarget.value })}
        onBlur={() => onTouch('description')}
      />
      <TextInput
        label={t('lines.quantity')}
        value={line.quantity}
        error={problem('quantity')}
        inputMode="numeric"
        autoComplete="off"
        classNames={{ input: classes['figures'] ?? '' }}
        onChange={(event) => onEdit({ quantity: event.currentTarget.value })}
        onBlur={() => onTouch('quantity')}
      />
      <AmountField
        label={t('lines.total')}
        value={line.amount}
        currency={currency}
        problem={problem('amount')}
        echo={false}
        onChange={(amount) => onEdit({ amount })}
        onBlur={() => onTouch('amount')}
      />
      <Autocomplete
        label={t('lines.rate')}
        value={line.vatRate}
        error={problem('vatRate')}
        data={vatRatesFor(currency).map((rate) => formatVatRate(rate, locale))}
        // All presets stay in view whatever is typed: the list is short, and any other rate may be typed too.
        filter={({ options }) => options}
        inputMode="decimal"
        comboboxProps={{ transitionProps: { duration: 0 } }}
        classNames={{ input: classes['figures'] ?? '' }}
        onChange={(vatRate) => onEdit({ vatRate, vatAmount: null })}
        onBlur={() => onTouch('vatRate')}
      />
      <TextInput
        label={t('lines.vat')}
        value={shownVat}
        error={problem('vatAmount')}
        inputMode="decimal"
        autoComplete="off"
        classNames={{ input: `${classes['figures']} ${line.vatAmount === null ? classes['computed'] : ''}` }}
        rightSection={
          line.vatAmount !== null && (
            <ActionIcon
              size={24}
              variant="subtle"
              color="gray"
              aria-label={t('lines.recompute')}
              title={t('lines.recompute')}
              onClick={() => onEdit({ vatAmount: null })}
            >
              <IconCalculator size={15} aria-hidden />
            </ActionIcon>
          )
        }
        onChange={(event) => onEdit({ vatAmount: event.currentTarget.value })}
        onBlur={() => onTouch('vatAmount')}
      />
      <ActionIcon
        className={classes['remove']}
        size={32}
        variant="subtle"
        color="gray"
        aria-label={t('lines.remove', { number: index + 1 })}
        title={t('lines.remove', { number: index + 1 })}
        onClick={onRemove}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </div>
  )
}
