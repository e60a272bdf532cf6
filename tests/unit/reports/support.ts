import type { TFunction } from 'i18next'
import { exportWordsIn } from '../../../renderer/components/exports/export-words'
import type { ExportWords } from '../../../shared/export-words'
import type { Language } from '../../../shared/languages'
import { translatorFor } from '../renderer/translator'

/** What the page hands over in a language. */
export async function exportWordsOf(language: Language): Promise<ExportWords> {
  const { t } = await translatorFor(language)
  return exportWordsIn(t as unknown as TFunction<['exports', 'common', 'links']>)
}
