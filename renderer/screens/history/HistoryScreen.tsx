import { Button } from '@mantine/core'
import { IconHistory, IconSearch } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ChargeRow } from '../../../shared/charge'
import { api } from '../../api'
import { EmptyState } from '../../components/EmptyState'
import { isAnySet } from '../../components/filters/filters'
import { DataGrid, type GridHandle } from '../../components/grid/DataGrid'
import { ListView } from '../../components/grid/ListView'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useApiEvent } from '../../hooks/use-api-event'
import { useWindowedList } from '../../hooks/use-windowed-list'
import { useNavigation, type HistoryShows } from '../../stores/navigation'
import { ChargePanel } from './ChargePanel'
import { noFilters, queryOf } from './history-filters'
import { HistoryFilterBar } from './HistoryFilterBar'
import classes from './HistoryScreen.module.css'
import { useChargeColumns } from './use-charge-columns'

interface HistoryScreenProps {
  /** The charge to open beside the list. */
  readonly chargeId: string | null
  /** What it shows at first, where somebody came for that. */
  readonly shows: HistoryShows | null
}

const idOf = ({ id }: ChargeRow): string => id

/** All charges, newest first, with one of them open beside the list. */
export function HistoryScreen({ chargeId, shows }: HistoryScreenProps) {
  const { t } = useTranslation(['history', 'common'])
  const [filters, setFilters] = useState({ ...noFilters, ...shows })
  const list = useWindowedList(
    api.listCharges,
    idOf,
    useMemo(() => queryOf(filters), [filters])
  )
  const total = useStore(list, (state) => state.total)
  const atLeast = useStore(list, (state) => state.atLeast)
  const [open, setOpen] = useState<string | null>(chargeId)
  const columns = useChargeColumns()
  const grid = useRef<GridHandle>(null)
  const go = useNavigation((state) => state.go)

  useApiEvent('chargesChanged', ({ rows }) => {
    for (const row of rows) list.replace(row)
    list.refresh()
  })
  const close = (): void => {
    setOpen(null)
    grid.current?.focus()
  }
  const isFiltered = isAnySet(filters)
  const clear = (): void => setFilters(noFilters)
  const empty = isFiltered ? (
    <EmptyState
      icon={<IconSearch />}
      title={t('none')}
      action={
        <Button variant="default" onClick={clear}>
          {t('common:filters.clear')}
        </Button>
      }
    >
      {t('noneHint')}
    </EmptyState>
  ) : (
    <EmptyState
      icon={<IconHistory />}
      title={t('empty')}
      action={<Button onClick={() => go({ name: 'charge' })}>{t('emptyAction')}</Button>}
    >
      {t('emptyHint')}
    </EmptyState>
  )
  return (
    <div className={classes['root']}>
      <ScreenHeader
        title={t('title')}
        summary={
          <span role="status">
            {total === null ? '\u00a0' : t(atLeast ? 'countAtLeast' : 'count', { count: total })}
          </span>
        }
      />
      <HistoryFilterBar
        filters={filters}
        onChange={(change) => setFilters((before) => ({ ...before, ...change }))}
        onClear={isFiltered ? clear : null}
      />
      <ListView
        list={list}
        empty={empty}
        detailIs="long"
        detail={open !== null && <ChargePanel key={open} chargeId={open} onClose={close} onOpen={setOpen} />}
      >
        <DataGrid
          ref={grid}
          list={list}
          columns={columns}
          label={t('list')}
          chosen={open}
          onChoose={(row) => setOpen(row.id)}
        />
      </ListView>
    </div>
  )
}
