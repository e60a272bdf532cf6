import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  phoneForm,
  problemOfEmail,
  problemOfText,
  remembering
} from '../../../../electron/importing/meaning/shortcuts'
import { cardHandle, maskedToken, readCardHandle } from '../../../../electron/importing/meaning/card-handle'
import { emailProblem, keptPhone, phoneProblem, textProblem } from '../../../../shared/fields'
import { runs } from '../runs'

/** Texts that lie close to every edge of the rules: digits, separators, what cannot be seen, letters of all kinds. */
const edgy = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '4111',
        '1111',
        ' ',
        '-',
        '5555555555554444',
        '378282246310005',
        '4222222222222',
        '+',
        'å',
        '\u200B',
        '\u0007',
        '.',
        '_',
        '٣'
      ),
      fc.string({ maxLength: 4, unit: 'grapheme' }),
      fc.nat(9999).map(String)
    ),
    { maxLength: 8 }
  )
  .map((parts) => parts.join(''))

describe('the shortcuts', () => {
  it('say of texts what the rules say', () => {
    fc.assert(
      fc.property(edgy, fc.constantFrom(5, 20, 200), (text, atMost) => {
        expect(problemOfText(text, atMost)).toBe(textProblem(text, atMost))
      }),
      runs(2000)
    )
    expect(problemOfText('kort 4222222222222', 100)).toBe('card_number')
    expect(problemOfText('kort 4111111111111111', 100)).toBe('card_number')
  })

  it('say of e-mail addresses what the rules say', () => {
    const part = fc.constantFrom(
      'kari',
      'K',
      '1',
      '.',
      '-',
      '_',
      '+',
      '..',
      "o'",
      'å',
      '4111',
      'eksempel',
      'no',
      'x1',
      '@',
      ' ',
      '1a'
    )
    const text = fc.oneof(
      fc
        .tuple(fc.array(part, { maxLength: 5 }), fc.array(part, { maxLength: 6 }))
        .map((ends) => ends.map((each) => each.join('')).join('@')),
      fc.emailAddress(),
      fc
        .tuple(
          fc.stringMatching(/^[a-z0-9]{1,9}([._+-][A-Z0-9]{1,4})?$/),
          fc.stringMatching(/^[a-z0-9]{1,9}([.-][a-z]{1,9}){0,2}$/)
        )
        .map(([name, host]) => `${name}@${host}.no`)
    )
    let right = 0
    fc.assert(
      fc.property(text, (address) => {
        const problem = emailProblem(address)
        if (problem === null) right++
        expect([address, problemOfEmail(address)]).toEqual([address, problem])
      }),
      runs(4000)
    )
    expect(right).toBeGreaterThan(400)
    expect(problemOfEmail('4111111111111111@eksempel.no')).toBe('card_number')
  })

  it('say of phone numbers what the rules say', () => {
    const digits = fc.array(fc.nat(9), { minLength: 4, maxLength: 11 }).map((each) => each.join(''))
    const form = fc.constantFrom('', '+47', '+47 ', '+45', '+467', '+4670', '+46', '00', '0', '+1')
    const spaced = (text: string, space: boolean): string =>
      space ? text.replace(/(\d{2})(?=\d)/g, '$1 ') : text
    let shortcuts = 0
    fc.assert(
      fc.property(
        form,
        digits,
        fc.boolean(),
        fc.constantFrom('NO', 'SE', 'DK', 'FI'),
        (code, rest, space, country) => {
          const text = spaced(code + rest, space)
          const problem = phoneProblem(text, country)
          const kept = problem === null ? keptPhone(text, country) : text
          if (problem === null) shortcuts++
          expect([text, phoneForm(text, country)]).toEqual([text, { kept, problem }])
        }
      ),
      runs(800)
    )
    expect(shortcuts).toBeGreaterThan(25)
  })

  it('of eight digits and of the mobiles of three countries too', () => {
    const eight = fc.integer({ min: 20_000_000, max: 99_999_999 }).map(String)
    const swedish = fc.tuple(
      fc.constantFrom('0', '2', '3', '6', '9'),
      fc.integer({ min: 1_000_000, max: 9_999_999 })
    )
    fc.assert(
      fc.property(eight, swedish, fc.constantFrom('NO', 'DK'), (number, [digit, rest], country) => {
        for (const text of [number, `+47${number}`, `+45 ${number}`, `+467${digit}${rest}`]) {
          const problem = phoneProblem(text, country)
          expect([text, phoneForm(text, country)]).toEqual([
            text,
            { kept: keptPhone(text, country), problem }
          ])
          expect(problem).toBeNull()
        }
      }),
      runs(100)
    )
  })

  it('remember what they have read', () => {
    const read: string[] = []
    const length = remembering((text) => read.push(text) && text.length)
    expect([length('ja'), length('ja'), length('nei')]).toEqual([2, 2, 3])
    expect(read).toEqual(['ja', 'nei'])
  })
})

describe('card handles and masks', () => {
  it('give a card back, and nothing else', () => {
    for (const tokenKind of [null, 'payment_token', 'recurrence_token'] as const)
      expect(readCardHandle(cardHandle('0193-ab_C', tokenKind))).toEqual({ cardId: '0193-ab_C', tokenKind })
    const none = [
      'card:',
      'card:a b',
      'Card:a',
      'xcard:a',
      `card:${'a'.repeat(65)}`,
      'card:a.',
      'card:a.other'
    ]
    expect(none.map(readCardHandle)).toEqual(none.map(() => null))
  })

  it('show the ends of long tokens alone', () => {
    expect(maskedToken('T1000-8c2e55d0-aa91-a91f')).toBe('T1000…a91f')
    expect(maskedToken('T1000-8c2e-a91f')).toBe('…')
  })
})
