import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { systemLanguage, type Language } from '../shared/languages'
import type { en } from './locales/en'
import { teachFormats } from './locales/grammar'

type Words = typeof en

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    returnNull: false
    resources: Words
  }
}

// One bundle a language: only the language in force is read at start.
const loaders: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import('./locales/en')).en,
  nb: async () => (await import('./locales/nb')).nb
}

async function loadWords(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'common')) return
  const words = await loaders[language]()
  for (const [namespace, bundle] of Object.entries(words)) {
    i18next.addResourceBundle(language, namespace, bundle)
  }
}

/** Sets i18next up without any words; `changeLanguage` brings them, before the first render. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: guessLanguage(),
    defaultNS: 'common',
    ns: [],
    fallbackLng: false,
    resources: {},
    // React escapes what it renders.
    interpolation: { escapeValue: false },
    returnNull: false
  })
  if (i18next.services.formatter) teachFormats(i18next.services.formatter)
}

/** Shows the whole page in another language, and tells assistive technology. */
export async function changeLanguage(language: Language): Promise<void> {
  await loadWords(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

/** The language to speak before main has said which. */
export function guessLanguage(): Language {
  return systemLanguage(navigator.language)
}
