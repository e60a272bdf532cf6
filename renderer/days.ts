/**
 * The midnight a day begins with, where the person is.
 * @param day `YYYY-MM-DD`, as date fields give it
 * @returns ms since 1970 UTC; null for no date
 */
export function dayStart(day: string): number | null {
  return midnight(day, 0)
}

/** The day of a moment where the person is, as date fields have it: `YYYY-MM-DD`. @param at ms since 1970 UTC */
export function dayOf(at: number): string {
  const day = new Date(at)
  const parts = [day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0'))
  return [String(day.getFullYear()), ...parts].join('-')
}

/**
 * The midnight the day after begins with: the first moment that is not of the day any more, 23, 24 or 25 hours after
 * its start. A period is asked for from its start, included, to its end, not included.
 */
export function dayEnd(day: string): number | null {
  return midnight(day, 1)
}

function midnight(day: string, daysLater: number): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null
  const at = new Date(`${day}T00:00`)
  at.setDate(at.getDate() + daysLater)
  return Number.isNaN(at.getTime()) ? null : at.getTime()
}
