const oneMinute = 60_000
const oneHour = 60 * oneMinute
const oneDay = 24 * oneHour

/** Date and time to the second with the time zone. @param at ms since 1970 UTC */
export function fullTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short'
  }).format(at)
}

/** The time today, day and time this year, day and year before. @param at, now ms since 1970 UTC */
export function shortTime(at: number, now: number, locale: string): string {
  const then = new Date(at)
  const today = new Date(now)
  const clock = { hour: '2-digit', minute: '2-digit' } as const
  if (then.toDateString() === today.toDateString()) return new Intl.DateTimeFormat(locale, clock).format(at)
  const day = { day: 'numeric', month: 'short' } as const
  const thisYear = then.getFullYear() === today.getFullYear()
  const form = thisYear ? { ...day, ...clock } : { ...day, year: 'numeric' as const }
  return new Intl.DateTimeFormat(locale, form).format(at)
}

/** `in 40 seconds`, `3 days ago`, in the largest unit that fits. @param at, now ms since 1970 UTC */
export function relativeTime(at: number, now: number, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const away = at - now
  const size = Math.abs(away)
  if (size < oneMinute) return words.format(Math.round(away / 1000), 'second')
  if (size < oneHour) return words.format(Math.round(away / oneMinute), 'minute')
  if (size < oneDay) return words.format(Math.round(away / oneHour), 'hour')
  return words.format(Math.round(away / oneDay), 'day')
}

/** `2 days`, `5 minutes`, in the largest unit that fits. @param span ms */
export function spanText(span: number, locale: string): string {
  const [size, unit] =
    span < oneHour
      ? ([oneMinute, 'minute'] as const)
      : span < 2 * oneDay
        ? ([oneHour, 'hour'] as const)
        : ([oneDay, 'day'] as const)
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const
  return new Intl.NumberFormat(locale, style).format(Math.round(span / size))
}
