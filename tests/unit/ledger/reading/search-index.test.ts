import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SearchIndex, type Indexable } from '../../../../electron/ledger/reading/search-index'
import { tempFolder } from '../support'

const match = (letters: string): string => `"${letters}"`

describe('the index of what is searched', () => {
  it('takes in one charge after another whose text has changed, again and again', () => {
    const index = SearchIndex.open(join(tempFolder(), 'search.db'), 'ledger-1')
    const numbers = [1, 2, 3]
    const all = (text: string): Indexable[] =>
      numbers.map((number) => ({ number, haystack: `${text} ${number}` }))
    // What is deleted again and again leaves rows of FTS5's own, with ids beyond what a number holds.
    for (let change = 0; change < 20; change += 1)
      index.add(all(`ord${String(change).padStart(3, '0')}`), { number: 3, event: change, mark: 'm' })
    expect(index.find(match('019'), 9, 9)).toEqual([3, 2, 1])
    expect(index.find(match('018'), 9, 9)).toEqual([])
    expect(index.extent()).toEqual({ number: 3, event: 19, mark: 'm' })
    index.close()
  })
})
