import { describe, expect, it } from 'vitest'
import { readFile, readPasted } from '../../../../electron/importing/reading/read-file'
import { errorWords, type ErrorWords } from '../../../../renderer/components/error-words'
import { fileRefusals, mostFileBytes } from '../../../../shared/charge-file'
import { languages, type Language } from '../../../../shared/languages'
import type { AppError } from '../../../../shared/result'
import { refusedEncodings } from '../../../fixtures/charge-files/expected/encodings'
import { refusedForms } from '../../../fixtures/charge-files/expected/forms'
import { refusedHeaders } from '../../../fixtures/charge-files/expected/headers'
import { notChargeFiles } from '../../../fixtures/charge-files/expected/not-charge-files'
import { fixture, refusalOf } from '../../importing/reading/fixtures'
import { bundles, plainSpaces, translatorFor } from '../translator'

/** As main says that a file is refused. */
function refusedFor(refusal: string, details: NonNullable<AppError['details']> = {}): AppError {
  return { code: 'file_refused', message: '', details: { ...details, refusal } }
}

async function wordsIn(language: Language, error: AppError): Promise<ErrorWords> {
  const { errors, locale } = await translatorFor(language)
  const { what, money, next } = errorWords(errors, locale, error)
  return { what: plainSpaces(what), money: plainSpaces(money), next: plainSpaces(next) }
}

/** Whether a text is said to its end: a sentence in which nothing is left to be filled in. */
function isSaid(text: string): boolean {
  return /^\p{L}.*\.$/u.test(text) && !/\{\{|undefined|NaN/.test(text)
}

const refusedFiles = [...refusedEncodings, ...refusedForms, ...refusedHeaders, ...notChargeFiles]

describe.each(languages)('a file that is refused, in %s', (language) => {
  it.each(fileRefusals)('says of %s what it is and what to do', (refusal) => {
    const own = bundles[language].errors.refusal[refusal]
    expect([own.what, own.next].filter((text) => !/^\p{L}.*\.$/u.test(text))).toEqual([])
  })

  it('says so in words of its own for each kind', () => {
    expect(Object.keys(bundles[language].errors.refusal).sort()).toEqual([...fileRefusals].sort())
    const kinds = Object.values(bundles[language].errors.refusal).map(({ what }) => what)
    expect(new Set(kinds).size).toBe(fileRefusals.length)
  })

  it.each(refusedFiles.map(({ file, choices }) => ({ file, choices })))(
    'leaves nothing open of $file',
    async ({ file, choices }) => {
      const { code, details } = await refusalOf(() => readFile(fixture(file), choices ?? {}))
      const plain = await wordsIn(language, { code: 'file_refused', message: '' })
      const words = await wordsIn(language, refusedFor(code, details))
      expect(words.what).not.toBe(plain.what)
      expect([words.what, words.money, words.next].filter((text) => !isSaid(text))).toEqual([])
    }
  )
})

describe('the figures of a file that is refused', () => {
  it('are those that main has said', async () => {
    const quote = refusedFor('open_quote', { line: 12_345 })
    expect((await wordsIn('nb', quote)).what).toBe(
      'Anførselstegnet som begynner i linje 12 345, slutter aldri, så ingen kan si hvor cellen gjør det.'
    )
    const letters = refusedFor('encoding_does_not_fit', { encoding: 'windows-1252' })
    expect((await wordsIn('en', letters)).what).toBe(
      'Some letters of this file make no sense as Windows-1252.'
    )
  })

  it('never say that a file is as large as may be when it is larger', async () => {
    const { code, details } = await refusalOf(() => readPasted('a'.repeat(mostFileBytes + 1), {}))
    const { what } = await wordsIn('en', refusedFor(code, details))
    expect(what).toBe('The file is 64.1 MB. At most 64 MB can be read.')
  })

  it('are not made up for a kind the page does not know', async () => {
    const words = await wordsIn('en', refusedFor('a_kind_to_come'))
    expect(words).toEqual(await wordsIn('en', { code: 'file_refused', message: '' }))
  })

  it('do not touch other failures', async () => {
    const error: AppError = { code: 'storage_full', message: '', details: { refusal: 'pdf' } }
    expect((await wordsIn('en', error)).what).toBe('The disk is full, so Trekk could not write.')
  })
})
