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
import { between, typesText, type CellPlace, type GridCells } from './grid-cells'
import { nextColumn, nextRow } from './grid-keys'
import { GridHead, GridRow, type GridColumn, type GridSort } from './GridRow'
import { activeIndex, keyAt, landmarksAt, movedBy, type Landmark } from './landmarks'
import { rowHeight, scrolledHeight } from './rows-in-view'
import { useRowsInView } from './use-rows-in-view'

/** Rows beyond each edge of the view that exist and are fetched, so that scrolling shows no gap. */
const overscan = 12

export interface GridHandle {
  /** Puts the focus on the active row, or its active cell. */
  readonly focus: () => void
  /** Makes a row the active one and scrolls to it; with a column its cell, which takes the focus. */
  readonly show: (index: number, column?: string) => void
  /** Moves the active cell by so many rows and columns, no further than the edges, and puts the focus on it. */
  readonly move: (rows: number, columns: number) => void
  /** Where the active cell is. */
  readonly place: () => { readonly index: number; readonly column: string }
}

interface DataGridProps<Row> {
  readonly list: ListRows<Row>
  /** The same for as long as nothing in them changes. */
  readonly columns: readonly GridColumn<Row>[]
  readonly label: string
  /** What the headings sort by, where they do. */
  readonly sort?: GridSort
  /** The row that is shown in full beside the grid. */
  readonly chosen: RowKey | null
  /** Enter, Space or a click on a row. */
  readonly onChoose?: (row: Row) => void
  /** The active row is another one, or has changed; null while it is on its way. */
  readonly onActive?: (row: Row | null) => void
  /** Makes each cell a place of its own, to be gone to and typed over; then nothing is chosen by Enter. */
  readonly cells?: GridCells<Row>
  readonly ref?: Ref<GridHandle>
}

