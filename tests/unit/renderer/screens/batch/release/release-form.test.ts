import { describe, expect, it } from 'vitest'
import type { BatchReview } from '../../../../../../shared/batch-view'
import {
  heldBackBy,
  nothingExpected,
  readCount,
  readExpected,
  totalProblem,
  typedSums
} from '../../../../../../renderer/screens/batch/release/release-form'

const nok = { currency: 'NOK', charges: 3, amount: 1_290_000 }
const eur = { currency: 'EUR', charges: 1, amount: 120_000 }
const review: BatchReview = {
  reviewId: 'r',
  name: 'Power',
  charges: 4,
  sums: [nok, eur],
  skipped: 0,
  done: 0,
  blocked: 0,
  explained: 0,
  largest: [],
  firstTimeCards: 0,
  newCards: 0,
  duration: 0,
  like: [],
  expected: null,
  approval: null,
  atDintero: { payments: null, cards: null, found: [] },
  asking: null
}
const typed = { NOK: '12 900,00', EUR: '1200' }

describe('a total that is typed again', () => {
  it('may be more than a single charge can be', () => {
    expect(
      totalProblem('128 450 000,00', { currency: 'NOK', charges: 90_000, amount: 12_845_000_000 })
    ).toBeNull()
  })

  it.each([
    ['12 900,00', null],
    ['12900', null],
    ['12.900', null],
    ['12 900,01', 'mismatch'],
    ['129 000', 'mismatch'],
    ['12 900 EUR', 'wrong_currency'],
    ['', 'empty'],
    ['twelve', 'malformed']
  ])('as %s is %s', (text, problem) => expect(totalProblem(text, nok)).toBe(problem))

  it('is told main only when every currency was typed', () => {
    expect(typedSums(review.sums, typed)).toEqual([
      { currency: 'NOK', amount: 1_290_000 },
      { currency: 'EUR', amount: 120_000 }
    ])
    expect(typedSums(review.sums, { NOK: '12 900,00' })).toBeNull()
  })
})

describe('what is expected', () => {
  it('is nothing until something is said', () => {
    expect(readExpected(nothingExpected)).toBeNull()
    expect(readExpected({ charges: ' ', sums: { NOK: '' } })).toBeNull()
  })

  it('is how many, or what they come to, or both', () => {
    expect(readExpected({ charges: '12 480', sums: {} })).toEqual({ charges: 12_480, sums: [] })
    expect(readExpected({ charges: '', sums: { NOK: '12 900' } })).toEqual({
      charges: null,
      sums: [{ currency: 'NOK', charges: 0, amount: 1_290_000 }]
    })
  })

  it.each([
    [{ charges: 'many', sums: {} }],
    [{ charges: '1', sums: { NOK: '1.300' } }],
    [{ charges: '1', sums: { NOK: 'x' } }]
  ])('is unclear, and told nobody, as %o', (form) => expect(readExpected(form)).toBe('unclear'))

  it.each([
    ['1 234', 1_234],
    ['1.234', 1_234],
    ['0', 0],
    ['', null]
  ])('counts %s as %s', (text, count) => expect(readCount(text)).toBe(count))

  it.each(['-3', '1e3', '12345678'])('takes %s for no count', (text) => expect(readCount(text)).toBeNaN())
})

describe('a file', () => {
  const approval = { approverId: '', pin: '' }
  const answers = { typed, realMoney: true, approval }

  it('may be released when its totals were typed, and in production when real money is meant', () => {
    expect(heldBackBy(review, answers, true)).toBeNull()
    expect(heldBackBy(review, { ...answers, realMoney: false }, false)).toBeNull()
  })

  it('is held back by what is missing, the gravest first', () => {
    expect(heldBackBy({ ...review, charges: 0, sums: [] }, answers, true)).toBe('nothing')
    const expected = { charges: 5, sums: [], met: false }
    expect(heldBackBy({ ...review, expected }, answers, true)).toBe('expected')
    expect(heldBackBy(review, { ...answers, typed: { ...typed, EUR: '12' } }, true)).toBe('totals')
    expect(heldBackBy(review, { ...answers, realMoney: false }, true)).toBe('real_money')
  })

  it('is held back while a second person is asked for and has not said who, or shown no PIN', () => {
    const asked = { ...review, approval: { approvers: [] } }
    for (const said of [
      { approverId: '', pin: '739251' },
      { approverId: 'ola', pin: '' }
    ])
      expect(heldBackBy(asked, { ...answers, approval: said }, true)).toBe('approval')
    expect(heldBackBy(asked, { ...answers, approval: { approverId: 'ola', pin: '739251' } }, true)).toBeNull()
    expect(heldBackBy(asked, { ...answers, realMoney: false }, true)).toBe('real_money')
  })
})
