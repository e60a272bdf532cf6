import { describe, expect, it } from 'vitest'
import { between, typesText } from '../../../../../renderer/components/grid/grid-cells'
import { nextColumn, nextRow } from '../../../../../renderer/components/grid/grid-keys'

describe('the active cell', () => {
  it.each([
    ['ArrowRight', 2, 3],
    ['ArrowRight', 4, 4],
    ['ArrowLeft', 0, 0],
    ['Home', 3, 0],
    ['End', 1, 4],
    ['ArrowDown', 1, null],
    ['a', 1, null]
  ])('goes with %s from column %i to %s', (key, at, to) => expect(nextColumn(key, at, 5)).toBe(to))

  it('goes no further than the first and the last row', () => {
    expect([nextRow('PageDown', 95, 100, 10), nextRow('PageUp', 5, 100, 10)]).toEqual([99, 0])
    expect(nextRow('ArrowDown', 0, 0, 10)).toBeNull()
  })

  it('is chosen with the rows between, whichever way they were gone', () => {
    expect([between(3, 7), between(7, 3), between(2, 2)]).toEqual([
      { first: 3, last: 7 },
      { first: 3, last: 7 },
      { first: 2, last: 2 }
    ])
  })
})

describe('a key that types', () => {
  const press = (key: string, held: object = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    ...held
  })
  it.each([
    [press('a'), true],
    [press('ø'), true],
    [press('7'), true],
    [press(' '), false],
    [press('Enter'), false],
    [press('c', { ctrlKey: true }), false],
    [press('v', { metaKey: true }), false]
  ])('%o: %s', (pressed, types) => expect(typesText(pressed)).toBe(types))
})
