import {
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type Ref
} from 'react'
import type { ListRows, ListState, RowKey } from '../../stores/windowed-list'
import classes from './DataGrid.module.css'
import { nextRow } from './grid-keys'
import { GridHead, GridRow, type GridColumn } from './GridRow'
import { activeIndex, keyAt, landmarksAt, movedBy, type Landmark } from './landmarks'
import { rowHeight, scrolledHeight } from './rows-in-view'
import { useRowsInView } from './use-rows-in-view'

/** Rows beyond each edge of the view that exist and are fetched, so that scrolling shows no gap. */
const overscan = 12

export interface GridHandle {
  /** Puts the focus on the active row. */
  readonly focus: () => void
  /** Makes a row the active one and scrolls to it. */
  readonly show: (index: number) => void
}

interface DataGridProps<Row> {
  readonly list: ListRows<Row>
  /** The same for as long as nothing in them changes. */
  readonly columns: readonly GridColumn<Row>[]
  readonly label: string
  /** The row that is shown in full beside the grid. */
  readonly chosen: RowKey | null
  /** Enter, Space or a click on a row. */
  readonly onChoose?: (row: Row) => void
  /** The active row is another one, or has changed; null while it is on its way. */
  readonly onActive?: (row: Row | null) => void
  readonly ref?: Ref<GridHandle>
}

/**
 * Rows of a list of any length, of which only those in view exist. One tab stop (ARIA grid pattern): arrows, Page Up
 * and Down, Home and End move the active row, Enter chooses it. Nothing moves under a person's eyes: the active row
 * exists wherever the grid is scrolled to, and rows that come in above push nothing down.
 */
export function DataGrid<Row>({ list, columns, label, chosen, onChoose, onActive, ref }: DataGridProps<Row>) {
  const state = useSyncExternalStore(list.subscribe, list.getState)
  const { reading, atLeast, outdated } = state
  const count = state.total ?? 0
  const { scroller, first, last, shift, show, follow, toTop, page } = useRowsInView(count)
  // `key` is null until a person has gone to a row.
  const [active, setActive] = useState<{ index: number; key: RowKey | null }>({ index: 0, key: null })
  const at = activeIndex(list, active, count)
  const activeRow = list.row(at)
  const landmarks = useRef<readonly Landmark[]>([])
  const shownReading = useRef(reading)
  /** Whether a row has the focus, or had it until its element was taken away. */
  const hasFocus = useRef(false)

  useEffect(() => {
    list.need(Math.max(0, first - overscan), Math.min(last + overscan, count - 1))
  }, [list, first, last, count, reading])
  useEffect(() => onActive?.(activeRow), [onActive, activeRow])

  const stay = useEffectEvent((changed: ListState<Row>): void => {
    if (changed.reading === shownReading.current) {
      const moved = movedBy(list, landmarks.current)
      if (moved === 0) return
      follow(moved)
      setActive(({ index, key }) => ({ index: key === null ? index : index + moved, key }))
    } else {
      shownReading.current = changed.reading
      toTop()
      setActive({ index: 0, key: null })
    }
  })
  useLayoutEffect(() => stay(state), [state])
  useLayoutEffect(() => {
    landmarks.current = landmarksAt(list, [first, last])
    // The row that has the focus is the active one, also after rows have moved and after its element is gone.
    if (hasFocus.current) rowElement(at)?.focus({ preventScroll: true })
  })
  // What is opened beside or below the grid may take the room in which its row was.
  const keepChosen = useEffectEvent((key: RowKey): void => {
    if (keyAt(list, at) === key) show(at)
  })
  useLayoutEffect(() => {
    if (chosen !== null) keepChosen(chosen)
  }, [chosen])
  useImperativeHandle(ref, () => ({
    focus: () => rowElement(at)?.focus(),
    show: (index) => goTo(index)
  }))

  function rowElement(index: number): HTMLElement | null {
    return scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null
  }
  function goTo(index: number): void {
    setActive({ index, key: keyAt(list, index) })
    show(index)
  }
  function choose(index: number): void {
    const row = list.row(index)
    if (row) onChoose?.(row)
  }
  function onKeyDown(event: KeyboardEvent): void {
    // What is typed in a field of a row is the field's.
    if (rowIndexOf(event.target) === null) return
    const isChoice = event.key === 'Enter' || event.key === ' '
    const next = isChoice ? at : nextRow(event.key, at, count, page())
    if (next === null) return
    event.preventDefault()
    if (!isChoice) goTo(next)
    else if (!event.repeat) choose(at)
  }
  function onFocus(event: FocusEvent): void {
    const index = rowIndexOf(event.target)
    hasFocus.current = index !== null
    if (index !== null && index !== at) setActive({ index, key: keyAt(list, index) })
  }
  // Not called for an element that React takes away. A window that is left keeps its focus for the return.
  function onBlur(event: FocusEvent): void {
    hasFocus.current = event.target === document.activeElement && hasFocus.current
  }
  function onClick(event: MouseEvent): void {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null
    const index = rowIndexOf(row)
    if (index === null) return
    setActive({ index, key: keyAt(list, index) })
    choose(index)
  }

  const from = Math.max(0, first - overscan)
  const to = Math.min(last + overscan, count - 1)
  const indexes = Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step)
  const shown =
    count === 0 || (at >= from && at <= to) ? indexes : at < from ? [at, ...indexes] : [...indexes, at]
  return (
    <div
      className={classes['grid']}
      role="grid"
      aria-label={label}
      // How many rows there are is not known while it is a floor.
      aria-rowcount={atLeast ? -1 : count + 1}
      aria-colcount={columns.length}
      aria-busy={outdated}
      // Reached by its active row alone.
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={onBlur}
      onClick={onClick}
    >
      <div role="rowgroup">
        <GridHead columns={columns} />
      </div>
      <div ref={scroller} className={classes['scroller']} role="rowgroup">
        <div className={classes['rows']} role="presentation" style={{ height: scrolledHeight(count) }}>
          {shown.map((index) => {
            const row = list.row(index)
            return (
              <GridRow
                key={index}
                row={row}
                index={index}
                top={index * rowHeight - shift}
                columns={columns}
                isActive={index === at}
                isChosen={row !== null && list.keyOf(row) === chosen}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** Which row an element is; null for anything inside or outside of rows. */
function rowIndexOf(element: EventTarget | null): number | null {
  const index = element instanceof HTMLElement ? element.dataset['index'] : undefined
  return index === undefined ? null : Number(index)
}
