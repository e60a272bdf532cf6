import { describe, expect, it } from 'vitest'
import { relativeTime, shortTime } from '../../../renderer/time-format'

const at = (year: number, month: number, day: number, hour: number, minute: number) =>
  new Date(year, month - 1, day, hour, minute).getTime()
const now = at(2026, 11, 22, 14, 30)

describe('a short time', () => {
  it('leaves out what goes without saying', () => {
    expect(shortTime(at(2026, 11, 22, 9, 5), now, 'en-GB')).toBe('09:05')
    expect(shortTime(at(2026, 11, 21, 9, 5), now, 'en-GB')).toMatch(/^21 Nov,? (at )?09:05$/)
    expect(shortTime(at(2025, 11, 22, 9, 5), now, 'en-GB')).toBe('22 Nov 2025')
  })

  it('speaks Norwegian', () => {
    expect(shortTime(at(2026, 11, 21, 9, 5), now, 'nb-NO')).toMatch(/^21\. nov\./)
  })
})

describe('a relative time', () => {
  it.each([
    [45_000, 'in 45 seconds'],
    [-3 * 60_000, '3 minutes ago'],
    [-4 * 3_600_000, '4 hours ago'],
    [2 * 86_400_000, 'in 2 days']
  ])('%i ms away is %s', (away, words) => {
    expect(relativeTime(now + away, now, 'en-GB')).toBe(words)
  })
})
