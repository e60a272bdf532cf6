import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { operation, operations } from '../../../shared/card'
import { chargeDue, chargeState, chargeStates } from '../../../shared/charge'
import { period, periods, type HistoryFilters } from '../../../shared/saved-view'
import { DayRange } from '../../components/filters/DayRange'
import { FilterBar } from '../../components/filters/FilterBar'
import { SearchField } from '../../components/filters/SearchField'
import { MoreFilters } from './MoreFilters'

interface HistoryFilterBarProps {
  readonly filters: HistoryFilters
  readonly onChange: (change: Partial<HistoryFilters>) => void
  /** Null while no filter is set. */
  readonly onClear: (() => void) | null
}

/** Search by text, state, kind and period, and by what is asked for less often. */
export function HistoryFilterBar({ filters, onChange, onClear }: HistoryFilterBarProps) {
  const { t } = useTranslation(['history', 'common'])
  return (
    <FilterBar onClear={onClear}>
      <SearchField
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={filters.search}
        takesFocus
        onChange={(search) => onChange({ search })}
      />
      <Select
        label={t('state')}
        placeholder={t('anyState')}
        clearable
        clearButtonProps={{ 'aria-label': t('anyState') }}
        data={[
          ...chargeDue.options.map((value) => ({ value, label: t(`due.${value}`) })),
          ...chargeStates.map((value) => ({ value, label: t(`common:state.${value}`) }))
        ]}
        value={filters.due ?? filters.state}
        onChange={(value) =>
          onChange({
            state: chargeState.safeParse(value).data ?? null,
            due: chargeDue.safeParse(value).data ?? null
          })
        }
      />
      <Select
        label={t('operation')}
        placeholder={t('anyOperation')}
        clearable
        clearButtonProps={{ 'aria-label': t('anyOperation') }}
        data={operations.map((value) => ({ value, label: t(`common:operation.${value}`) }))}
        value={filters.operation}
        onChange={(value) => onChange({ operation: operation.safeParse(value).data ?? null })}
      />
      <Select
        label={t('period')}
        placeholder={t('anyPeriod')}
        clearable
        clearButtonProps={{ 'aria-label': t('anyPeriod') }}
        data={periods.map((value) => ({ value, label: t(`periods.${value}`) }))}
        value={filters.period}
        onChange={(value) => onChange({ period: period.safeParse(value).data ?? null, from: '', to: '' })}
      />
      {filters.period === 'days' && <DayRange days={filters} onChange={onChange} />}
      <MoreFilters filters={filters} onChange={onChange} />
    </FilterBar>
  )
}
