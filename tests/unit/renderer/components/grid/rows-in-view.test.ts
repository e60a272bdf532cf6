import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  positionMoved,
  positionToShow,
  rowHeight,
  rowsInView,
  scrolledHeight,
  tallest
} from '../../../../../renderer/components/grid/rows-in-view'

const height = 10 * rowHeight
/** What Chromium makes of the highest element, px. */
const highestElement = 33_554_428

describe('rows in view', () => {
  it('are those between the edges, the cut ones too', () => {
    expect(rowsInView(0, height, 100)).toEqual({ first: 0, last: 9, shift: 0 })
    expect(rowsInView(1, height, 100)).toEqual({ first: 0, last: 10, shift: 0 })
    expect(rowsInView(5 * rowHeight, height, 100)).toEqual({ first: 5, last: 14, shift: 0 })
    expect(rowsInView(90 * rowHeight, height, 100)).toEqual({ first: 90, last: 99, shift: 0 })
  })

  it('end with the list', () => {
    expect(rowsInView(0, height, 3)).toEqual({ first: 0, last: 2, shift: 0 })
    expect(rowsInView(0, height, 0)).toEqual({ first: 0, last: -1, shift: 0 })
  })
})

describe('a list of a million', () => {
  const count = 1_000_000
  const end = scrolledHeight(count) - height

  it('is scrolled over a height that Chromium can make', () => {
    expect(count * rowHeight).toBeGreaterThan(highestElement)
    expect(scrolledHeight(count)).toBe(tallest)
    expect(tallest * 2).toBeLessThan(highestElement)
  })

  it('shows its first row at the top and its last at the end', () => {
    expect(rowsInView(0, height, count)).toEqual({ first: 0, last: 9, shift: 0 })
    const { first, last, shift } = rowsInView(end, height, count)
    expect([first, last]).toEqual([count - 10, count - 1])
    // The last row ends where the view ends.
    expect(count * rowHeight - shift).toBeCloseTo(end + height, 3)
  })

  it('is not scaled while it is short enough', () => {
    expect(rowsInView(15_000_000, height, 440_000).shift).toBe(0)
  })
})

describe('showing a row', () => {
  it.each([
    ['leaves a row alone that is in view', 12, 10 * rowHeight, 10 * rowHeight],
    ['scrolls up to its top edge', 4, 10 * rowHeight, 4 * rowHeight],
    ['scrolls down to its lower edge', 25, 10 * rowHeight, 16 * rowHeight],
    ['makes a cut row whole', 10, 10 * rowHeight + 5, 10 * rowHeight]
  ])('%s', (_, index, from, to) => expect(positionToShow(index, from, height, 100)).toBe(to))

  it('shows any row of any list whole, wherever it was scrolled to', () => {
    const list = fc
      .integer({ min: 10, max: 3_000_000 })
      .chain((count) =>
        fc.tuple(
          fc.constant(count),
          fc.integer({ min: 0, max: count - 1 }),
          fc.double({ min: 0, max: 1, noNaN: true })
        )
      )
    fc.assert(
      fc.property(list, ([count, index, at]) => {
        const end = scrolledHeight(count) - height
        const position = positionToShow(index, at * end, height, count)
        const { shift } = rowsInView(position, height, count)
        const top = index * rowHeight - shift - position
        expect(top).toBeGreaterThan(-0.01)
        expect(top + rowHeight).toBeLessThan(height + 0.01)
        expect(position).toBeLessThan(end + 0.01)
      })
    )
  })
})

describe('rows that come in above', () => {
  it.each([1_000, 1_000_000])('do not move what is in view of %i', (count) => {
    const position = 0.4 * scrolledHeight(count)
    const before = rowsInView(position, height, count)
    const moved = positionMoved(3, position + before.shift, height, count + 3)
    const after = rowsInView(moved, height, count + 3)
    expect(after.first).toBe(before.first + 3)
    const topBefore = before.first * rowHeight - before.shift - position
    const topAfter = after.first * rowHeight - after.shift - moved
    expect(topAfter).toBeCloseTo(topBefore, 2)
  })
})
