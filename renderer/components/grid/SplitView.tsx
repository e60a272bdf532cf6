import type { ReactNode } from 'react'
import classes from './SplitView.module.css'

interface SplitViewProps {
  readonly children: ReactNode
  /** What is beside the list; null or false while nothing is chosen. */
  readonly detail: ReactNode
  /** A `short` one goes below the list where there is no room beside it; a `long` one takes its place. */
  readonly detailIs: 'short' | 'long'
}

/** A list with one of its rows in full beside it. */
export function SplitView({ children, detail, detailIs }: SplitViewProps) {
  return (
    <div className={classes['root']}>
      <div className={classes['columns']} data-open={Boolean(detail)} data-detail={detailIs}>
        <div className={classes['list']}>{children}</div>
        {detail}
      </div>
    </div>
  )
}
