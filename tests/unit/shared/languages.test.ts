import { describe, expect, it } from 'vitest'
import { languageFacts, languageInForce, languages, systemLanguage } from '../../../shared/languages'

describe('the language of a system', () => {
  it.each([
    ['nb-NO', 'nb'],
    ['nb', 'nb'],
    ['nn-NO', 'nb'],
    ['no', 'nb'],
    ['NB_no', 'nb'],
    ['en-US', 'en'],
    ['en', 'en'],
    // None of ours: English, and never whatever begins with the same letters.
    ['nbs-TZ', 'en'],
    ['de-DE', 'en'],
    ['', 'en']
  ])('%j is spoken to in %s', (locale, language) => expect(systemLanguage(locale)).toBe(language))
})

describe('the language in force', () => {
  it('is the chosen one, whatever the system speaks', () => {
    expect(languageInForce('en', 'nb-NO')).toBe('en')
    expect(languageInForce('nb', 'en-GB')).toBe('nb')
    expect(languageInForce('system', 'nb-NO')).toBe('nb')
  })
})

describe('what is known of a language', () => {
  it.each(languages)('%s has a locale that dates and figures can be written in', (language) => {
    const { locale, ownName } = languageFacts[language]
    expect(Intl.DateTimeFormat.supportedLocalesOf(locale)).toEqual([locale])
    expect(Intl.NumberFormat.supportedLocalesOf(locale)).toEqual([locale])
    expect(systemLanguage(locale)).toBe(language)
    expect(ownName).toMatch(/^\p{Lu}/u)
  })

  it('leaves no locale of a system to two languages', () => {
    const tags = languages.flatMap((each) => languageFacts[each].systemTags)
    expect(new Set(tags).size).toBe(tags.length)
  })
})
