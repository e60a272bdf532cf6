import { Button } from '@mantine/core'
import { IconFileCheck, IconFilterOff } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AuditEntry } from '../../../shared/audit'
import { api } from '../../api'
import { EmptyState } from '../../components/EmptyState'
import { isAnySet } from '../../components/filters/filters'
import { DataGrid, type GridHandle } from '../../components/grid/DataGrid'
import { ListView } from '../../components/grid/ListView'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useApiEvent } from '../../hooks/use-api-event'
import { useWindowedList } from '../../hooks/use-windowed-list'
import { noFilters, queryOf, type AuditFilters } from './audit-filters'
import { AuditDetail } from './AuditDetail'
import { AuditFilterBar } from './AuditFilterBar'
import classes from './AuditScreen.module.css'
import { AuditVerifier } from './AuditVerifier'
import { useAuditColumns } from './use-audit-columns'

const numberOf = ({ sequence }: AuditEntry): number => sequence

/** Everything that was done, sealed entry by entry; the active one is shown in full. */
export function AuditScreen() {
  const { t } = useTranslation(['audit', 'common'])
  const [filters, setFilters] = useState(noFilters)
  const list = useWindowedList(
    api.listAudit,
    numberOf,
    useMemo(() => queryOf(filters), [filters])
  )
  const total = useStore(list, (state) => state.total)
  const atLeast = useStore(list, (state) => state.atLeast)
  const isCurrent = useStore(list, (state) => !state.outdated)
  const [entry, setEntry] = useState<AuditEntry | null>(null)
  /** An entry to go to as soon as the whole trail is listed; until a person filters it. */
  const [wanted, setWanted] = useState<{ readonly sequence: number } | null>(null)
  const columns = useAuditColumns()
  const grid = useRef<GridHandle>(null)

  // Every change of a charge is an entry.
  useApiEvent('chargesChanged', () => list.refresh())
  const isFiltered = isAnySet(filters)
  useEffect(() => {
    const newest = list.row(0)?.sequence ?? list.getState().total
    if (wanted !== null && newest !== null && isCurrent) grid.current?.show(newest - wanted.sequence)
  }, [wanted, isCurrent, list])

  const change = (part: Partial<AuditFilters>): void => {
    setWanted(null)
    setFilters((before) => ({ ...before, ...part }))
  }
  const clear = (): void => change(noFilters)
  return (
    <div className={classes['root']}>
      <ScreenHeader title={t('title')} summary={t('summary')} />
      <AuditVerifier
        onShow={(sequence) => {
          clear()
          setWanted({ sequence })
        }}
      />
      <AuditFilterBar
        filters={filters}
        count={total === null ? '' : t(atLeast ? 'countAtLeast' : 'count', { count: total })}
        onChange={change}
        onClear={isFiltered ? clear : null}
      />
      <ListView
        list={list}
        detailIs="short"
        detail={total !== null && total > 0 && entry && <AuditDetail entry={entry} />}
        empty={
          isFiltered ? (
            <EmptyState
              icon={<IconFilterOff />}
              title={t('noMatch')}
              action={
                <Button variant="default" onClick={clear}>
                  {t('common:filters.clear')}
                </Button>
              }
            >
              {t('noMatchWhat')}
            </EmptyState>
          ) : (
            <EmptyState icon={<IconFileCheck />} title={t('empty')}>
              {t('emptyWhat')}
            </EmptyState>
          )
        }
      >
        <DataGrid
          ref={grid}
          list={list}
          columns={columns}
          label={t('table')}
          chosen={entry?.sequence ?? null}
          onActive={setEntry}
        />
      </ListView>
    </div>
  )
}
