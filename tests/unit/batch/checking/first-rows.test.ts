import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FirstRows } from '../../../../electron/batch/checking/first-rows'

describe('the first row with a text', () => {
  it('is the one a Map would say, however many there are and in whatever order they come', () => {
    const texts = fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.integer({ min: 1, max: 1_000_000 })))
    fc.assert(
      fc.property(texts, (all) => {
        const firsts = new FirstRows()
        const plain = new Map<string, number>()
        for (const [text, row] of all) {
          if (!plain.has(text)) plain.set(text, row)
          expect(firsts.claim(text, row)).toBe(plain.get(text))
        }
      })
    )
  })

  it('is still known when the table has grown many times', () => {
    const firsts = new FirstRows()
    const textOf = (row: number): string => `number:${100_000 + row}`
    const rows = Array.from({ length: 20_000 }, (_, index) => index + 1)
    const strange = rows.filter((row) => firsts.claim(textOf(row), row) !== row)
    // Two of so many texts share a hash of 32 bits once in twenty runs.
    expect(strange.length).toBeLessThan(4)
    const lost = rows.filter((row) => firsts.claim(textOf(row), 1_000_000) !== row && !strange.includes(row))
    expect(lost).toEqual([])
  })
})
