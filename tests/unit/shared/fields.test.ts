import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  amountProblem,
  emailProblem,
  keptPhone,
  merchantReferenceProblem,
  phoneProblem,
  reasonProblem,
  textProblem
} from '../../../shared/fields'
import { maxAmount } from '../../../shared/charge'

const card = '4925 0000 0000 0004'

describe('what a field may hold', () => {
  it('is no card number, nothing that cannot be seen, and no more than it holds: the gravest is told', () => {
    expect(textProblem('Nettleie oktober', 20)).toBeNull()
    expect(textProblem('Nettleie oktober', 10)).toBe('too_long')
    expect(textProblem(`paid\u200b with ${card}`, 10)).toBe('card_number')
    expect(textProblem('zero\u200bwidth and far too long', 10)).toBe('control_characters')
  })

  it.each([
    ['kari@example.no', null],
    ['kari.nordmann+strom@example.co.uk', null],
    ['', null],
    ['kari@example', 'malformed'],
    ['kari example.no', 'malformed'],
    ['kari@example..no', 'malformed'],
    [`${'k'.repeat(250)}@example.no`, 'too_long']
  ])('of an e-mail address: %s', (text, problem) => {
    expect(emailProblem(text)).toBe(problem)
  })

  it.each([
    ['900 00 000', 'NO', null, '+4790000000'],
    ['0047 900 00 000', 'NO', null, '+4790000000'],
    ['+47.22.22.22.22', 'NO', null, '+4722222222'],
    ['070-123 45 67', 'SE', null, '+46701234567'],
    ['1234', 'NO', 'too_small', '1234'],
    ['kari', 'NO', 'malformed', 'kari'],
    [card, 'NO', 'card_number', card],
    ['', 'NO', null, '']
  ] as const)('of a phone number: %s in %s', (typed, country, problem, kept) => {
    expect(phoneProblem(typed, country)).toBe(problem)
    expect(keptPhone(typed, country)).toBe(kept)
  })

  it('of a phone number that was kept is taken again as it is, in any country', () => {
    const numbers = fc.tuple(
      fc.constantFrom('47', '46', '45', '358', '354'),
      fc.stringMatching(/^[2-9]\d{7}$/)
    )
    fc.assert(
      fc.property(numbers, fc.constantFrom('NO', 'SE', 'DK', 'FI', 'IS'), ([code, digits], country) => {
        const kept = keptPhone(`+${code} ${digits}`, country)
        fc.pre(kept.startsWith('+'))
        expect(keptPhone(kept, 'NO')).toBe(kept)
        expect(phoneProblem(kept, 'SE')).toBe(phoneProblem(kept, 'NO'))
      })
    )
  })

  it.each([
    ['order-17', null],
    ['order-17~2', null],
    ['', 'missing'],
    ['with space', 'malformed'],
    ['-begins', 'malformed'],
    ['x'.repeat(101), 'too_long'],
    ['4925000000000004', 'card_number']
  ])('of a merchant reference: %s', (text, problem) => {
    expect(merchantReferenceProblem(text)).toBe(problem)
  })

  it.each([
    [1, null],
    [maxAmount, null],
    [0, 'too_small'],
    [-1, 'too_small'],
    [maxAmount + 1, 'too_large'],
    [0.5, 'malformed'],
    [Number.NaN, 'malformed']
  ])('of an amount: %d', (amount, problem) => {
    expect(amountProblem(amount)).toBe(problem)
  })

  it('of a reason is a reason', () => {
    expect(reasonProblem('ok')).toBe('missing')
    expect(reasonProblem('two meters')).toBeNull()
    expect(reasonProblem(`card ${card}`)).toBe('card_number')
    expect(reasonProblem('x'.repeat(501))).toBe('too_long')
  })
})
