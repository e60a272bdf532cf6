import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  ownColumnOf,
  ownHeaders,
  resultColumnOf,
  resultColumns,
  type FileLanguage,
  type OwnColumn
} from '../../../../electron/importing/meaning/own-columns'
import {
  offerOf,
  rowStateOf,
  stateWords,
  unclearState,
  type RowState
} from '../../../../electron/importing/meaning/own-states'
import common from '../../../../renderer/locales/en/common.json'
import commonNb from '../../../../renderer/locales/nb/common.json'
import { fileFields } from '../../../../shared/charge-file'
import { standings } from '../../../../shared/standing'
import { foldForSearch } from '../../../../shared/text'

const languages = Object.keys(stateWords) as FileLanguage[]
const states: readonly RowState[] = [...standings, 'skipped', 'invalid', 'not_begun']

/** The rows of the table of states in the vocabulary: the state, and its words by language. */
function vocabulary(): ReadonlyMap<string, readonly string[]> {
  const page = readFileSync(join(import.meta.dirname, '../../../../docs/vocabulary.md'), 'utf8')
  const section = page.slice(page.indexOf('## 3. '), page.indexOf('## 4. '))
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  const cells = rows.map((line) => line.split('|').map((cell) => cell.trim()))
  return new Map(cells.map(([, state = '', , ...words]) => [state.replaceAll('`', ''), words.slice(0, 4)]))
}

describe('the words that Trekk writes into files', () => {
  it('are those of the vocabulary, in its four languages', () => {
    const words = vocabulary()
    expect(words.size).toBe(9)
    for (const [state, said] of words) {
      const ours = languages.map((language) =>
        state === 'succeeded'
          ? `${stateWords[language].captured}, ${stateWords[language].held}`
          : stateWords[language][state as RowState]
      )
      expect([state, ours]).toEqual([state, said])
    }
  })

  it('are those of the app where the vocabulary has none', () => {
    for (const standing of standings.filter((each) => !vocabulary().has(each))) {
      expect(stateWords.en[standing]).toBe(common.standing[standing])
      expect(stateWords.nb[standing]).toBe(commonNb.standing[standing])
    }
  })

  it('never call a charge by the name of the app in Norwegian', () => {
    const words = [...Object.values(stateWords.nb), ...Object.values(ownHeaders.nb)]
    expect(words.filter((word) => /trekk/i.test(word.replace(/^Trekk: /, '')))).toEqual([])
  })

  it('are read again as what they were written for, in any language, case and spacing', () => {
    for (const language of languages)
      for (const state of states) {
        const word = stateWords[language][state]
        expect([word, rowStateOf(word)]).toEqual([word, state])
        expect([word, rowStateOf(`  ${word.toUpperCase().replaceAll(' ', '  ')}\t`)]).toEqual([word, state])
        expect([word, rowStateOf(word.normalize('NFD').toLowerCase())]).toEqual([word, state])
      }
    expect(['', 'paid', 'succeeded', 'betalt', unclearState].map(rowStateOf)).toEqual(Array(5).fill(null))
  })

  it('name Trekk in every column that says something of a row, so that nobody else has one', () => {
    for (const language of languages)
      for (const column of resultColumns) {
        const header = ownHeaders[language][column]
        expect(header.startsWith('Trekk: ')).toBe(true)
        expect(resultColumnOf(header.toLowerCase())).toBe(column)
      }
    expect(['State', 'Årsak', 'Card handle', 'Kort'].map(resultColumnOf)).toEqual(Array(4).fill(null))
  })

  it('are known without their colon, and then never written over', () => {
    expect([ownColumnOf('trekk status'), ownColumnOf('Trekk_Status')]).toEqual([
      'result_state',
      'result_state'
    ])
    expect([resultColumnOf('trekk status'), resultColumnOf('Trekk_Status')]).toEqual([null, null])
  })

  it('name no two columns of a file alike, and every field', () => {
    for (const language of languages) {
      const headers = ownHeaders[language]
      const names = (Object.keys(headers) as OwnColumn[]).map((column) => foldForSearch(headers[column]))
      expect(new Set(names).size).toBe(names.length)
      for (const field of fileFields) expect(field === 'ignored' || field in headers).toBe(true)
    }
  })

  it('offer a row again only where surely nothing was charged', () => {
    const offered = states.filter((state) => offerOf[state] !== null).map((state) => [state, offerOf[state]])
    expect(Object.fromEntries(offered)).toEqual({
      ...{ declined: 'new_attempt', refused: 'new_attempt', not_sent: 'same_charge' },
      ...{ skipped: 'first_charge', invalid: 'first_charge', not_begun: 'first_charge' }
    })
  })
})
