import { useTranslation } from 'react-i18next'
import { language, languageFacts, languages, type Language } from '../../shared/languages'

/** The locale that dates, times, figures and money are written in: that of the language shown. */
export function useLocale(): string {
  const { i18n } = useTranslation()
  return languageFacts[language.parse(i18n.language)].locale
}

/** What a person can choose for the language, each language by its own name. */
export function useLanguageChoices(): readonly {
  readonly value: Language | 'system'
  readonly label: string
}[] {
  const { t } = useTranslation()
  return [
    { value: 'system', label: t('language.system') },
    ...languages.map((value) => ({ value, label: languageFacts[value].ownName }))
  ]
}
