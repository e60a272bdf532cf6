import { Button } from '@mantine/core'
import { IconBuildingBank, IconScale } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { payoutDays, type PayoutRow } from '../../../shared/payout'
import { api } from '../../api'
import { EmptyState } from '../../components/EmptyState'
import { DayRange } from '../../components/filters/DayRange'
import { FilterBar } from '../../components/filters/FilterBar'
import { DataGrid, type GridHandle } from '../../components/grid/DataGrid'
import { ListView } from '../../components/grid/ListView'
import { ScreenHeader } from '../../components/ScreenHeader'
import { TimeText } from '../../components/TimeText'
import { dayEnd, dayOf, dayStart } from '../../days'
import { useApiEvent } from '../../hooks/use-api-event'
import { useWindowedList } from '../../hooks/use-windowed-list'
import classes from './Payouts.module.css'
import { ReadingNotices } from './ReadingNotices'
import { usePayoutColumns } from './use-payout-columns'
import { usualPeriod, type Payouts } from './use-payouts'

interface PayoutListProps {
  readonly payouts: Payouts
  /** The row that was open last. */
  readonly last: string | null
  readonly onOpen: (row: PayoutRow) => void
  readonly onUnpaid: () => void
}

const keyOf = ({ key }: PayoutRow): string => key

/** The payouts of a period, the last first. */
export function PayoutList({ payouts, last, onOpen, onUnpaid }: PayoutListProps) {
  const { t } = useTranslation('payouts')
  const { view, isReading, read, compare } = payouts
  const [typed, setTyped] = useState<{ from: string; to: string } | null>(null)
  const shown = typed ?? daysOf(view)
  const from = dayStart(shown.from)
  const to = dayEnd(shown.to)
  const list = useWindowedList(
    api.listPayouts,
    keyOf,
    useMemo(() => ({}), [])
  )
  const total = useStore(list, (state) => state.total)
  const grid = useRef<GridHandle>(null)
  const columns = usePayoutColumns()
  useApiEvent('payoutsChanged', () => list.refresh())
  // Who comes back from a payout goes on from its row.
  const hasRows = total !== null && total > 0
  useEffect(() => {
    if (last !== null && hasRows) grid.current?.focus()
  }, [last, hasRows])

  const ask = (): void => {
    if (from !== null && to !== null) read({ from, to: to - 1 })
    else if (typed === null) read(usualPeriod(Date.now()))
  }
  return (
    <div className={classes['root']}>
      <ScreenHeader
        title={t('title')}
        summary={
          <span role="status">
            {view === null || view.payouts.end === null || !view.allowed || total === null ? (
              ' '
            ) : (
              <>
                {total === view.payouts.read
                  ? t('count', { count: total })
                  : t('countRows', { count: view.payouts.read, rows: total })}{' '}
                {t('askedAt')} <TimeText at={view.askedAt} />
              </>
            )}
          </span>
        }
      >
        <Button
          leftSection={<IconScale size={16} aria-hidden />}
          aria-disabled={isReading || !hasRows}
          {...((isReading || !hasRows) && { 'data-disabled': true })}
          onClick={() => !isReading && hasRows && compare(null)}
        >
          {t('compareAll')}
        </Button>
      </ScreenHeader>
      <FilterBar onClear={null}>
        <DayRange days={shown} onChange={(change) => setTyped({ ...shown, ...change })} />
        <Button variant="default" disabled={from === null || to === null || to <= from} onClick={ask}>
          {t('ask')}
        </Button>
      </FilterBar>
      <ReadingNotices payouts={payouts} onAgain={view?.lines?.end === 'failed' ? () => compare(null) : ask} />
      {view?.unpaid !== null && view?.unpaid !== undefined && (
        <p className={classes['unpaid']} data-any={view.unpaid > 0}>
          <span>{t('unpaid.count', { count: view.unpaid, days: payoutDays })}</span>
          {view.unpaid > 0 && (
            <Button size="compact-sm" variant="default" onClick={onUnpaid}>
              {t('unpaid.show')}
            </Button>
          )}
        </p>
      )}
      {view !== null && (view.allowed || hasRows) && (
        <ListView
          list={list}
          detailIs="long"
          detail={null}
          empty={
            view.payouts.end === 'end' && (
              <EmptyState icon={<IconBuildingBank />} title={t('empty')}>
                {t('emptyHint')}
              </EmptyState>
            )
          }
        >
          <DataGrid
            ref={grid}
            list={list}
            columns={columns}
            label={t('list')}
            chosen={last}
            onChoose={onOpen}
          />
        </ListView>
      )}
    </div>
  )
}

/** The days that were asked for; the usual ones while nothing was. */
function daysOf(view: Payouts['view']): { from: string; to: string } {
  const { from, to } = view ?? usualPeriod(Date.now())
  return { from: dayOf(from), to: dayOf(to) }
}
