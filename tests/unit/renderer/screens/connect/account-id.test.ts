import { describe, expect, it } from 'vitest'
import { readAccountId } from '../../../../../renderer/screens/connect/account-id'

describe('an account id as it is typed', () => {
  it.each([
    ['P12345678', 'production'],
    ['T12345678', 'test'],
    [' t12345678 ', 'test']
  ])('%j means %s', (typed, environment) => {
    expect(readAccountId(typed)).toEqual({ ok: true, id: typed.trim().toUpperCase(), environment })
  })

  it.each([
    ['', { kind: 'idEmpty' }],
    ['   ', { kind: 'idEmpty' }],
    ['1', { kind: 'idPrefix' }],
    ['X12345678', { kind: 'idPrefix' }],
    ['P', { kind: 'idDigits', count: 8 }],
    ['T1234567', { kind: 'idDigits', count: 1 }],
    ['P123456789', { kind: 'idLong' }],
    ['P1234-678', { kind: 'idCharacters' }],
    ['P١٢٣٤٥٦٧٨', { kind: 'idCharacters' }],
    ['T00000000', { kind: 'idTraining' }]
  ])('%j is refused with its own reason', (typed, problem) => {
    expect(readAccountId(typed)).toEqual({ ok: false, problem })
  })
})
