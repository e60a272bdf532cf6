import { createInstance, type TFunction } from 'i18next'
import { teachFormats } from '../../../renderer/locales/grammar'
import { en } from '../../../renderer/locales/en'
import { nb } from '../../../renderer/locales/nb'
import { languageFacts, type Language } from '../../../shared/languages'

/** All words of every language. */
export const bundles: Readonly<Record<Language, typeof en>> = { en, nb }

/** How the page says things in a language, and the locale it writes figures in. */
export async function translatorFor(language: Language): Promise<{
  t: TFunction<['charge', 'errors', 'common']>
  /** As failures are worded. */
  errors: TFunction<['errors', 'files', 'common']>
  audit: TFunction<['audit']>
  locale: string
}> {
  const i18n = createInstance()
  await i18n.init({
    lng: language,
    resources: bundles,
    ns: Object.keys(en),
    defaultNS: 'common',
    interpolation: { escapeValue: false }
  })
  if (i18n.services.formatter) teachFormats(i18n.services.formatter)
  return {
    t: i18n.getFixedT(language, ['charge', 'errors', 'common']),
    errors: i18n.getFixedT(language, ['errors', 'files', 'common']),
    audit: i18n.getFixedT(language, ['audit']),
    locale: languageFacts[language].locale
  }
}

/** Words with plain spaces, whatever kind the locale puts into figures. */
export function plainSpaces(words: string): string {
  return words.replace(/[\u00a0\u202f]/g, ' ')
}
