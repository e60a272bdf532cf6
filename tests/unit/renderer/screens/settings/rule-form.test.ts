import { describe, expect, it } from 'vitest'
import { amountProblem, formOf, readRule } from '../../../../../renderer/screens/settings/approval/rule-form'

describe('the rule for a second person, as it is typed', () => {
  it.each([
    [{ kind: 'off' }],
    [{ kind: 'every' }],
    [{ kind: 'over', amounts: { NOK: 10_000_050, EUR: 0, JPY: 500 } }]
  ] as const)('is read as it is shown: %o', (rule) => {
    for (const locale of ['nb-NO', 'en-GB']) expect(readRule(formOf(rule, locale))).toEqual(rule)
  })

  it.each([
    ['1 000', 'NOK', null],
    ['0', 'NOK', null],
    ['', 'NOK', 'empty'],
    ['1.234', 'NOK', 'ambiguous'],
    ['1 000 EUR', 'NOK', 'wrong_currency'],
    ['1', 'XXX', 'not_allowed']
  ])('with %j %s has the problem %s', (text, currency, problem) => {
    expect(amountProblem(text, currency)).toBe(problem)
    expect(readRule({ kind: 'over', amounts: { [currency]: text } }) === null).toBe(problem !== null)
  })
})
