import { useMemo, type RefObject } from 'react'
import { useStore } from 'zustand'
import type { BatchDetail, BatchRow } from '../../../../shared/batch-view'
import type { GridHandle } from '../../../components/grid/DataGrid'
import type { CellPlace, GridCells } from '../../../components/grid/grid-cells'
import type { GridColumn } from '../../../components/grid/GridRow'
import type { ListRows } from '../../../stores/windowed-list'
import { CellEditor, type EditorMove } from './CellEditor'
import { canType, textOf, type GridField } from './fields'
import type { MendingStore } from './mending-store'

interface MendingCellsParts {
  readonly mending: MendingStore
  readonly list: ListRows<BatchRow>
  readonly columns: readonly GridColumn<BatchRow>[]
  readonly detail: BatchDetail
  readonly grid: RefObject<GridHandle | null>
}

/** How the cells of the rows are gone to, typed over, filled and pasted into. */
export function useMendingCells({
  mending,
  list,
  columns,
  detail,
  grid
}: MendingCellsParts): GridCells<BatchRow> {
  const draft = useStore(mending, (state) => state.draft)
  const mark = detail.columns?.meaning.mapping.decimalMark ?? null
  return useMemo(() => {
    const begin = ({ row, column }: CellPlace<BatchRow>, typed: string | null): void => {
      if (canType(row, column)) mending.begin(row, column, typed)
    }
    const commit = async (scope: 'row' | 'same', move: EditorMove): Promise<void> => {
      if (!(await mending.commit(scope))) return
      if (move === 'down') grid.current?.move(1, 0)
      else if (move === 'left' || move === 'right') grid.current?.move(0, move === 'left' ? -1 : 1)
      else if (move === 'stay') grid.current?.move(0, 0)
    }
    const edited = draft === null ? null : list.row(list.indexOf(draft.row))
    return {
      minWidth: `${columns.reduce((sum, { width }) => sum + parseFloat(width) + 0.875, 1.75)}rem`,
      editing: draft && {
        key: draft.row,
        column: draft.field,
        editor: (
          <CellEditor
            key={`${draft.row} ${draft.field}`}
            draft={draft}
            currency={edited?.currency ?? null}
            mark={mark}
            onType={mending.type}
            onCommit={(scope, move) => void commit(scope, move)}
            onCancel={() => {
              mending.giveUp()
              grid.current?.move(0, 0)
            }}
          />
        )
      },
      onEdit: begin,
      onKey(event, place) {
        const withMod = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
        if (withMod && event.key.toLowerCase() === 'd') {
          void mending.put(filledDown(list, place))
          return true
        }
        if (event.key !== ' ' || withMod) return false
        const rows = rowsOf(list, place).filter(({ done }) => !done)
        if (rows.length > 0 && !event.repeat) {
          const skip = !place.row.skipped
          void mending.edit({ kind: 'skip', rows: rows.map(({ row }) => row), skip })
        }
        return true
      },
      onCopy: (place) =>
        rowsOf(list, place)
          .map((row) => textOf(row, place.column as GridField))
          .join('\n'),
      onPaste(text, { index, column, first, last }) {
        const from = columns.findIndex(({ name }) => name === column)
        const start = text.includes('\n') || text.includes('\t') ? index : first
        void mending.paste(text, {
          rowAt: (step) => list.row(start + step),
          rowsLeft: (list.getState().total ?? 0) - start,
          fields: columns.slice(from).map(({ name }) => (canType({ raw: null }, name) ? name : null)),
          chosen: last - first + 1
        })
      }
    }
  }, [mending, list, columns, draft, mark, grid])
}

/** The rows that are chosen, of those that are here. */
function rowsOf(list: ListRows<BatchRow>, { first, last }: CellPlace<BatchRow>): readonly BatchRow[] {
  const places = Array.from({ length: last - first + 1 }, (_, step) => first + step)
  return places.flatMap((index) => list.row(index) ?? [])
}

/** What Ctrl+D does: the text of the first chosen row into the others; of the row above where one alone is chosen. */
function filledDown(list: ListRows<BatchRow>, place: CellPlace<BatchRow>) {
  const { column, first, last, index } = place
  const source = list.row(first === last ? index - 1 : first)
  if (source === null) return []
  const targets = first === last ? [place.row] : rowsOf(list, { ...place, first: first + 1 })
  return targets.flatMap((row) =>
    canType(row, column) ? [{ row: row.row, field: column, text: textOf(source, column) }] : []
  )
}
