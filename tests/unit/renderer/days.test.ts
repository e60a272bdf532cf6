import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dayEnd, dayStart } from '../../../renderer/days'

const hour = 3_600_000
const zoneOfMachine = Intl.DateTimeFormat().resolvedOptions().timeZone

beforeEach(() => {
  process.env['TZ'] = 'Europe/Oslo'
})
afterEach(() => {
  process.env['TZ'] = zoneOfMachine
})

describe('a day in Oslo', () => {
  it.each([
    ['2026-11-22', '2026-11-21T23:00Z', '2026-11-22T23:00Z', 24],
    ['2026-03-29', '2026-03-28T23:00Z', '2026-03-29T22:00Z', 23],
    ['2026-10-25', '2026-10-24T22:00Z', '2026-10-25T23:00Z', 25],
    ['2026-12-31', '2026-12-30T23:00Z', '2026-12-31T23:00Z', 24]
  ])('%s lasts from %s to %s, which is %i hours', (day, start, end, hours) => {
    expect(dayStart(day)).toBe(Date.parse(start))
    expect(dayEnd(day)).toBe(Date.parse(end))
    expect(((dayEnd(day) ?? 0) - (dayStart(day) ?? 0)) / hour).toBe(hours)
  })

  it('ends where the next one begins', () => {
    expect(dayEnd('2026-10-24')).toBe(dayStart('2026-10-25'))
    expect(dayEnd('2026-10-25')).toBe(dayStart('2026-10-26'))
    expect(dayEnd('2028-02-28')).toBe(dayStart('2028-02-29'))
  })
})

describe('no date', () => {
  it.each(['', '2026', '2026-02', 'tomorrow', '2026-13-01'])('%j is none', (text) => {
    expect(dayStart(text)).toBeNull()
    expect(dayEnd(text)).toBeNull()
  })
})
