import { useLocale } from '../hooks/use-language'
import { useNow } from '../hooks/use-now'
import { fullTime, relativeTime } from '../time-format'

interface RelativeTimeProps {
  /** ms since 1970 UTC */
  readonly at: number
  /** Puts the time into the sentence it belongs to; without one it stands alone. */
  readonly within?: (time: string) => string
}

/** How long ago, or how soon; it keeps itself right while it is shown. */
export function RelativeTime({ at, within = (time) => time }: RelativeTimeProps) {
  const locale = useLocale()
  const now = useNow(1_000)
  return (
    <time dateTime={new Date(at).toISOString()} title={fullTime(at, locale)}>
      {within(relativeTime(at, now, locale))}
    </time>
  )
}
