import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MoneyFacts } from '../../../../electron/batch/checking/elsewhere'
import { SameMoney } from '../../../../electron/batch/checking/same-money'

const someFacts: fc.Arbitrary<MoneyFacts> = fc.record({
  identities: fc.uniqueArray(fc.constantFrom('number:1', 'number:2', 'face:1', 'email:1'), { maxLength: 3 }),
  amount: fc.option(fc.constantFrom(100, 200)),
  currency: fc.option(fc.constantFrom('NOK', 'SEK'), { freq: 9 })
})
/** Rows that come, change and go, in any order; null for one that goes. */
const changes = fc.array(fc.tuple(fc.integer({ min: 2, max: 9 }), fc.option(someFacts)), { maxLength: 30 })

function isSame(identity: string, one: MoneyFacts, other: MoneyFacts): boolean {
  return (
    other.identities.includes(identity) &&
    one.amount !== null &&
    one.currency !== null &&
    one.amount === other.amount &&
    one.currency === other.currency
  )
}

/** For each identity of a row, the rows that are the same by it, found the plain way. */
function alike(all: ReadonlyMap<number, MoneyFacts>, row: number): number[][] {
  const facts = all.get(row)
  return (facts?.identities ?? []).map((identity) =>
    [...all].flatMap(([other, its]) => (facts && other < row && isSame(identity, facts, its) ? [other] : []))
  )
}

describe('the same money', () => {
  it.each([
    ['each has a hash of its own', undefined],
    ['some share their hashes', ({ length }: string) => length],
    ['all share one', () => 0]
  ])('is what a plain look at all rows says, where %s', (_where, hash) => {
    fc.assert(
      fc.property(changes, (all) => {
        const now = new Map<number, MoneyFacts>()
        const same = new SameMoney((row) => now.get(row), hash)
        for (const [row, facts] of all) {
          const before = now.get(row)
          if (before !== undefined) same.leave(row, before, new Set())
          now.delete(row)
          if (facts === null) continue
          now.set(row, facts)
          same.enter(row, facts, null)
        }
        for (const [row, facts] of now) {
          const plain = alike(now, row)
          expect(same.before(row, facts)).toBe(Math.max(0, ...plain.map(({ length }) => length)))
          const firsts = plain.flat()
          expect(same.firstBefore(row, facts)).toBe(firsts.length === 0 ? undefined : Math.min(...firsts))
        }
      })
    )
  })

  it('names the rows that a change may touch, those that are the same before and after it', () => {
    const facts: MoneyFacts = { identities: ['number:1'], amount: 100, currency: 'NOK' }
    const now = new Map([2, 3, 4].map((row) => [row, row === 4 ? { ...facts, amount: 200 } : facts]))
    const same = new SameMoney((row) => now.get(row))
    const touched = new Set<number>()
    for (const [row, its] of now) same.enter(row, its, touched)
    expect([...touched]).toEqual([2])
    const left = new Set<number>()
    same.leave(2, facts, left)
    expect([...left]).toEqual([3])
  })
})
