import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partsOf, type Part } from '../../../../electron/ledger/reading/spans'

const day = 24
const hour = 4
const bound = fc.option(fc.integer({ min: 0, max: 200 }), { freq: 3 })

/** Whether a part is of whole units of its grain; of no grain, whether not one whole hour is in it. */
function isCutRight({ from, to, grain }: Part): boolean {
  if (grain !== null) return (from ?? 0) % grain === 0 && (to ?? 0) % grain === 0
  return Math.ceil((from ?? 0) / hour) * hour + hour > (to ?? 0)
}

describe('the parts of a stretch of time', () => {
  it('are all of it, in its order, without a gap, each of whole units of its grain', () => {
    const stretch = fc
      .record({ from: bound, to: bound })
      .filter(({ from, to }) => from === null || to === null || from < to)
    fc.assert(
      fc.property(stretch, ({ from, to }) => {
        const parts = partsOf({ from, to }, [day, hour])
        expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([from, to])
        expect(parts.slice(1).map((part) => part.from)).toEqual(parts.slice(0, -1).map((part) => part.to))
        expect(parts.filter((part) => !isCutRight(part))).toEqual([])
        // Of days as much as there can be.
        const hours = parts.filter(({ grain }) => grain === hour)
        expect(hours.filter((part) => (part.to ?? 0) - (part.from ?? 0) >= 2 * day)).toEqual([])
      })
    )
  })

  it('are one where nothing bounds it, and none of nothing', () => {
    expect(partsOf({ from: null, to: null }, [day, hour])).toEqual([{ from: null, to: null, grain: day }])
    expect(partsOf({ from: 5, to: 5 }, [day, hour])).toEqual([])
    expect(partsOf({ from: 6, to: 5 }, [day, hour])).toEqual([])
  })
})
