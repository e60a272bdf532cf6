import type { ChargeFace } from '../../shared/charge'
import { TimeText } from './TimeText'
import classes from './Timeline.module.css'

/** One entry of a life, in words. */
export interface TimelineEntry {
  readonly face: ChargeFace
  readonly what: string
  /** ms since 1970 UTC; null where nobody says */
  readonly at: number | null
  /** In English, for support. */
  readonly note: string
}

interface TimelineProps {
  readonly title: string
  readonly entries: readonly TimelineEntry[]
}

/** A life as the ledger wrote it down, oldest first. */
export function Timeline({ title, entries }: TimelineProps) {
  return (
    <section aria-label={title}>
      <h3 className={classes['title']}>{title}</h3>
      <ol className={classes['root']}>
        {entries.map(({ face, what, at, note }, index) => (
          <li key={index} className={classes['event']} data-face={face}>
            <span className={classes['what']}>{what}</span>
            {at !== null && <TimeText at={at} form="full" />}
            {note !== '' && <span className={classes['note']}>{note}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}
