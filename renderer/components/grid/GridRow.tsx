import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react'
import { memo, type CSSProperties, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './DataGrid.module.css'
import type { GridCells } from './grid-cells'

export interface GridColumn<Row> {
  readonly name: string
  readonly heading: string
  /** As CSS has it. With `grow` it is the least, and the room that is left is shared by these parts. */
  readonly width: string
  readonly grow?: number
  readonly align?: 'end'
  /** Left out where the grid has less room: 46, 58 and 68 rem. */
  readonly only?: 'wide' | 'wider' | 'widest'
  /** A text that does not fit is cut, with the whole in its tooltip. */
  readonly cell: (row: Row) => ReactNode
}

/** How a list is sorted, and by which of its columns it can be. */
export interface GridSort {
  /** Whether a heading sorts by its column. */
  readonly isOffered: (column: string) => boolean
  /** Null where the list is in the order of another column. */
  readonly directionOf: (column: string) => 'ascending' | 'descending' | null
  readonly onSort: (column: string) => void
}

interface GridHeadProps<Row> {
  readonly columns: readonly GridColumn<Row>[]
  readonly sort?: GridSort | undefined
}

/** The headings of the columns, as the grid's first row. */
export function GridHead<Row>({ columns, sort }: GridHeadProps<Row>) {
  return (
    <div className={classes['head']} role="row" aria-rowindex={1}>
      {columns.map((column, index) => {
        const direction = sort?.directionOf(column.name) ?? null
        return (
          <div
            key={column.name}
            role="columnheader"
            {...cellProps(column, index)}
            {...(direction && { 'aria-sort': direction })}
            title={column.heading}
          >
            {sort?.isOffered(column.name) ? (
              <button type="button" className={classes['sort']} onClick={() => sort.onSort(column.name)}>
                {column.heading}
                <SortMark direction={direction} />
              </button>
            ) : (
              column.heading
            )}
          </div>
        )
      })}
    </div>
  )
}

function SortMark({ direction }: { readonly direction: 'ascending' | 'descending' | null }) {
  const Mark = direction === null ? IconSelector : direction === 'ascending' ? IconArrowUp : IconArrowDown
  return <Mark size={13} aria-hidden data-direction={direction} />
}

interface GridRowProps<Row> {
  /** Null while it is on its way. */
  readonly row: Row | null
  readonly index: number
  /** px from the top of what is scrolled */
  readonly top: number
  readonly columns: readonly GridColumn<Row>[]
  readonly isActive: boolean
  readonly isChosen: boolean
  /** Where cells are gone to: which one of this row is the active one, -1 for none. */
  readonly place?: number
  /** The column in which this row is chosen with others, -1 for none. */
  readonly inColumn?: number
  readonly editing?: GridCells<Row>['editing']
}

function PlainGridRow<Row>(props: GridRowProps<Row>) {
  const { row, index, top, columns, isActive, isChosen, place, inColumn, editing } = props
  const { t } = useTranslation()
  const hasCells = place !== undefined
  return (
    <div
      className={classes['row']}
      role="row"
      // The headings are the first row.
      aria-rowindex={index + 2}
      aria-selected={hasCells ? undefined : isChosen}
      data-index={index}
      data-active={(hasCells && isActive) || undefined}
      // Where cells are gone to, the row is a stop only until its cells are there.
      tabIndex={isActive && !(hasCells && row !== null) ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
    >
      {row === null ? (
        <div role="gridcell" className={classes['loading']}>
          {t('loading')}
        </div>
      ) : (
        columns.map((column, at) => {
          const isEdited = editing?.column === column.name
          const content = isEdited ? editing.editor : column.cell(row)
          return (
            <div
              key={column.name}
              role="gridcell"
              {...cellProps(column, at)}
              {...(hasCells && {
                'data-place': at,
                'aria-selected': at === inColumn,
                tabIndex: at === place && !isEdited ? 0 : -1
              })}
              data-edited={isEdited || undefined}
              title={typeof content === 'string' ? content : undefined}
            >
              {content}
            </div>
          )
        })
      )}
    </div>
  )
}

/** One row, rendered again only when something of it has changed. */
export const GridRow = memo(PlainGridRow) as typeof PlainGridRow

function cellProps<Row>({ name, only, align, width, grow }: GridColumn<Row>, index: number) {
  const style: CSSProperties = { flex: grow === undefined ? `0 0 ${width}` : `${grow} 1 ${width}` }
  return {
    'aria-colindex': index + 1,
    'data-column': name,
    'data-only': only,
    'data-align': align,
    style
  }
}
