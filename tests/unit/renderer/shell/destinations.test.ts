import { describe, expect, it } from 'vitest'
import { destinations } from '../../../../renderer/shell/destinations'

describe('the ways of the sidebar', () => {
  it('have a key each', () => {
    const keys = destinations.flatMap(({ digit }) => digit ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('are counted from the top, without a gap', () => {
    const digits = destinations
      .flatMap(({ digit }) => (digit === null ? [] : Number(digit)))
      .filter((digit) => !Number.isNaN(digit))
    expect(digits).toEqual(digits.map((_, index) => index + 1))
  })
})
