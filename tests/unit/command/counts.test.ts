import { describe, expect, it } from 'vitest'
import type { BatchCount } from '../../../shared/batch'
import type { ChargeState } from '../../../shared/charge'
import { mayFollow, rowCountsOf } from '../../../electron/command/counts'

function counts(all: Partial<Record<ChargeState, number>>): BatchCount[] {
  return (Object.entries(all) as [ChargeState, number][]).map(([state, charges]) => ({
    state,
    charges,
    currency: 'NOK',
    amount: 100 * charges
  }))
}

const every = counts({
  intent: 1,
  sent: 1,
  pending: 1,
  unknown: 1,
  succeeded: 4,
  declined: 2,
  refused: 1,
  not_sent: 3,
  closed: 1
})

describe('the rows of a batch', () => {
  it.each(['held', 'running', 'looking', 'paused', 'done', 'stopped'] as const)(
    'are all counted when it is %s',
    (state) => {
      for (const setAside of [0, 2, 9]) {
        const { released, ...others } = rowCountsOf(state, 20, every, setAside)
        expect(Object.values(others).reduce((sum, each) => sum + each)).toBe(released)
        expect(Math.min(...Object.values(others))).toBeGreaterThanOrEqual(0)
      }
    }
  )

  it('that did not arrive wait while it goes on, and are not charged when it is over', () => {
    expect(rowCountsOf('paused', 20, every, 0)).toMatchObject({ refused: 2, waiting: 9 })
    expect(rowCountsOf('done', 20, every, 0)).toMatchObject({ refused: 5, waiting: 6 })
  })

  it('follow the first ones where the bank took one and Dintero decided on all', () => {
    const first = (all: Parameters<typeof counts>[0]): boolean =>
      mayFollow(rowCountsOf('looking', 20, counts(all), 0))
    expect(first({ succeeded: 3 })).toBe(true)
    expect(first({ succeeded: 1, declined: 2 })).toBe(true)
    expect(first({ declined: 3 })).toBe(false)
    expect(first({ succeeded: 2, refused: 1 })).toBe(false)
    expect(first({ succeeded: 2, not_sent: 1 })).toBe(false)
    expect(first({ succeeded: 2, unknown: 1 })).toBe(false)
    expect(first({})).toBe(false)
  })
})
