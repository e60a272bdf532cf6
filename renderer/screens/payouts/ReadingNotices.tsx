import { Button } from '@mantine/core'
import { IconHourglass, IconInfoCircle, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Notice } from '../../components/Notice'
import { RelativeTime } from '../../components/RelativeTime'
import classes from './Payouts.module.css'
import type { Payouts } from './use-payouts'

interface ReadingNoticesProps {
  readonly payouts: Payouts
  /** Asks again for what was asked for last. */
  readonly onAgain: () => void
}

/** How far reading has come, why it ended before its end, and what the client may not do. */
export function ReadingNotices({ payouts, onAgain }: ReadingNoticesProps) {
  const { t } = useTranslation(['payouts', 'common'])
  const { view, error, isReading, stop } = payouts
  const again = (
    <Button size="xs" variant="default" onClick={onAgain}>
      {t('common:action.retry')}
    </Button>
  )
  if (view === null) return error && <ErrorNotice during="noCharge" error={error} onRetry={onAgain} />
  const problem = view.payouts.problem ?? view.lines?.problem ?? null
  const end = view.lines?.end ?? view.payouts.end
  return (
    <div className={classes['notices']}>
      {error && <ErrorNotice during="noCharge" error={error} />}
      <p className={classes['progress']} role="status" hidden={!isReading}>
        {isReading && (
          <>
            <IconHourglass size={16} aria-hidden />
            <span>
              {view.lines === null
                ? t('reading.payouts', { count: view.payouts.read })
                : t('reading.lines', { count: view.lines.read })}
              {view.waitsUntil !== null && (
                <>
                  {' '}
                  <RelativeTime at={view.waitsUntil} within={(time) => t('reading.waits', { time })} />
                </>
              )}
            </span>
            <Button size="compact-xs" variant="default" onClick={stop}>
              {t('reading.stop')}
            </Button>
          </>
        )}
      </p>
      {!view.allowed && (
        <Notice tone="info" icon={IconLock} title={t('notAllowed.title')} action={again}>
          {t('notAllowed.words')}
        </Notice>
      )}
      {problem !== null && <ErrorNotice during="noCharge" error={problem} onRetry={onAgain} />}
      {!isReading && problem === null && end !== null && end !== 'end' && end !== 'failed' && (
        <Notice tone="caution" icon={IconInfoCircle} title={t('cut.title')} action={again}>
          {t(`cut.${end}`)}
        </Notice>
      )}
    </div>
  )
}
