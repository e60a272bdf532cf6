import { describe, expect, it } from 'vitest'
import { isOver } from '../../../../electron/batch/approving/rule'

const sum = (currency: string, amount: number) => ({ currency, amount, charges: 1 })
const rule = { kind: 'over', amounts: { NOK: 100_000, SEK: 0 } } as const

describe('a file over an amount', () => {
  it.each([
    ['what comes to just the amount', [sum('NOK', 100_000)], [], false],
    ['what comes to more', [sum('NOK', 100_001)], [], true],
    ['a currency whose amount is nothing', [sum('SEK', 1)], [], true],
    ['a currency without an amount', [sum('EUR', 1)], [], true],
    ['any of several currencies', [sum('NOK', 1), sum('EUR', 1)], [], true],
    ['one cut in two', [sum('NOK', 60_000)], [sum('NOK', 40_001)], true],
    ['two that come to just the amount', [sum('NOK', 60_000)], [sum('NOK', 40_000)], false],
    ['what went before in another currency', [sum('NOK', 60_000)], [sum('EUR', 99_000)], false]
  ])('is held against the rule: %s', (_what, sums, earlier, expected) => {
    expect(isOver(rule, sums, earlier)).toBe(expected)
  })
})
