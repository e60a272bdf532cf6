import { describe, expect, it } from 'vitest'
import { readPageWords } from '../../../electron/command/page-words'
import { asideCodes } from '../../../shared/file-words'
import { languages } from '../../../shared/languages'

describe.each(languages)('what saved files call things in %s', (language) => {
  it('is of a row, and not of somebody at the button of a single charge', async () => {
    const { file, ofError } = await readPageWords(language)
    for (const code of asideCodes) {
      expect(file.errors[code]).toMatch(/\S/)
      expect(file.errors[code]).not.toBe(ofError(code).what)
    }
    expect(file.errors['over_limit']).toBe(ofError('over_limit').what)
  })

  it('leaves nothing to fill in, and has words for everything', async () => {
    const { file } = await readPageWords(language)
    const all = Object.values(file).flatMap((words) => Object.values(words))
    expect(all.filter((word) => word.trim() === '' || /\{\{|undefined/.test(word))).toEqual([])
  })
})
