import { useTranslation } from 'react-i18next'
import { mostWorkbookRows, type Exported } from '../../../shared/list-export'

/** What was saved, and what had no room. */
export function SavedWords({ done }: { readonly done: Exported }) {
  const { t } = useTranslation('exports')
  const { rows, leftOut, fileName } = done
  return (
    <>
      <span style={{ overflowWrap: 'anywhere' }}>{t('saved', { count: rows, fileName })}</span>
      {leftOut > 0 && <> {t('leftOut', { count: leftOut, most: mostWorkbookRows })}</>}
    </>
  )
}
