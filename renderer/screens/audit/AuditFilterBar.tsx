import { Button, CloseButton, MultiSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { auditActions, type AuditAction } from '../../../shared/audit'
import { containsCardNumber } from '../../../shared/text'
import classes from './AuditScreen.module.css'
import type { AuditFilters } from './use-audit-window'

/** The filters as they stand in the fields; dates as `yyyy-mm-dd`, empty for none. */
export interface TypedFilters {
  readonly search: string
  readonly actions: AuditAction[]
  readonly from: string
  readonly to: string
}

export const noFilters: TypedFilters = { search: '', actions: [], from: '', to: '' }

const oneDay = 24 * 60 * 60 * 1000

/** Local midnight of a typed date, ms since 1970 UTC; null for none. */
function midnight(date: string): number | null {
  const at = new Date(`${date}T00:00`).getTime()
  return Number.isNaN(at) ? null : at
}

/** What main is asked for; the last day is whole, and a card number is no search. */
export function toQuery({ search, actions, from, to }: TypedFilters): AuditFilters {
  const lastDay = midnight(to)
  return {
    search: containsCardNumber(search) ? '' : search.trim(),
    actions,
    from: midnight(from),
    to: lastDay === null ? null : lastDay + oneDay - 1
  }
}

interface AuditFilterBarProps {
  readonly filters: TypedFilters
  readonly total: number | null
  readonly onChange: (filters: TypedFilters) => void
  /** Null when there is nothing to clear. */
  readonly onClear: (() => void) | null
}

/** Search, actions, dates, and how many entries are left. */
export function AuditFilterBar({ filters, total, onChange, onClear }: AuditFilterBarProps) {
  const { t } = useTranslation(['audit', 'common', 'errors'])
  return (
    <div className={classes['filters']} role="search">
      <TextInput
        className={classes['search']}
        data-screen-search
        label={t('search')}
        placeholder={t('searchWhat')}
        value={filters.search}
        error={containsCardNumber(filters.search) && t('errors:field.card_number')}
        maxLength={200}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          filters.search && (
            <CloseButton
              size="sm"
              aria-label={t('common:action.clearSearch')}
              onClick={() => onChange({ ...filters, search: '' })}
            />
          )
        }
        onChange={(event) => onChange({ ...filters, search: event.currentTarget.value })}
      />
      <MultiSelect
        className={classes['actions']}
        label={t('actions')}
        placeholder={filters.actions.length === 0 ? t('actionsAll') : ''}
        data={auditActions.map((value) => ({ value, label: t(`action.${value}`) }))}
        value={filters.actions}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('common:action.clear') }}
        onChange={(chosen) =>
          onChange({ ...filters, actions: auditActions.filter((action) => chosen.includes(action)) })
        }
      />
      <TextInput
        type="date"
        label={t('from')}
        value={filters.from}
        max={filters.to || undefined}
        onChange={(event) => onChange({ ...filters, from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('to')}
        value={filters.to}
        min={filters.from || undefined}
        onChange={(event) => onChange({ ...filters, to: event.currentTarget.value })}
      />
      <span className={classes['total']} role="status">
        {total !== null && t('count', { count: total })}
      </span>
      {onClear && (
        <Button variant="subtle" onClick={onClear}>
          {t('clear')}
        </Button>
      )}
    </div>
  )
}
