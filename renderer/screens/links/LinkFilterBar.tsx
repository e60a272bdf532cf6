import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { linkKind, linkKinds } from '../../../shared/link'
import { linkGroups } from '../../../shared/link-standing'
import { DayRange } from '../../components/filters/DayRange'
import { FilterBar } from '../../components/filters/FilterBar'
import { SearchField } from '../../components/filters/SearchField'
import type { LinkFilters } from './link-filters'

interface LinkFilterBarProps {
  readonly filters: LinkFilters
  readonly onChange: (change: Partial<LinkFilters>) => void
  /** Null while no filter is set. */
  readonly onClear: (() => void) | null
}

/** Search by text, what has become of them, kind and days. */
export function LinkFilterBar({ filters, onChange, onClear }: LinkFilterBarProps) {
  const { t } = useTranslation('links')
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
        label={t('group')}
        placeholder={t('anyGroup')}
        clearable
        clearButtonProps={{ 'aria-label': t('anyGroup') }}
        data={linkGroups.map((value) => ({ value, label: t(`groups.${value}`) }))}
        value={filters.group}
        comboboxProps={{ width: 240, position: 'bottom-start', transitionProps: { duration: 0 } }}
        onChange={(value) => onChange({ group: linkGroups.find((each) => each === value) ?? null })}
      />
      <Select
        label={t('kind')}
        placeholder={t('anyKind')}
        clearable
        clearButtonProps={{ 'aria-label': t('anyKind') }}
        data={linkKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        value={filters.kind}
        onChange={(value) => onChange({ kind: linkKind.safeParse(value).data ?? null })}
      />
      <DayRange days={filters} onChange={onChange} />
    </FilterBar>
  )
}
