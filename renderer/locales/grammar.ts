import { language, languageFacts, type Language } from '../../shared/languages'

/** What a language does to the words that are filled into its sentences. */
export interface Grammar {
  /** Whose something is: `{{customer, possessive}}` in a sentence that needs it. */
  readonly possessive: (name: string) => string
}

export const grammars: Readonly<Record<Language, Grammar>> = {
  en: { possessive: (name) => (/s$/i.test(name) ? `${name}’` : `${name}’s`) },
  nb: { possessive: (name) => (/[sxz]$/i.test(name) ? `${name}’` : `${name}s`) }
}

/** The part of i18next's formatter that is taught. */
interface FormatStore {
  readonly add: (name: string, format: (value: unknown, language: string | undefined) => string) => void
}

/**
 * Teaches i18next the formats that the locales use: `possessive`; `number`, grouped as the language groups; `list`,
 * the parts of a sentence with commas and an "and".
 */
export function teachFormats(formats: FormatStore): void {
  formats.add('possessive', (name, shown) => grammars[language.parse(shown)].possessive(String(name)))
  formats.add('number', (figure, shown) => new Intl.NumberFormat(localeOf(shown)).format(Number(figure)))
  formats.add('list', (parts, shown) =>
    new Intl.ListFormat(localeOf(shown)).format(Array.isArray(parts) ? parts.map(String) : [String(parts)])
  )
}

function localeOf(shown: string | undefined): string {
  return languageFacts[language.parse(shown)].locale
}
