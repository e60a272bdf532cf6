import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FirstRows, hashOf } from '../../../../electron/batch/checking/first-rows'

describe('the first row with a hash', () => {
  it('is the one a Map would say, however many there are and in whatever order they come', () => {
    const hash = fc.oneof(fc.integer(), fc.integer({ min: -3, max: 3 }), fc.constantFrom(1024, 2048, 4096))
    const entries = fc.array(fc.tuple(hash, fc.integer({ min: 1, max: 1_000_000 })), { size: '+2' })
    fc.assert(
      fc.property(entries, (all) => {
        const firsts = new FirstRows()
        const plain = new Map<number, number>()
        for (const [each, row] of all) {
          if (!plain.has(each)) plain.set(each, row)
          expect(firsts.claim(each, row)).toBe(plain.get(each))
        }
      })
    )
  })

  it('is still known when the table has grown many times', () => {
    const firsts = new FirstRows()
    const rows = Array.from({ length: 20_000 }, (_, index) => index + 1)
    for (const row of rows) firsts.claim(row * 7_919, row)
    expect(rows.filter((row) => firsts.claim(row * 7_919, 1_000_000) !== row)).toEqual([])
  })

  it('is looked for by hashes of which hardly two are the same', () => {
    const hashes = new Set(Array.from({ length: 20_000 }, (_, row) => hashOf(`number:${100_000 + row}`)))
    // Two of so many share one of 32 bits once in twenty runs.
    expect(hashes.size).toBeGreaterThan(19_996)
    expect(hashOf('b', hashOf('a'))).not.toBe(hashOf('a', hashOf('b')))
  })
})
