import { useLocale } from '../hooks/use-language'
import { useNow } from '../hooks/use-now'
import { shortTime, fullTime } from '../time-format'

interface TimeTextProps {
  /** ms since 1970 UTC */
  readonly at: number
  /** `short` drops what goes without saying: the date today, the year this year. `full` is exact to the second. */
  readonly form?: 'short' | 'full'
}

/** A moment in the person's own time zone; the exact time is in the tooltip. */
export function TimeText({ at, form = 'short' }: TimeTextProps) {
  const locale = useLocale()
  // Left open overnight, "09:05" has to become "21 Nov, 09:05".
  const now = useNow(60_000)
  const full = fullTime(at, locale)
  return (
    <time dateTime={new Date(at).toISOString()} title={full} style={{ whiteSpace: 'nowrap' }}>
      {form === 'full' ? full : shortTime(at, now, locale)}
    </time>
  )
}
