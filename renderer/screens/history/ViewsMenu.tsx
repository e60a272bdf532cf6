import { Button, Menu } from '@mantine/core'
import { IconBookmark, IconCheck, IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mostViews, type HistoryFilters } from '../../../shared/saved-view'
import { api } from '../../api'
import { useLoad } from '../../hooks/use-load'
import { isFiltered, isSameFilters, noFilters } from './history-filters'
import { ManageViewsDialog } from './ManageViewsDialog'
import { SaveViewDialog } from './SaveViewDialog'

interface ViewsMenuProps {
  readonly filters: HistoryFilters
  readonly onChoose: (filters: HistoryFilters) => void
}

/** Filters that were kept under a name: to choose one, to keep those that are set, to change what there is. */
export function ViewsMenu({ filters, onChoose }: ViewsMenuProps) {
  const { t } = useTranslation('history')
  const load = useLoad(api.listViews)
  const [dialog, setDialog] = useState<'save' | 'manage' | null>(null)
  const views = load.value ?? []
  const current = views.find((view) => isSameFilters(view.filters, filters))
  const isWorthKeeping = isFiltered(filters) || filters.sort !== noFilters.sort
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={280} loop withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />}>
            {current?.name ?? t('views.button')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.map((view) => (
            <Menu.Item
              key={view.name}
              leftSection={<IconCheck size={16} aria-hidden opacity={view === current ? 1 : 0} />}
              aria-current={view === current || undefined}
              onClick={() => onChoose(view.filters)}
            >
              {view.name}
            </Menu.Item>
          ))}
          {views.length > 0 && <Menu.Divider />}
          {views.length >= mostViews ? (
            <Menu.Label>{t('views.full', { count: mostViews })}</Menu.Label>
          ) : (
            <Menu.Item
              leftSection={<IconPlus size={16} aria-hidden />}
              disabled={!isWorthKeeping || current !== undefined}
              onClick={() => setDialog('save')}
            >
              {t('views.save')}
            </Menu.Item>
          )}
          {views.length > 0 && (
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setDialog('manage')}>
              {t('views.manage')}
            </Menu.Item>
          )}
          {views.length === 0 && !isWorthKeeping && <Menu.Label>{t('views.hint')}</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'save' && (
        <SaveViewDialog
          filters={filters}
          views={views}
          onSaved={load.replace}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'manage' && (
        <ManageViewsDialog views={views} onChanged={load.replace} onClose={() => setDialog(null)} />
      )}
    </>
  )
}
