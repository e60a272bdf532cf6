import type { Country } from '../../../shared/account'
import type { MessageLanguage } from '../../../shared/link-message'

/** What each language calls itself, for whoever looks for the customer's. */
export const messageLanguageNames: Readonly<Record<MessageLanguage, string>> = {
  nb: 'Norsk',
  sv: 'Svenska',
  da: 'Dansk',
  fi: 'Suomi',
  en: 'English'
}

/** The language that customers of an account are written to in, where nobody says another. */
export function messageLanguageOf(country: Country): MessageLanguage {
  switch (country) {
    case 'NO':
      return 'nb'
    case 'SE':
    case 'AX':
      return 'sv'
    case 'DK':
    case 'FO':
    case 'GL':
      return 'da'
    case 'FI':
      return 'fi'
    default:
      return 'en'
  }
}
