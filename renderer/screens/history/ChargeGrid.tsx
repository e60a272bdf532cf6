import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore, type StoreApi } from 'zustand'
import type { ChargeRow } from '../../../shared/charge'
import { MoneyText } from '../../components/MoneyText'
import { StateBadge } from '../../components/StateBadge'
import { TimeText } from '../../components/TimeText'
import { useCardWords } from '../../components/card-words'
import classes from './ChargeGrid.module.css'
import { nextRow } from './grid-keys'
import type { HistoryStore } from './history-store'

const rowHeight = 36
const columns = ['state', 'amount', 'customer', 'card', 'reference', 'time'] as const

interface ChargeGridProps {
  readonly store: StoreApi<HistoryStore>
  /** The charge open beside the list. */
  readonly open: string | null
  readonly onOpen: (chargeId: string) => void
}

/** The charges as a grid of which only the rows in view exist. One tab stop: arrows move, Enter opens. */
export function ChargeGrid({ store, open, onOpen }: ChargeGridProps) {
  const { t } = useTranslation('history')
  const total = useStore(store, (state) => state.total) ?? 0
  const filter = useStore(store, (state) => state.filter)
  const [active, setActive] = useState(0)
  const scroller = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)

  const rangeExtractor = useCallback(
    // The active row always exists, so that focus is never lost by scrolling.
    (range: Range) => [...new Set([active, ...defaultRangeExtractor(range)])].sort((a, b) => a - b),
    [active]
  )
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    rangeExtractor
  })
  const items = virtual.getVirtualItems()
  const first = virtual.range?.startIndex ?? 0
  const last = virtual.range?.endIndex ?? 0

  useEffect(() => store.getState().need(first, last), [store, first, last, filter])
  useEffect(() => setActive(0), [filter])
  useEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus({ preventScroll: true })
  })

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      const row = store.getState().row(active)
      if (row && !event.repeat) onOpen(row.id)
      return
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2)
    const next = nextRow(event.key, active, total, page)
    if (next === null) return
    event.preventDefault()
    wantsFocus.current = true
    setActive(next)
    virtual.scrollToIndex(next)
  }

  return (
    <div
      className={classes['grid']}
      role="grid"
      aria-label={t('list')}
      aria-rowcount={total + 1}
      aria-colcount={6}
    >
      <div role="rowgroup">
        <div className={classes['head']} role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <div key={column} role="columnheader" data-column={column}>
              {t(`column.${column}`)}
            </div>
          ))}
        </div>
      </div>
      <div ref={scroller} className={classes['scroller']} role="rowgroup">
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start }) => (
            <Row
              key={index}
              store={store}
              index={index}
              top={start}
              isActive={index === active}
              open={open}
              onKeyDown={onKeyDown}
              onPress={(row) => {
                setActive(index)
                if (row) onOpen(row.id)
              }}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

interface RowProps {
  readonly store: StoreApi<HistoryStore>
  readonly index: number
  /** px */
  readonly top: number
  readonly isActive: boolean
  readonly open: string | null
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onPress: (row: ChargeRow | null) => void
}

function Row({ store, index, top, isActive, open, onKeyDown, onPress }: RowProps) {
  const { t } = useTranslation('history')
  const row = useStore(store, (state) => state.row(index))
  const words = useCardWords()
  return (
    <div
      className={classes['row']}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={row !== null && row.id === open}
      data-index={index}
      tabIndex={isActive ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
      onKeyDown={onKeyDown}
      onClick={() => onPress(row)}
    >
      {row ? (
        <>
          <div role="gridcell">
            <StateBadge charge={row} />
          </div>
          <div role="gridcell" data-column="amount">
            <MoneyText amount={row.amount} currency={row.currency} />
          </div>
          <div role="gridcell" title={words.name(row)}>
            {words.name(row)}
          </div>
          <div role="gridcell">{words.ending(row)}</div>
          <div role="gridcell" title={row.merchantReference}>
            {row.merchantReference}
          </div>
          <div role="gridcell" data-column="time">
            <TimeText at={row.createdAt} />
          </div>
        </>
      ) : (
        <div role="gridcell" className={classes['loading']}>
          {t('loadingRow')}
        </div>
      )}
    </div>
  )
}
