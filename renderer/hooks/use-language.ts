import { useTranslation } from 'react-i18next'
import type { Language } from '../../shared/settings'

/** The locale that dates, times and figures are written in, by the app's language. */
export const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', nb: 'nb-NO' }

export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'nb' ? 'nb' : 'en'
}
