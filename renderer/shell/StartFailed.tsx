import { useTranslation } from 'react-i18next'
import type { AppError } from '../../shared/result'
import { ErrorNotice } from '../components/ErrorNotice'
import { Wordmark } from '../components/Wordmark'
import classes from './StartFailed.module.css'

/** All there is to show when main could not say how things stand. */
export function StartFailed({ problem }: { readonly problem: AppError }) {
  const { t } = useTranslation()
  return (
    <main className={classes['root']}>
      <Wordmark />
      <h1>{t('start.failed')}</h1>
      <ErrorNotice error={problem} />
      <p>{t('start.again')}</p>
    </main>
  )
}
