import { useTranslation } from 'react-i18next'
import type { ExportView } from '../../../shared/list-export'
import classes from './Exports.module.css'

/** How far an export has come, as a bar and in figures. */
export function ExportProgress({ view }: { readonly view: ExportView | null }) {
  const { t } = useTranslation('exports')
  const { done, total } = view ?? { done: 0, total: 0 }
  return (
    <span className={classes['progress']}>
      <progress aria-label={t('progressLabel')} value={done} max={Math.max(1, total)} />
      <span className="tabular">{total === 0 ? t('preparing') : t('progress', { done, total })}</span>
    </span>
  )
}
