import { Button } from '@mantine/core'
import { IconLink, IconPlus, IconSearch } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { LinkRow } from '../../../shared/link'
import { api } from '../../api'
import { EmptyState } from '../../components/EmptyState'
import { ExportButton } from '../../components/exports/ExportButton'
import { isAnySet } from '../../components/filters/filters'
import { DataGrid, type GridHandle } from '../../components/grid/DataGrid'
import { ListView } from '../../components/grid/ListView'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useApiEvent } from '../../hooks/use-api-event'
import { useWindowedList } from '../../hooks/use-windowed-list'
import { useNavigation } from '../../stores/navigation'
import { noFilters, queryOf, waitingLinks } from './link-filters'
import { LinkFilterBar } from './LinkFilterBar'
import { LinkPanel } from './LinkPanel'
import classes from './LinksScreen.module.css'
import { useLinkColumns } from './use-link-columns'

interface LinksScreenProps {
  /** The link to open beside the list. */
  readonly linkId: string | null
  /** Whether only payment links that wait for the customer are shown at first. */
  readonly waiting: boolean
}

const idOf = ({ id }: LinkRow): string => id

/** All payment links and enrolments, newest first, with one of them open beside the list. */
export function LinksScreen({ linkId, waiting }: LinksScreenProps) {
  const { t } = useTranslation(['links', 'common'])
  const [filters, setFilters] = useState(waiting ? waitingLinks : noFilters)
  const query = useMemo(() => queryOf(filters), [filters])
  const list = useWindowedList(api.listLinks, idOf, query)
  const total = useStore(list, (state) => state.total)
  const atLeast = useStore(list, (state) => state.atLeast)
  const [open, setOpen] = useState<string | null>(linkId)
  const columns = useLinkColumns()
  const grid = useRef<GridHandle>(null)
  const go = useNavigation((state) => state.go)

  useApiEvent('linksChanged', ({ rows }) => {
    for (const row of rows) list.replace(row)
    list.refresh()
  })
  const close = (): void => {
    setOpen(null)
    grid.current?.focus()
  }
  const isFiltered = isAnySet(filters)
  const clear = (): void => setFilters(noFilters)
  const newLink = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => go({ name: 'charge', newLink: true })}
    >
      {t('new')}
    </Button>
  )
  const hasNone = total === 0 && !isFiltered
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
    <EmptyState icon={<IconLink />} title={t('empty')} action={newLink}>
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
      >
        <ExportButton
          order={{ list: 'links', filter: query, addresses: false }}
          total={total}
          atLeast={atLeast}
        />
        {!hasNone && newLink}
      </ScreenHeader>
      <LinkFilterBar
        filters={filters}
        onChange={(change) => setFilters((before) => ({ ...before, ...change }))}
        onClear={isFiltered ? clear : null}
      />
      <ListView
        list={list}
        empty={empty}
        detailIs="long"
        detail={open !== null && <LinkPanel key={open} linkId={open} onClose={close} />}
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
