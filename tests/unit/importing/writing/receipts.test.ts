import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { standings } from '../../../../shared/standing'
import {
  checkedReceipt,
  doneGroups,
  doneReceipt,
  receivedReceipt,
  type CountedRow,
  type DoneRow,
  type Tally
} from '../../../../electron/importing/writing/receipts'

const nok = (amount: number) => ({ money: { amount, currency: 'NOK' } })
const facts = { fileName: 'november.csv', sha256: 'ab'.repeat(32), by: 'Kari', at: 1 }

describe('a receipt', () => {
  it('says what was received: rows, those without an amount, and sums by currency', () => {
    const rows = [nok(100), { money: { amount: 5, currency: 'EUR' } }, nok(250), { money: null }]
    expect(receivedReceipt(facts, rows)).toEqual({
      ...facts,
      all: {
        rows: 4,
        withoutAmount: 1,
        sums: [
          { currency: 'EUR', amount: 5 },
          { currency: 'NOK', amount: 350 }
        ]
      }
    })
  })

  it('says what became of what was released, and why', () => {
    const row = (state: DoneRow['state'], reason: string, amount: number): DoneRow => ({
      ...nok(amount),
      state,
      reason
    })
    const receipt = doneReceipt(9, [
      row('captured', '', 100),
      row('held', '', 200),
      row('declined', 'expired_card', 10),
      row('declined', 'insufficient_funds', 20),
      row('declined', 'insufficient_funds', 30),
      row('charged_after_all', 'x', 1),
      row('sent', '', 2),
      row('closed', '', 4),
      row('intent', '', 8),
      row(null, '', 16)
    ])
    expect(receipt.at).toBe(9)
    expect(receipt.declined).toEqual({
      rows: 3,
      withoutAmount: 0,
      sums: [{ currency: 'NOK', amount: 60 }],
      byReason: [
        { reason: 'insufficient_funds', rows: 2, withoutAmount: 0, sums: [{ currency: 'NOK', amount: 50 }] },
        { reason: 'expired_card', rows: 1, withoutAmount: 0, sums: [{ currency: 'NOK', amount: 10 }] }
      ]
    })
    const sums = doneGroups.map((group) => [group, receipt[group].sums[0]?.amount ?? 0])
    expect(sums).toEqual([
      ['succeeded', 300],
      ['declined', 60],
      ['unknown', 1],
      ['pending', 2],
      ['refused', 0],
      ['not_sent', 0],
      ['closed', 4],
      ['never_begun', 24]
    ])
  })

  it('refuses sums that are not exact, and amounts that are not whole', () => {
    expect(() => receivedReceipt(facts, [nok(Number.MAX_SAFE_INTEGER), nok(1)])).toThrow(RangeError)
    expect(() => receivedReceipt(facts, [nok(1.5)])).toThrow(RangeError)
    expect(receivedReceipt(facts, [nok(Number.MAX_SAFE_INTEGER - 1), nok(1)]).all.sums).toEqual([
      { currency: 'NOK', amount: Number.MAX_SAFE_INTEGER }
    ])
  })

  it('adds up to the one before, in rows and in every currency', () => {
    const counted: fc.Arbitrary<CountedRow> = fc.record({
      money: fc.option(
        fc.record({
          amount: fc.integer({ min: 1, max: 2_147_483_647 }),
          currency: fc.constantFrom('NOK', 'SEK', 'ISK')
        })
      )
    })
    const done = fc
      .tuple(counted, fc.option(fc.constantFrom(...standings)), fc.constantFrom('', 'a', 'b'))
      .map(([{ money }, state, reason]): DoneRow => ({ money, state, reason }))
    fc.assert(
      fc.property(fc.array(done), fc.array(counted), fc.array(counted), (released, skipped, invalid) => {
        const received = receivedReceipt(facts, [...invalid, ...released, ...skipped])
        const checked = checkedReceipt({ by: 'Per', at: 2 }, { released, skipped, invalid })
        const ended = doneReceipt(3, released)
        const groups = doneGroups.map((group) => ended[group])
        expect(added([checked.released, checked.skipped, checked.invalid])).toEqual(added([received.all]))
        expect(added(groups)).toEqual(added([checked.released]))
        for (const group of groups) expect(added(group.byReason)).toEqual(added([group]))
      })
    )
  })
})

/** What tallies come to together, added up in another way. */
function added(tallies: readonly Tally[]): Record<string, bigint> {
  const total: Record<string, bigint> = { rows: 0n, withoutAmount: 0n }
  const add = (name: string, amount: number) => (total[name] = (total[name] ?? 0n) + BigInt(amount))
  for (const { rows, withoutAmount, sums } of tallies) {
    add('rows', rows)
    add('withoutAmount', withoutAmount)
    for (const { currency, amount } of sums) add(currency, amount)
  }
  return total
}
