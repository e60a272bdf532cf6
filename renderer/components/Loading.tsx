import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './Loading.module.css'

/** Said and shown while a screen waits for its first answer. It appears after a moment, so quick answers do not flicker. */
export function Loading({ label }: { readonly label?: string }) {
  const { t } = useTranslation()
  return (
    <div className={classes['root']} role="status">
      <Loader size="sm" type="dots" aria-hidden />
      <span>{label ?? t('loading')}</span>
    </div>
  )
}
