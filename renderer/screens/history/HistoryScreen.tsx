import { Button } from '@mantine/core'
import { IconHistory, IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { api } from '../../api'
import { EmptyState } from '../../components/EmptyState'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Loading } from '../../components/Loading'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLocale } from '../../hooks/use-language'
import { useNavigation } from '../../stores/navigation'
import { ChargeGrid } from './ChargeGrid'
import { ChargePanel } from './ChargePanel'
import { createHistoryStore, noFilter, type HistoryFilter } from './history-store'
import { HistoryFilters } from './HistoryFilters'
import classes from './HistoryScreen.module.css'

interface HistoryScreenProps {
  /** The charge to open beside the list. */
  readonly chargeId: string | null
}

/** All charges, newest first, with one of them open beside the list. */
export function HistoryScreen({ chargeId }: HistoryScreenProps) {
  const { t } = useTranslation('history')
  const [store] = useState(() => createHistoryStore(api))
  const total = useStore(store, (state) => state.total)
  const error = useStore(store, (state) => state.error)
  const filter = useStore(store, (state) => state.filter)
  const [open, setOpen] = useState<string | null>(chargeId)
  const locale = useLocale()
  const grid = useRef<HTMLDivElement>(null)
  const go = useNavigation((state) => state.go)

  useEffect(() => store.getState().need(0, 0), [store])
  useApiEvent('chargeChanged', (row) => store.getState().chargeChanged(row))

  const close = (): void => {
    setOpen(null)
    grid.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus()
  }
  const filtered = isFiltered(filter)
  const formatted = new Intl.NumberFormat(locale).format(total ?? 0)
  return (
    <div className={classes['root']}>
      <ScreenHeader
        title={t('title')}
        summary={total === null ? '\u00a0' : t('count', { count: total, formatted })}
      />
      <HistoryFilters filter={filter} onChange={store.getState().setFilter} filtered={filtered} />
      {error && <ErrorNotice error={error} onRetry={store.getState().retry} />}
      <div className={classes['columns']} data-open={open !== null}>
        <div className={classes['list']} ref={grid}>
          {total === null && !error && <Loading />}
          {total === 0 && (
            <EmptyState
              icon={filtered ? <IconSearch /> : <IconHistory />}
              title={filtered ? t('none') : t('empty')}
              action={
                filtered ? (
                  <Button variant="default" onClick={() => store.getState().setFilter(noFilter)}>
                    {t('clear')}
                  </Button>
                ) : (
                  <Button onClick={() => go({ name: 'charge' })}>{t('emptyAction')}</Button>
                )
              }
            >
              {filtered ? t('noneHint') : t('emptyHint')}
            </EmptyState>
          )}
          {total !== null && total > 0 && <ChargeGrid store={store} open={open} onOpen={setOpen} />}
        </div>
        {open !== null && <ChargePanel key={open} chargeId={open} onClose={close} onOpen={setOpen} />}
      </div>
    </div>
  )
}

function isFiltered(filter: HistoryFilter): boolean {
  const { search, states, operations, from, to } = filter
  return search !== '' || states.length > 0 || operations.length > 0 || from !== null || to !== null
}
