import { Button, Popover, Select, Stack } from '@mantine/core'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { provider, providers } from '../../../shared/card'
import { declineReason, declineReasons } from '../../../shared/charge'
import { currencies } from '../../../shared/money'
import type { HistoryFilters } from '../../../shared/saved-view'

interface MoreFiltersProps {
  readonly filters: HistoryFilters
  readonly onChange: (change: Partial<HistoryFilters>) => void
}

/** What the history is filtered by now and then: why a charge was declined, its provider, its currency. */
export function MoreFilters({ filters, onChange }: MoreFiltersProps) {
  const { t } = useTranslation(['history', 'common'])
  const set = [filters.reason, filters.provider, filters.currency].filter((each) => each !== null).length
  return (
    <Popover position="bottom-start" shadow="md" trapFocus width={280} withinPortal={false}>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          data-set={set > 0 || undefined}
        >
          {set === 0 ? t('more') : t('moreSet', { count: set })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('more')}>
        <Stack gap="sm">
          <Select
            label={t('reason')}
            placeholder={t('anyReason')}
            clearable
            clearButtonProps={{ 'aria-label': t('anyReason') }}
            comboboxProps={{ withinPortal: false }}
            data={declineReasons.map((value) => ({ value, label: t(`common:reason.${value}`) }))}
            value={filters.reason}
            onChange={(value) => onChange({ reason: declineReason.safeParse(value).data ?? null })}
          />
          <Select
            label={t('provider')}
            placeholder={t('anyProvider')}
            clearable
            clearButtonProps={{ 'aria-label': t('anyProvider') }}
            comboboxProps={{ withinPortal: false }}
            data={providers.map((value) => ({ value, label: t(`common:provider.${value}`) }))}
            value={filters.provider}
            onChange={(value) => onChange({ provider: provider.safeParse(value).data ?? null })}
          />
          <Select
            label={t('currency')}
            placeholder={t('anyCurrency')}
            clearable
            clearButtonProps={{ 'aria-label': t('anyCurrency') }}
            comboboxProps={{ withinPortal: false }}
            data={Object.keys(currencies)}
            value={filters.currency}
            onChange={(currency) => onChange({ currency })}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
