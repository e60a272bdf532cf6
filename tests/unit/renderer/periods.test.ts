import { describe, expect, it } from 'vitest'
import { daysOf } from '../../../renderer/periods'

const at = (text: string): number => new Date(text).getTime()

describe('the days of a period', () => {
  it.each([
    ['today', '2026-03-01', '2026-03-01'],
    ['yesterday', '2026-02-28', '2026-02-28'],
    ['last_7_days', '2026-02-23', '2026-03-01'],
    ['last_30_days', '2026-01-31', '2026-03-01'],
    ['this_month', '2026-03-01', '2026-03-01'],
    ['last_month', '2026-02-01', '2026-02-28']
  ] as const)('%s, on the first of March', (period, from, to) => {
    // A minute after midnight, and a minute before.
    for (const time of ['2026-03-01T00:01', '2026-03-01T23:59'])
      expect(daysOf(period, at(time))).toEqual({ from, to })
  })

  it('carry over the year', () => {
    expect(daysOf('last_month', at('2027-01-15T12:00'))).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  })

  it('are whole days where the clock leaves out an hour, or repeats one', () => {
    expect(daysOf('last_7_days', at('2026-03-30T01:30'))).toEqual({ from: '2026-03-24', to: '2026-03-30' })
    expect(daysOf('yesterday', at('2026-10-26T00:30'))).toEqual({ from: '2026-10-25', to: '2026-10-25' })
  })
})
