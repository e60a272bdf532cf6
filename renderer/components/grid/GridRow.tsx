import { memo, type CSSProperties, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './DataGrid.module.css'

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

/** The headings of the columns, as the grid's first row. */
export function GridHead<Row>({ columns }: { readonly columns: readonly GridColumn<Row>[] }) {
  return (
    <div className={classes['head']} role="row" aria-rowindex={1}>
      {columns.map((column, index) => (
        <div key={column.name} role="columnheader" {...cellProps(column, index)} title={column.heading}>
          {column.heading}
        </div>
      ))}
    </div>
  )
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
}

function PlainGridRow<Row>({ row, index, top, columns, isActive, isChosen }: GridRowProps<Row>) {
  const { t } = useTranslation()
  return (
    <div
      className={classes['row']}
      role="row"
      // The headings are the first row.
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      data-index={index}
      tabIndex={isActive ? 0 : -1}
      style={{ transform: `translateY(${top}px)` }}
    >
      {row === null ? (
        <div role="gridcell" className={classes['loading']}>
          {t('loading')}
        </div>
      ) : (
        columns.map((column, place) => {
          const content = column.cell(row)
          return (
            <div
              key={column.name}
              role="gridcell"
              {...cellProps(column, place)}
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
