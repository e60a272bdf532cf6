import { localeOf, useLanguage } from '../hooks/use-language'
import { shortTime, fullTime } from '../time-format'

interface TimeTextProps {
  /** ms since 1970 UTC */
  readonly at: number
  /** `short` drops what goes without saying: the date today, the year this year. `full` is exact to the second. */
  readonly form?: 'short' | 'full'
}

/** A moment in the person's own time zone; the exact time is in the tooltip. */
export function TimeText({ at, form = 'short' }: TimeTextProps) {
  const locale = localeOf[useLanguage()]
  const full = fullTime(at, locale)
  return (
    <time dateTime={new Date(at).toISOString()} title={full} style={{ whiteSpace: 'nowrap' }}>
      {form === 'full' ? full : shortTime(at, Date.now(), locale)}
    </time>
  )
}
