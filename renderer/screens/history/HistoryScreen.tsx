import { Button, Group } from '@mantine/core'
import { IconHistory, IconSearch } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ChargeRow } from '../../../shared/charge'
import type { HistoryFilters } from '../../../shared/saved-view'
import { api } from '../../api'
import { EmptyState } from '../../components/EmptyState'
import { ExportButton } from '../../components/exports/ExportButton'
import { searchedText } from '../../components/filters/filters'
import { DataGrid, type GridHandle } from '../../components/grid/DataGrid'
import type { GridSort } from '../../components/grid/GridRow'
import { ListView } from '../../components/grid/ListView'
import { ScreenHeader } from '../../components/ScreenHeader'
import { dayOf } from '../../days'
import { useApiEvent } from '../../hooks/use-api-event'
import { useListWalk } from '../../hooks/use-list-walk'
import { useNow } from '../../hooks/use-now'
import { useWindowedList } from '../../hooks/use-windowed-list'
import { useNavigation, type HistoryShows } from '../../stores/navigation'
import { ChargePanel } from './ChargePanel'
import { directionOf, filtersFor, isFiltered, nextSort, noFilters, queryOf } from './history-filters'
import { HistoryFilterBar } from './HistoryFilterBar'
import classes from './HistoryScreen.module.css'
import { HistorySummary } from './HistorySummary'
import { HistoryTotals } from './HistoryTotals'
import { useChargeColumns } from './use-charge-columns'
import { useChargeSums } from './use-charge-sums'
import { ViewsMenu } from './ViewsMenu'

interface HistoryScreenProps {
  /** The charge to open beside the list. */
  readonly chargeId: string | null
  /** What it shows at first, where somebody came for that. */
  readonly shows: HistoryShows | null
}

const idOf = ({ id }: ChargeRow): string => id
/** How often it is looked whether the day is another, ms. */
const oneMinute = 60_000

/** The charges that the filters show and what they come to, with one of them open beside the list. */
export function HistoryScreen({ chargeId, shows }: HistoryScreenProps) {
  const { t } = useTranslation(['history', 'common'])
  const [filters, setFilters] = useState(() => filtersFor(shows, Date.now()))
  const today = dayOf(useNow(oneMinute))
  const query = useMemo(() => queryOf(filters, new Date(`${today}T12:00`).getTime()), [filters, today])
  const list = useWindowedList(api.listCharges, idOf, query)
  const totals = useChargeSums(query)
  const total = useStore(list, (state) => state.total)
  const atLeast = useStore(list, (state) => state.atLeast)
  const [open, setOpen] = useState({ id: chargeId, opening: 0 })
  const columns = useChargeColumns()
  const grid = useRef<GridHandle>(null)
  const go = useNavigation((state) => state.go)
  const walk = useListWalk(list, open.id, (row, index) => {
    setOpen(({ opening }) => ({ id: row.id, opening }))
    grid.current?.show(index)
  })

  useApiEvent('chargesChanged', ({ rows }) => {
    for (const row of rows) list.replace(row)
    list.refresh()
  })
  const openOne = (id: string): void => setOpen(({ opening }) => ({ id, opening: opening + 1 }))
  const close = (): void => {
    setOpen(({ opening }) => ({ id: null, opening }))
    grid.current?.focus()
  }
  const change = (part: Partial<HistoryFilters>): void => setFilters((before) => ({ ...before, ...part }))
  const { sort } = filters
  const gridSort = useMemo<GridSort>(
    () => ({
      isOffered: (column) => nextSort(column, sort) !== null,
      directionOf: (column) => directionOf(column, sort),
      onSort: (column) => {
        const next = nextSort(column, sort)
        if (next !== null) setFilters((before) => ({ ...before, sort: next }))
      }
    }),
    [sort]
  )
  const isNarrowed = isFiltered(filters)
  const clear = (): void => setFilters({ ...noFilters, sort })
  const empty = isNarrowed ? (
    <EmptyState
      icon={<IconSearch />}
      title={t('none')}
      action={
        <Group gap="xs" justify="center">
          <Button variant="default" onClick={clear}>
            {t('common:filters.clear')}
          </Button>
          <Button
            variant="default"
            onClick={() => go({ name: 'find', search: searchedText(filters.search) })}
          >
            {t('atDintero')}
          </Button>
        </Group>
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
        summary={<HistorySummary total={total} atLeast={atLeast} totals={totals} query={query} />}
      >
        <ViewsMenu filters={filters} onChoose={setFilters} />
        <ExportButton order={{ list: 'charges', filter: query }} total={total} atLeast={atLeast} />
      </ScreenHeader>
      <HistoryFilterBar filters={filters} onChange={change} onClear={isNarrowed ? clear : null} />
      <HistoryTotals totals={total === 0 ? null : totals} />
      <ListView
        list={list}
        empty={empty}
        detailIs="long"
        detail={
          open.id !== null && (
            <ChargePanel
              chargeId={open.id}
              opening={open.opening}
              walk={walk}
              onClose={close}
              onOpen={openOne}
            />
          )
        }
      >
        <DataGrid
          ref={grid}
          list={list}
          columns={columns}
          label={t('list')}
          sort={gridSort}
          chosen={open.id}
          onChoose={(row) => openOne(row.id)}
        />
      </ListView>
    </div>
  )
}
