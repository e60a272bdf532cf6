import { describe, expect, it } from 'vitest'
import { exportColumns, exportWords } from '../../../shared/export-words'
import { languages } from '../../../shared/languages'
import { exportWordsOf } from './support'

describe.each(languages)('the words of exported lists in %s', (language) => {
  it('are all there, and no two columns are called the same', async () => {
    const words = exportWords.parse(await exportWordsOf(language))
    expect(new Set(Object.values(words.columns)).size).toBe(exportColumns.length)
    // i18next says the key where it has no word.
    const all = Object.values(words).flatMap((group) => Object.values(group))
    expect(all.filter((word) => /^[a-zA-Z]+[.:][a-zA-Z.]+/.test(word))).toEqual([])
  })
})
