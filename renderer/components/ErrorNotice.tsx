import { Button, CloseButton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../shared/result'
import { useLocale } from '../hooks/use-language'
import { CopyButton } from './CopyButton'
import { ErrorFacts } from './ErrorFacts'
import { errorWords, type During } from './error-words'
import classes from './ErrorNotice.module.css'

interface ErrorNoticeProps {
  readonly error: AppError
  /** What it means for the money, where the screen can say more than the code does. */
  readonly money?: string | undefined
  /** What failed, where the same code means something else than during a charge. */
  readonly during?: During | undefined
  readonly onRetry?: (() => void) | undefined
  readonly onClose?: (() => void) | undefined
}

/** A failure in three sentences: what happened, what it means for the money, what to do next. */
export function ErrorNotice({ error, money, during, onRetry, onClose }: ErrorNoticeProps) {
  const { t } = useTranslation(['errors', 'files', 'common'])
  const words = errorWords(t, useLocale(), error, during)
  return (
    <div className={classes['root']} role="alert">
      <IconAlertTriangle className={classes['icon']} size={18} aria-hidden />
      <div className={classes['words']}>
        <p className={classes['what']}>{words.what}</p>
        <ErrorFacts error={error} />
        <p>{money ?? words.money}</p>
        <p>{words.next}</p>
        {error.message && (
          <details className={classes['support']}>
            <summary>{t('forSupport')}</summary>
            <code>
              {error.code}: {error.message}
            </code>
            <CopyButton text={`${error.code}: ${error.message}`} what={t('forSupport')} />
          </details>
        )}
        {onRetry && (
          <Button className={classes['retry']} size="xs" variant="default" onClick={onRetry}>
            {t('common:action.retry')}
          </Button>
        )}
      </div>
      {onClose && <CloseButton size="sm" aria-label={t('common:action.close')} onClick={onClose} />}
    </div>
  )
}
