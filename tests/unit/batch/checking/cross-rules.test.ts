import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CrossRules,
  type LedgerFacts,
  type RowExplanation,
  type RowFacts
} from '../../../../electron/batch/checking/cross-rules'
import type { KnownCharge } from '../../../../electron/ledger/reading/file-evidence'

const nothing: LedgerFacts = { unresolved: [], openLinks: [], recent: [], used: new Map() }

function known(change: Partial<KnownCharge> = {}): KnownCharge {
  return {
    id: 'charge-1',
    reference: 'order-1',
    amount: 100,
    currency: 'NOK',
    at: 0,
    identities: ['number:k-1'],
    ...change
  }
}

function facts(change: Partial<RowFacts> = {}): RowFacts {
  return { reference: 'row', identities: ['number:k-1'], amount: 100, currency: 'NOK', ...change }
}

const codes = (rules: CrossRules, row: number, explained: RowExplanation | null = null): string[] =>
  rules.problems(row, explained).map(({ code }) => code)

describe('rows beside others', () => {
  it('are refused where two have one reference, both of them, and never for another reference', () => {
    const rules = new CrossRules(nothing)
    rules.load(2, facts({ reference: 'a', identities: ['number:k-1'] }))
    rules.load(3, facts({ reference: 'a', identities: ['number:k-2'] }))
    rules.load(4, facts({ reference: 'b', identities: ['number:k-3'] }))
    expect([codes(rules, 2), codes(rules, 3), codes(rules, 4)]).toEqual([
      ['reference_twice'],
      ['reference_twice'],
      []
    ])
  })

  it('are asked about where they are the same money from the same customer: the later one', () => {
    const rules = new CrossRules(nothing)
    rules.load(2, facts({ reference: 'a' }))
    rules.load(3, facts({ reference: 'b', identities: ['number:k-9', 'email:x'] }))
    rules.load(4, facts({ reference: 'c', amount: 101 }))
    rules.load(5, facts({ reference: 'd', currency: 'SEK' }))
    rules.load(6, facts({ reference: 'e', identities: ['email:x', 'number:k-1'] }))
    expect([2, 3, 4, 5, 6].map((row) => codes(rules, row))).toEqual([[], [], [], [], ['twice_in_file']])
    const explained = { reason: 'two months', ...rules.resembled(6) }
    expect(codes(rules, 6, explained)).toEqual([])
    // What was said of one customer says nothing of another, nor of another sum.
    for (const change of [{ amount: 101 }, { identities: ['number:k-9'] }]) {
      rules.set(6, facts({ reference: 'e', ...change }))
      expect(codes(rules, 6, explained)).toEqual(['twice_in_file'])
    }
  })

  it('are refused beside what nobody knows the end of and what may still be paid, whatever is said', () => {
    const said: RowExplanation = { reason: 'meant', earlier: ['charge-1', 'charge-2'], alike: 9, money: '' }
    const rules = new CrossRules({
      ...nothing,
      unresolved: [known()],
      openLinks: [known({ id: 'charge-2', identities: ['number:k-2'] })],
      used: new Map([
        ['taken', { chargeId: 'charge-3', ended: null, isUnsent: false }],
        ['begun', { chargeId: 'charge-4', ended: null, isUnsent: true }]
      ])
    })
    rules.load(2, facts())
    rules.load(3, facts({ reference: 'b', identities: ['number:k-2'] }))
    rules.load(4, facts({ reference: 'taken', identities: ['number:k-3'] }))
    rules.load(5, facts({ reference: 'c', amount: 99 }))
    rules.load(6, facts({ reference: 'begun', identities: ['number:k-4'] }))
    expect([2, 3, 4, 5, 6].map((row) => codes(rules, row, said))).toEqual([
      ['duplicate_open'],
      ['link_open'],
      ['reference_used'],
      [],
      ['reference_unsent']
    ])
  })

  it('are asked about for each earlier charge that nobody was asked about', () => {
    const rules = new CrossRules({ ...nothing, recent: [known(), known({ id: 'charge-2' })] })
    rules.load(2, facts())
    expect(rules.resembled(2)).toMatchObject({ earlier: ['charge-1', 'charge-2'], alike: 0 })
    expect(codes(rules, 2, { reason: 'r', earlier: ['charge-1'], alike: 0, money: '' })).toEqual([
      'charged_lately'
    ])
    expect(codes(rules, 2, { reason: 'r', earlier: ['charge-1', 'charge-2'], alike: 0, money: '' })).toEqual(
      []
    )
  })

  it('come out the same in whatever order they were changed, and every row that changes is named', () => {
    const rowFacts = fc.option(
      fc.record({
        reference: fc.constantFrom('a', 'b', 'c', ''),
        identities: fc.subarray(['number:1', 'number:2', 'email:x']),
        amount: fc.option(fc.constantFrom(1, 2), { nil: null }),
        currency: fc.constantFrom('NOK', 'SEK')
      }),
      { nil: null }
    )
    const changes = fc.array(fc.tuple(fc.integer({ min: 2, max: 9 }), rowFacts), { maxLength: 40 })
    fc.assert(
      fc.property(
        changes,
        fc.option(fc.array(fc.constantFrom('a', 'b', ''), { minLength: 10, maxLength: 10 })),
        (all, names) => {
          const ledger = { ...nothing, recent: [known({ amount: 1, identities: ['number:1'] })] }
          const changed = new CrossRules(ledger)
          const now = new Map<number, RowFacts>()
          const shown = new Map<number, string>()
          for (const [row, given] of all) {
            const touched = changed.set(row, given)
            if (given === null) now.delete(row)
            else now.set(row, given)
            for (const each of touched) shown.set(each, JSON.stringify(changed.problems(each, null)))
          }
          if (names !== null) {
            for (const [row, its] of now) now.set(row, { ...its, reference: names[row] ?? '' })
            changed.rename((row) => now.get(row) ?? facts())
            for (let row = 2; row <= 9; row++) shown.set(row, JSON.stringify(changed.problems(row, null)))
          }
          const fresh = new CrossRules(ledger)
          for (const row of [...now.keys()].toSorted((one, other) => one - other))
            fresh.load(row, now.get(row) ?? facts())
          for (let row = 2; row <= 9; row++) {
            const expected = fresh.problems(row, null)
            expect(changed.problems(row, null)).toEqual(expected)
            expect(JSON.parse(shown.get(row) ?? '[]')).toEqual(expected)
          }
        }
      ),
      { numRuns: 400 }
    )
  })

  it('are counted in time however many are the same', () => {
    const rules = new CrossRules(nothing)
    const rows = 30_000
    for (let row = 1; row <= rows; row++) rules.load(row, facts({ reference: `r${row}` }))
    const began = performance.now()
    for (let row = 1; row <= rows; row++) rules.problems(row, null)
    // Each row beside each would be nine hundred million looks.
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(rules.resembled(rows).alike).toBe(rows - 1)
  })
})
