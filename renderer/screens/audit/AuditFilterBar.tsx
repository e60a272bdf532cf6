import { MultiSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { auditActions } from '../../../shared/audit'
import { DayRange } from '../../components/filters/DayRange'
import { FilterBar } from '../../components/filters/FilterBar'
import { SearchField } from '../../components/filters/SearchField'
import type { AuditFilters } from './audit-filters'
import classes from './AuditScreen.module.css'

interface AuditFilterBarProps {
  readonly filters: AuditFilters
  readonly count: string
  readonly onChange: (change: Partial<AuditFilters>) => void
  /** Null while no filter is set. */
  readonly onClear: (() => void) | null
}

/** Search, actions and days. */
export function AuditFilterBar({ filters, count, onChange, onClear }: AuditFilterBarProps) {
  const { t } = useTranslation(['audit', 'common'])
  return (
    <FilterBar count={count} onClear={onClear}>
      <SearchField
        label={t('search')}
        placeholder={t('searchWhat')}
        value={filters.search}
        onChange={(search) => onChange({ search })}
      />
      <MultiSelect
        className={classes['actions'] ?? ''}
        label={t('actions')}
        placeholder={filters.actions.length === 0 ? t('actionsAll') : ''}
        data={auditActions.map((value) => ({ value, label: t(`action.${value}`) }))}
        value={[...filters.actions]}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('common:action.clear') }}
        onChange={(chosen) => onChange({ actions: auditActions.filter((action) => chosen.includes(action)) })}
      />
      <DayRange days={filters} onChange={onChange} />
    </FilterBar>
  )
}