/**
 * Rows of a list of any length, of which only those in view exist. One tab stop (ARIA grid pattern): arrows, Page Up
 * and Down, Home and End move the active row, Enter chooses it. Nothing moves under a person's eyes: the active row
 * exists wherever the grid is scrolled to, and rows that come in above push nothing down. With `cells` the active cell of
 * the active row is the tab stop: the arrows move it, Shift and an arrow choose rows of its column, Enter types over it.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { list, columns, label, sort, chosen, onChoose, onActive, cells, ref } = props
  const state = useSyncExternalStore(list.subscribe, list.getState)
  const { reading, atLeast, outdated } = state
  const count = state.total ?? 0
  const { scroller, first, last, shift, show, follow, toTop, page } = useRowsInView(count)
  // `key` is null until a person has gone to a row.
  const [active, setActive] = useState<{ index: number; key: RowKey | null }>({ index: 0, key: null })
  const at = activeIndex(list, active, count)
  const activeRow = list.row(at)
  /** The active column, where cells are gone to, and the row from where rows of it are chosen. */
  const [column, setColumn] = useState(0)
  const [anchor, setAnchor] = useState<number | null>(null)
  const selected = between(anchor ?? at, at)
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
    if (hasFocus.current) stopElement()?.focus({ preventScroll: true })
  })
  // What is opened beside or below the grid may take the room in which its row was.
  const keepChosen = useEffectEvent((key: RowKey): void => {
    if (keyAt(list, at) === key) show(at)
  })
  useLayoutEffect(() => {
    if (chosen !== null) keepChosen(chosen)
  }, [chosen])
  // Another column may be out of sight, in a grid that is wider than its room.
  const bringColumn = useEffectEvent((place: number): void => {
    const cell = rowElement(at)?.querySelector(`[data-place="${place}"]`)
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  useLayoutEffect(() => bringColumn(column), [column])
  useImperativeHandle(ref, () => ({
    focus: () => stopElement()?.focus(),
    show: (index, name) => {
      const place = columns.findIndex((each) => each.name === name)
      if (place !== -1) {
        setColumn(place)
        hasFocus.current = true
      }
      goTo(index)
    },
    move: (rows, across) => {
      setColumn(Math.max(0, Math.min(column + across, columns.length - 1)))
      goTo(Math.max(0, Math.min(at + rows, count - 1)))
      hasFocus.current = true
    },
    place: () => ({ index: at, column: columns[column]?.name ?? '' })
  }))

  const onClipboard = useEffectEvent((event: ClipboardEvent): void => {
    const focused = scroller.current?.contains(document.activeElement) ? document.activeElement : null
    const here = rowIndexOf(focused) === null ? null : place()
    if (!cells || here === null || event.clipboardData === null) return
    event.preventDefault()
    if (event.type === 'paste') {
      cells.onPaste(event.clipboardData.getData('text/plain'), here)
      return
    }
    const copied = cells.onCopy(here)
    if (copied !== null) event.clipboardData.setData('text/plain', copied)
  })
  // Where nothing can be typed, these go to whatever text was selected last, and not to what has the focus.
  useEffect(() => {
    const hear = (event: ClipboardEvent): void => onClipboard(event)
    document.addEventListener('copy', hear)
    document.addEventListener('paste', hear)
    return () => {
      document.removeEventListener('copy', hear)
      document.removeEventListener('paste', hear)
    }
  }, [])

  function rowElement(index: number): HTMLElement | null {
    return scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null
  }
  /** What the tab key comes to: the active row, or its active cell. */
  function stopElement(): HTMLElement | null {
    const row = rowElement(at)
    return cells ? (row?.querySelector<HTMLElement>(`[data-place="${column}"]`) ?? row) : row
  }
  function place(): CellPlace<Row> | null {
    const row = list.row(at)
    return row && { row, index: at, column: columns[column]?.name ?? '', ...selected }
  }
  function goTo(index: number, from: number | null = null): void {
    setAnchor(from)
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
    if (cells) {
      if (onCellKey(event, cells)) event.preventDefault()
      return
    }
    const isChoice = event.key === 'Enter' || event.key === ' '
    const next = isChoice ? at : nextRow(event.key, at, count, page())
    if (next === null) return
    event.preventDefault()
    if (!isChoice) goTo(next)
    else if (!event.repeat) choose(at)
  }
  /** @returns whether the key was for the grid */
  function onCellKey(event: KeyboardEvent, { onEdit, onKey }: GridCells<Row>): boolean {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
    const across = isPlain && !event.shiftKey ? nextColumn(event.key, column, columns.length) : null
    if (across !== null) {
      setColumn(across)
      setAnchor(null)
      return true
    }
    const isEdge = event.key === 'Home' || event.key === 'End'
    const next = isPlain || (isEdge && !event.altKey) ? nextRow(event.key, at, count, page()) : null
    if (next !== null) {
      goTo(next, event.shiftKey ? (anchor ?? at) : null)
      return true
    }
    const here = place()
    if (here === null) return false
    if (isPlain && (event.key === 'Enter' || event.key === 'F2' || typesText(event))) {
      if (!event.repeat) onEdit(here, typesText(event) ? event.key : null)
      return true
    }
    return onKey(event, here)
  }
  function onDoubleClick(event: MouseEvent): void {
    const cell = event.target instanceof Element ? event.target.closest('[data-place]') : null
    const here = cell === null || cell.hasAttribute('data-edited') ? null : place()
    if (here !== null) cells?.onEdit(here, null)
  }
  function onFocus(event: FocusEvent): void {
    const index = rowIndexOf(event.target)
    hasFocus.current = index !== null
    if (index !== null && index !== at) setActive({ index, key: keyAt(list, index) })
    const across = placeOf(event.target)
    if (index !== null && across !== null && across !== column) setColumn(across)
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
    setAnchor(null)
    if (!cells) choose(index)
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
      onDoubleClick={onDoubleClick}
    >
      <div className={classes['sheet']} role="presentation" style={{ minWidth: cells?.minWidth }}>
        <div role="rowgroup">
          <GridHead columns={columns} sort={sort} />
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
                  {...(cells && {
                    place: index === at ? column : -1,
                    inColumn:
                      anchor !== null && index >= selected.first && index <= selected.last ? column : -1,
                    editing: row !== null && cells.editing?.key === list.keyOf(row) ? cells.editing : null
                  })}
                />
              )
            })}
          </div>
        </div>
      </div>
    </div>
  )
}

/** Which row an element is, or a cell of; null for anything inside of those or outside of rows. */
function rowIndexOf(element: EventTarget | null): number | null {
  if (!(element instanceof HTMLElement)) return null
  const row = placeOf(element) === null ? element : element.parentElement
  const index = row?.dataset['index']
  return index === undefined ? null : Number(index)
}

/** Which cell of its row an element is, where cells are gone to; null for anything else. */
function placeOf(element: EventTarget | null): number | null {
  const place = element instanceof HTMLElement ? element.dataset['place'] : undefined
  return place === undefined ? null : Number(place)
}
