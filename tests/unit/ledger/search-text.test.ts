import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { haystackIn } from '../../../electron/ledger/card-record'
import { plainSpelling, searchTerms } from '../../../electron/ledger/search-text'
import { foldForSearch } from '../../../shared/text'

const noCard = {
  customer_name: '',
  email: '',
  phone: '',
  customer_number: '',
  last_four: '',
  reference: ''
}

function finds(query: string, name: string): boolean {
  const haystack = haystackIn({ ...noCard, customer_name: name }, '')
  return searchTerms(query).every((term) => haystack.includes(plainSpelling(term)) || haystack.includes(term))
}

/** Ways in which one sound is written, on paper and on a keyboard without its letter. */
const spellings = [
  ['å', 'aa', 'a', 'Å'],
  ['æ', 'ae', 'ä', 'Æ'],
  ['ø', 'oe', 'ö', 'o', 'Ø'],
  ['é', 'e', 'É'],
  ['ü', 'u']
] as const

describe('the text of a card', () => {
  it('is found by every part of what it says', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'e', 'o', 'x', 'å', 'æ', 'ø', 'ä', ' ', '-', '@'),
      minLength: 1,
      maxLength: 14
    })
    fc.assert(
      fc.property(name, fc.nat(), fc.nat(), (text, from, length) => {
        const folded = foldForSearch(text)
        const part = folded.slice(from % (folded.length + 1)).slice(0, 1 + (length % 14))
        expect([part, finds(part, text)]).toEqual([part, true])
      }),
      { numRuns: 2_000 }
    )
  })

  it('is found in whichever spelling it was typed and in whichever it was stored', () => {
    const sound = fc.constantFrom(...spellings)
    const piece = fc.tuple(
      fc.string({
        unit: fc.constantFrom('b', 'd', 'g', 'k', 'l', 'n', 'r', 's', 't'),
        minLength: 1,
        maxLength: 3
      }),
      sound
    )
    const word = fc.array(piece, { minLength: 1, maxLength: 4 })
    const written = fc.infiniteStream(fc.nat())
    fc.assert(
      fc.property(word, written, (pieces, choices) => {
        const spell = (): string =>
          pieces
            .map(([letters, ways]) => letters + (ways[(choices.next().value ?? 0) % ways.length] ?? ''))
            .join('')
        const [stored, typed] = [spell(), spell()]
        expect([typed, stored, finds(typed, stored)]).toEqual([typed, stored, true])
      }),
      { numRuns: 1_000 }
    )
  })

  it('is not found by what it does not say', () => {
    expect(finds('odegard', 'Ødegård')).toBe(true)
    expect(finds('oedegaard bjorn', 'Bjørn Ødegård')).toBe(true)
    for (const other of ['odegord', 'degaardd', 'ødegård ola'])
      expect(finds(other, 'Bjørn Ødegård')).toBe(false)
  })
})
