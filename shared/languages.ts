import { z } from 'zod'

/** The languages Trekk speaks. A new one begins here; the compiler then asks for the rest of it, place by place. */
export const languages = ['en', 'nb'] as const
export const language = z.enum(languages)
export type Language = z.infer<typeof language>

/** What is to be known of a language besides its words. */
export interface LanguageFacts {
  /** How dates, times, figures and money are written, as a BCP 47 tag. */
  readonly locale: string
  /** What it calls itself, for a person who cannot read the language that is shown. */
  readonly ownName: string
  /** The first parts of the system's locales that it is spoken for. */
  readonly systemTags: readonly string[]
}

export const languageFacts: Readonly<Record<Language, LanguageFacts>> = {
  en: { locale: 'en-GB', ownName: 'English', systemTags: ['en'] },
  nb: { locale: 'nb-NO', ownName: 'Norsk bokmål', systemTags: ['nb', 'nn', 'no'] }
}

/**
 * The language for a system that speaks a locale; English where that is none of ours.
 * @param systemLocale a BCP 47 tag, such as `nb-NO`
 */
export function systemLanguage(systemLocale: string): Language {
  const [tag = ''] = systemLocale.toLowerCase().split(/[-_]/)
  return languages.find((each) => languageFacts[each].systemTags.includes(tag)) ?? 'en'
}

/** The language in force: the one that was chosen, or the system's. */
export function languageInForce(chosen: Language | 'system', systemLocale: string): Language {
  return chosen === 'system' ? systemLanguage(systemLocale) : chosen
}
