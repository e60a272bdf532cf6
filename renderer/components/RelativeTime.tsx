import { localeOf, useLanguage } from '../hooks/use-language'
import { useNow } from '../hooks/use-now'
import { fullTime, relativeTime } from '../time-format'

/** How long ago, or how soon; it keeps itself right while it is shown. @param at ms since 1970 UTC */
export function RelativeTime({ at }: { readonly at: number }) {
  const locale = localeOf[useLanguage()]
  const now = useNow(1_000)
  return (
    <time dateTime={new Date(at).toISOString()} title={fullTime(at, locale)} style={{ whiteSpace: 'nowrap' }}>
      {relativeTime(at, now, locale)}
    </time>
  )
}
