import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { ListRows } from '../../stores/windowed-list'
import { ErrorNotice } from '../ErrorNotice'
import { Loading } from '../Loading'
import { SplitView } from './SplitView'

interface ListViewProps<Row> {
  readonly list: ListRows<Row>
  /** The grid, which is there when there are rows. */
  readonly children: ReactNode
  /** What stands in its place when there are none. */
  readonly empty: ReactNode
  readonly detail: ReactNode
  readonly detailIs: 'short' | 'long'
}

/** A list in whatever state it is in: on its way, failed, empty, or a grid with one row in full beside it. */
export function ListView<Row>({ list, children, empty, detail, detailIs }: ListViewProps<Row>) {
  const total = useStore(list, (state) => state.total)
  const error = useStore(list, (state) => state.error)
  // "Nothing here" is true of the filters it was said of, not of those that are being asked about.
  const isUnknown = useStore(list, (state) => state.total === null || (state.total === 0 && state.outdated))
  return (
    <>
      {error && <ErrorNotice error={error} onRetry={list.reload} />}
      <SplitView detail={detail} detailIs={detailIs}>
        {isUnknown ? !error && <Loading /> : total === 0 ? empty : children}
      </SplitView>
    </>
  )
}
