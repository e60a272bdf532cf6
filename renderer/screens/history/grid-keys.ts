/**
 * Where a key moves the active row of a grid to.
 * @param page rows that fit in view
 * @returns null for a key that does not move it
 */
export function nextRow(key: string, at: number, total: number, page: number): number | null {
  const wanted: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: total - 1
  }
  const row = wanted[key]
  return row === undefined || total === 0 ? null : Math.min(Math.max(row, 0), total - 1)
}

/** Midnight at the start of a `YYYY-MM-DD` day in the person's time zone. @returns ms since 1970 UTC, null for no date */
export function dayStart(day: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  return match ? new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3])).getTime() : null
}

/** The last millisecond of such a day, also on the days that have 23 or 25 hours. */
export function dayEnd(day: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  return match ? new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + 1).getTime() - 1 : null
}
