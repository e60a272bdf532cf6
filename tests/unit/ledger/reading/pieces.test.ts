import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { piecesOf } from '../../../../electron/ledger/reading/pieces'

describe('the pieces of a window', () => {
  it('are the rows of the window, in order, and no others', () => {
    const counts = fc
      .uniqueArray(fc.nat(1_000), { maxLength: 30 })
      .chain((days) =>
        fc.tuple(fc.constant(days), fc.array(fc.nat(9), { minLength: days.length, maxLength: days.length }))
      )
      .map(([days, sizes]) =>
        days
          .toSorted((one, other) => other - one)
          .map((day, index) => ({ place: day, count: sizes[index] ?? 0 }))
      )
    fc.assert(
      fc.property(counts, fc.nat(120), fc.nat(40), (all, offset, limit) => {
        const rows = all.flatMap(({ place: day, count }) =>
          Array.from({ length: count }, (_, at) => `${day}/${at}`)
        )
        const taken = piecesOf(all, offset, limit).flatMap(({ place: day, skip, take }) =>
          Array.from({ length: take }, (_, at) => `${day}/${skip + at}`)
        )
        expect(taken).toEqual(rows.slice(offset, offset + limit))
      })
    )
  })
})
