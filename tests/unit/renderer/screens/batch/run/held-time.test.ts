import { describe, expect, it } from 'vitest'
import { countdown, heldPhase } from '../../../../../../renderer/screens/batch/run/held-time'

describe('the time until the start', () => {
  it.each([
    [60_000, '01:00'],
    [59_001, '01:00'],
    [500, '00:01'],
    [0, '00:00'],
    [-5_000, '00:00'],
    [3_723_000, '1:02:03']
  ])('of %i ms is %s', (span, clock) => expect(countdown(span)).toBe(clock))
})

describe('a file that is held', () => {
  const startsAt = 1_000_000
  it.each([
    [-60_000, 'waits'],
    [-1, 'waits'],
    [0, 'starts'],
    [4_999, 'starts'],
    [5_000, 'late'],
    [86_400_000, 'late']
  ])('%i ms after its time %s', (after, phase) => expect(heldPhase(startsAt, startsAt + after)).toBe(phase))
})
