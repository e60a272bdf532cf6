import { useMemo, type RefObject } from 'react'
import { useStore } from 'zustand'
import type { BatchDetail, BatchRow } from '../../../../shared/batch-view'
import { api } from '../../../api'
import type { GridHandle } from '../../../components/grid/DataGrid'
import type { CellPlace, GridCells } from '../../../components/grid/grid-cells'
import type { GridColumn } from '../../../components/grid/GridRow'
import type { ListRows } from '../../../stores/windowed-list'
import { mostCells, parseBlock } from './block'
import { CellEditor, type EditorMove } from './CellEditor'
import { canType, textOf, type GridField } from './fields'
import type { KeyGuard } from './key-guard'
import type { MendingStore } from './mending-store'
import { rowsBetween, rowsHere } from './rows-between'

interface MendingCellsParts {
  readonly mending: MendingStore
  readonly list: ListRows<BatchRow>
  readonly columns: readonly GridColumn<BatchRow>[]
  readonly detail: BatchDetail
  readonly grid: RefObject<GridHandle | null>
  readonly guard: KeyGuard
}

/** How the cells of the rows are gone to, typed over, filled and pasted into. */
export function useMendingCells({
  mending,
  list,
  columns,
  detail,
  grid,
  guard
}: MendingCellsParts): GridCells<BatchRow> {
  const draft = useStore(mending, (state) => state.draft)
  const batchId = detail.id
  const mark = detail.columns?.meaning.mapping.decimalMark ?? null
  return useMemo(() => {
    const isTaken = (): boolean => guard.takes(performance.now())
    const begin = ({ row, column }: CellPlace<BatchRow>, typed: string | null): void => {
      if (isTaken() && canType(row, column)) mending.begin(row, column, typed)
    }
    const commit = async (scope: 'row' | 'same', move: EditorMove): Promise<void> => {
      if (!(await guard.during(() => mending.commit(scope)))) return
      if (move === 'down') grid.current?.move(1, 0)
      else if (move === 'left' || move === 'right') grid.current?.move(0, move === 'left' ? -1 : 1)
      else if (move === 'stay') grid.current?.move(0, 0)
    }
    const rowsFrom = async (first: number, last: number): Promise<readonly BatchRow[] | null> => {
      const { filter } = mending.getState()
      const rows = await rowsBetween({ api, batchId, filter, list }, first, last)
      if (rows === null) mending.tell({ kind: 'not_read' })
      return rows
    }
    /** The text of the first chosen row into the others; of the row above where one alone is chosen. */
    const fillDown = async ({ column, first, last }: CellPlace<BatchRow>): Promise<void> => {
      const from = first === last ? first - 1 : first
      if (from < 0) return
      if (last - from > mostCells) {
        mending.tell({ kind: 'not_filled' })
        return
      }
      const [source, ...others] = (await rowsFrom(from, last)) ?? []
      if (source === undefined) return
      const text = textOf(source, column as GridField)
      await mending.put(
        others.flatMap((row) => (canType(row, column) ? [{ row: row.row, field: column, text }] : []))
      )
    }
    const leaveOut = async ({ row, first, last }: CellPlace<BatchRow>): Promise<void> => {
      const chosen = ((await rowsFrom(first, last)) ?? []).filter(({ done }) => !done)
      if (chosen.length === 0) return
      await mending.edit({ kind: 'skip', rows: chosen.map((each) => each.row), skip: !row.skipped })
    }
    const paste = async (text: string, place: CellPlace<BatchRow>): Promise<void> => {
      const block = parseBlock(text)
      const isOne = block.length === 1 && block[0]?.length === 1
      const start = isOne ? place.first : place.index
      const rowsLeft = (list.getState().total ?? 0) - start
      const chosen = place.last - place.first + 1
      const wanted = Math.min(isOne ? chosen : block.length, rowsLeft, mostCells + 1)
      const rows = await rowsFrom(start, start + wanted - 1)
      if (rows === null) return
      const from = columns.findIndex(({ name }) => name === place.column)
      await mending.paste(text, {
        rowAt: (step) => rows[step] ?? null,
        rowsLeft,
        fields: columns.slice(from).map(({ name }) => (canType({ raw: null }, name) ? name : null)),
        chosen
      })
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
            onType={(text) => {
              if (isTaken()) mending.type(text)
            }}
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
        const isFill = withMod && event.key.toLowerCase() === 'd'
        if (!isFill && (event.key !== ' ' || withMod)) return false
        if (!event.repeat && isTaken()) void (isFill ? fillDown(place) : leaveOut(place))
        return true
      },
      onCopy(place) {
        const rows = rowsHere(list, place.first, place.last)
        if (rows === null) mending.tell({ kind: 'not_copied' })
        return rows && rows.map((row) => textOf(row, place.column as GridField)).join('\n')
      },
      onPaste(text, place) {
        if (isTaken()) void paste(text, place)
      }
    }
  }, [mending, list, columns, draft, mark, grid, guard, batchId])
}
