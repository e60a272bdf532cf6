import { describe, expect, it } from 'vitest'
import { heldStanding } from '../../../../../renderer/screens/held/held-standing'

const day = 86_400_000
const now = 100 * day
const payment = { underWay: null, captureDue: false, captured: 0, lapsesAt: now + 5 * day }

describe('a payment that waits to be captured', () => {
  it.each([
    ['is reserved', {}, 'held'],
    ['is captured in part', { captured: 100 }, 'part'],
    ['lapses within two days', { lapsesAt: now + 2 * day }, 'soon'],
    ['has more than two days', { lapsesAt: now + 2 * day + 1 }, 'held'],
    ['may have lapsed at its moment', { lapsesAt: now }, 'lapsed'],
    ['may have lapsed, also what is left of a part', { lapsesAt: now - 1, captured: 100 }, 'lapsed'],
    ['is captured by Dintero itself', { captureDue: true, lapsesAt: now + day }, 'due'],
    [
      'has one under way, which says more than all else',
      { underWay: 'capture' as const, captureDue: true, lapsesAt: now - 1 },
      'capture'
    ]
  ])('%s', (_, change, standing) => {
    expect(heldStanding({ ...payment, ...change }, now)).toBe(standing)
  })
})
