import { Button, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { foundOperation, foundOperations } from '../../../shared/find'
import { AmountField } from '../../components/AmountField'
import { DayRange } from '../../components/filters/DayRange'
import { FilterBar, Together } from '../../components/filters/FilterBar'
import { SearchField } from '../../components/filters/SearchField'
import classes from './Find.module.css'
import { currencyCodes, type ReadFilters, type TypedFilters } from './find-filters'

interface FindFilterBarProps {
  readonly typed: TypedFilters
  readonly read: ReadFilters
  /** The account's, in which an amount is read where no other is chosen. */
  readonly currency: string
  readonly onChange: (change: Partial<TypedFilters>) => void
  readonly onAsk: () => void
  /** Null while no filter is set. */
  readonly onClear: (() => void) | null
}

/** What Dintero is asked for, at a press: it is not asked while somebody types. */
export function FindFilterBar({ typed, read, currency, onChange, onAsk, onClear }: FindFilterBarProps) {
  const { t } = useTranslation(['find', 'errors'])
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onAsk()
      }}
    >
      <FilterBar onClear={onClear}>
        <SearchField
          label={t('search')}
          placeholder={t('searchPlaceholder')}
          value={typed.search}
          takesFocus
          onChange={(search) => onChange({ search })}
        />
        <AmountField
          label={t('amount')}
          value={typed.amount}
          currency={typed.currency === '' ? currency : typed.currency}
          problem={read.isAmountWrong ? t('errors:field.malformed') : null}
          echo={false}
          onChange={(amount) => onChange({ amount })}
        />
        <Select
          className={classes['narrow'] ?? ''}
          label={t('currency')}
          placeholder={t('anyCurrency')}
          clearable
          clearButtonProps={{ 'aria-label': t('anyCurrency') }}
          data={[...currencyCodes]}
          value={typed.currency === '' ? null : typed.currency}
          onChange={(value) => onChange({ currency: value ?? '' })}
        />
        <TextInput
          className={classes['narrow'] ?? ''}
          label={t('lastFour')}
          value={typed.lastFour}
          error={read.isLastFourWrong && t('lastFourProblem')}
          inputMode="numeric"
          maxLength={4}
          autoComplete="off"
          onChange={(event) => onChange({ lastFour: event.currentTarget.value })}
        />
        <Select
          label={t('operation')}
          placeholder={t('anyOperation')}
          clearable
          clearButtonProps={{ 'aria-label': t('anyOperation') }}
          data={foundOperations.map((value) => ({ value, label: t(`operations.${value}`) }))}
          value={typed.operation}
          comboboxProps={{ width: 220, position: 'bottom-start', transitionProps: { duration: 0 } }}
          onChange={(value) => onChange({ operation: foundOperation.safeParse(value).data ?? null })}
        />
        <Together>
          <DayRange days={typed} onChange={onChange} />
          <Button
            type="submit"
            leftSection={<IconSearch size={16} aria-hidden />}
            disabled={read.isAmountWrong || read.isLastFourWrong}
          >
            {t('ask')}
          </Button>
        </Together>
      </FilterBar>
    </form>
  )
}
