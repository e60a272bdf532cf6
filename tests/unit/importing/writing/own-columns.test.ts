import { describe, expect, it } from 'vitest'
import { fileFields } from '../../../../shared/charge-file'
import { languages } from '../../../../shared/languages'
import { standings } from '../../../../shared/standing'
import { foldForSearch } from '../../../../shared/text'
import {
  fieldHeaders,
  offeredAgain,
  readResultHeader,
  readRowState,
  resultColumns,
  resultHeaders,
  shownCardHeader,
  stateWords,
  type RowState
} from '../../../../electron/importing/writing/own-columns'
import common from '../../../../renderer/locales/en/common.json'
import commonNb from '../../../../renderer/locales/nb/common.json'

const states: readonly RowState[] = [...standings, 'skipped', 'invalid', 'not_begun']

describe('the words that Trekk writes into files', () => {
  it('are those of the app', () => {
    for (const standing of standings) {
      expect(stateWords.en[standing]).toBe(common.standing[standing])
      expect(stateWords.nb[standing]).toBe(commonNb.standing[standing])
    }
  })

  it('are read again as what they were written for, in any case and language', () => {
    for (const language of languages)
      for (const state of states) {
        const word = stateWords[language][state]
        expect([word, readRowState(word)]).toEqual([word, state])
        expect(readRowState(` ${word.toUpperCase()} `)).toBe(state)
      }
    expect([readRowState(''), readRowState('paid'), readRowState('succeeded')]).toEqual([null, null, null])
  })

  it('name Trekk in every column that says something of a row, so that nobody else has one', () => {
    for (const language of languages)
      for (const column of resultColumns.filter((each) => each !== 'card')) {
        const header = resultHeaders[language][column]
        expect(header.startsWith('Trekk: ')).toBe(true)
        expect(readResultHeader(header.toLowerCase())).toBe(column)
      }
    expect([readResultHeader('State'), readResultHeader('Årsak'), readResultHeader('Card handle')]).toEqual([
      null,
      null,
      null
    ])
  })

  it('name no two columns of a file alike', () => {
    for (const language of languages) {
      const names = fileFields
        .filter((field) => field !== 'ignored')
        .map((field) => fieldHeaders[language][field])
      const all = [...names, shownCardHeader[language]].map(foldForSearch)
      expect(new Set(all).size).toBe(all.length)
    }
  })

  it('offer a row again only where surely nothing was charged', () => {
    const offered = states.filter((state) => offeredAgain[state])
    expect(offered).toEqual(['declined', 'refused', 'not_sent', 'skipped', 'invalid', 'not_begun'])
  })
})
