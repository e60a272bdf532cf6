import { IconClockHour4 } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { HeldPayment } from '../../../shared/transaction-detail'
import { api } from '../../api'
import { EmptyState } from '../../components/EmptyState'
import { DataGrid, type GridHandle } from '../../components/grid/DataGrid'
import { ListView } from '../../components/grid/ListView'
import { ScreenHeader } from '../../components/ScreenHeader'
import { useApiEvent } from '../../hooks/use-api-event'
import { useLoad } from '../../hooks/use-load'
import { useRested } from '../../hooks/use-rested'
import { useWindowedList } from '../../hooks/use-windowed-list'
import { HeldPanel } from './HeldPanel'
import classes from './HeldScreen.module.css'
import { HeldTotals } from './HeldTotals'
import { useHeldColumns } from './use-held-columns'

const idOf = ({ id }: HeldPayment): string => id
/** There is nothing to filter by. */
const everything = {}

/** Everything that is only reserved, held longest first: reservations lapse. One is open beside the list. */
export function HeldScreen() {
  const { t } = useTranslation('payment')
  const list = useWindowedList(api.listAwaitingCapture, idOf, everything)
  const total = useStore(list, (state) => state.total)
  const [open, setOpen] = useState<HeldPayment | null>(null)
  const columns = useHeldColumns()
  const grid = useRef<GridHandle>(null)

  const totals = useLoad(api.sumAwaitingCapture)
  const addUp = useRested(totals.reload)
  const refresh = (): void => {
    list.refresh()
    addUp()
  }
  useApiEvent('chargesChanged', refresh)
  useApiEvent('linksChanged', refresh)
  useApiEvent('modificationsChanged', refresh)
  const close = (): void => {
    setOpen(null)
    grid.current?.focus()
  }
  return (
    <div className={classes['root']}>
      <ScreenHeader
        title={t('held.title')}
        summary={
          <span role="status">
            {total === null || total === 0 ? '\u00a0' : t('held.summary', { count: total })}
          </span>
        }
      />
      <HeldTotals totals={totals.error ? null : totals.value} />
      <ListView
        list={list}
        empty={
          <EmptyState icon={<IconClockHour4 />} title={t('held.empty')}>
            {t('held.emptyHint')}
          </EmptyState>
        }
        detailIs="long"
        detail={open !== null && <HeldPanel key={open.id} payment={open} onClose={close} />}
      >
        <DataGrid
          ref={grid}
          list={list}
          columns={columns}
          label={t('held.list')}
          chosen={open?.id ?? null}
          onChoose={setOpen}
        />
      </ListView>
    </div>
  )
}
