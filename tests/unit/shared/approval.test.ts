import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { personKey, pinProblem } from '../../../shared/approval'

describe('a PIN that somebody wants', () => {
  it.each(['739251', '0482917', '903817264055'])('may be %s', (pin) => {
    expect(pinProblem(pin)).toBeNull()
  })

  it.each([
    ['', 'missing'],
    ['12a456', 'malformed'],
    ['７３９２５１', 'malformed'],
    ['739 251', 'malformed'],
    ['73925', 'too_small'],
    ['7392518046173', 'too_long'],
    ['000000', 'not_allowed'],
    ['123456', 'not_allowed'],
    ['890123', 'not_allowed'],
    ['654321', 'not_allowed'],
    ['246802', 'not_allowed'],
    ['121212', 'not_allowed'],
    ['739739', 'not_allowed'],
    ['73917391', 'not_allowed'],
    ['112233', 'not_allowed'],
    ['739937', 'not_allowed'],
    ['159753', 'not_allowed']
  ])('is refused as %j: %s', (pin, problem) => {
    expect(pinProblem(pin)).toBe(problem)
  })
})

describe('the name of a person', () => {
  it.each([
    ['Åse Berg', '  åse   BERG '],
    ['\u00c5se Berg', 'A\u030ase Berg'],
    ['Kari', 'Ka\u200bri'],
    ['\u00c5se', 'A\u200d\u030ase'],
    ['Kari', '\uff2bari'],
    ['Strauß', 'STRAUSS'],
    ['Kari Berg', 'Kari\u00a0Berg']
  ])('is the same in %j and %j', (one, other) => {
    expect(personKey(one)).toBe(personKey(other))
  })

  it.each([
    ['Kari', 'Karin'],
    ['Åse', 'Ase'],
    ['Kari Berg', 'KariBerg']
  ])('is another in %j and %j', (one, other) => {
    expect(personKey(one)).not.toBe(personKey(other))
  })

  it('stays what it is once it is in that form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(personKey(personKey(name))).toBe(personKey(name))
      })
    )
  })
})
