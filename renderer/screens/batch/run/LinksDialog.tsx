import { Button, Checkbox, Group, Modal } from '@mantine/core'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchLinksView, LeftOutReason } from '../../../../shared/batch-links'
import type { CurrencySum } from '../../../../shared/batch'
import type { AppError } from '../../../../shared/result'
import { api } from '../../../api'
import { ErrorNotice } from '../../../components/ErrorNotice'
import { LifetimeField } from '../../../components/links/LifetimeField'
import { Loading } from '../../../components/Loading'
import { MoneyText } from '../../../components/MoneyText'
import { useAction } from '../../../hooks/use-action'
import { useApiEvent } from '../../../hooks/use-api-event'
import { useLoad } from '../../../hooks/use-load'
import { useNavigation } from '../../../stores/navigation'
import { ProgressBar } from '../ProgressBar'
import classes from './LinksDialog.module.css'

interface LinksDialogProps {
  readonly batchId: string
  readonly onClose: () => void
}

/** Payment links for all declined rows that the customer can heal: how, how many, and then how far it has come. */
export function LinksDialog({ batchId, onClose }: LinksDialogProps) {
  const { t } = useTranslation(['files', 'common'])
  const before = useLoad(useCallback(() => api.getBatchLinks({ batchId }), [batchId]))
  const [view, setView] = useState<BatchLinksView | null>(null)
  useApiEvent('batchLinksChanged', (news) => {
    if (news.batchId === batchId) setView(news)
  })
  const [again, setAgain] = useState(false)
  const shown = again ? null : (view ?? before.value?.view ?? null)
  const begun = (next: BatchLinksView): void => {
    setAgain(false)
    setView(next)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('links.title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      {before.error && <ErrorNotice during="noCharge" error={before.error} onRetry={before.reload} />}
      {before.value === null ? (
        !before.error && <Loading />
      ) : shown === null ? (
        <Wish batchId={batchId} onBegun={begun} onClose={onClose} />
      ) : (
        <Progress view={shown} onAgain={() => setAgain(true)} onClose={onClose} />
      )}
    </Modal>
  )
}

interface WishProps {
  readonly batchId: string
  readonly onBegun: (view: BatchLinksView) => void
  readonly onClose: () => void
}

/** Until when an SMS can be paid, where nobody says; hours. */
const usualLifetime = 168

function Wish({ batchId, onBegun, onClose }: WishProps) {
  const { t } = useTranslation(['files', 'links', 'common'])
  const [sms, setSms] = useState(false)
  const [lifetimeHours, setLifetime] = useState<number | null>(null)
  const lifetime = sms && lifetimeHours === null ? usualLifetime : lifetimeHours
  const review = useLoad(
    useCallback(
      () => api.reviewBatchLinks({ batchId, capture: 'profile', sms, lifetimeHours: lifetime }),
      [batchId, sms, lifetime]
    )
  )
  const make = useAction(api.makeBatchLinks)
  const begin = async (reviewId: string): Promise<void> => {
    const answer = await make.run({ reviewId })
    if (answer?.ok) onBegun(answer.value)
    else review.reload()
  }
  const { value } = review
  const error: AppError | null = make.error ?? review.error
  return (
    <>
      <p className={classes['what']}>{t('links.what')}</p>
      <div className={classes['fields']}>
        <LifetimeField value={lifetime} needsEnd={sms} onChange={setLifetime} />
        <Checkbox
          label={t('links.sms')}
          checked={sms}
          onChange={(event) => setSms(event.currentTarget.checked)}
        />
      </div>
      <div role="status" aria-busy={review.loading}>
        {value && (
          <>
            <p className={classes['count']}>{t('links.count', { count: value.links })}</p>
            <Sums sums={value.sums} />
            <LeftOut leftOut={value.leftOut} />
          </>
        )}
      </div>
      {error && (
        <div className={classes['error']}>
          <ErrorNotice during="noCharge" error={error} onRetry={value === null ? review.reload : undefined} />
        </div>
      )}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        {(value !== null || !error) && (
          <Button
            disabled={value === null || value.links === 0 || review.loading}
            loading={make.busy}
            onClick={() => value && void begin(value.reviewId)}
          >
            {t('links.make', { count: value?.links ?? 0 })}
          </Button>
        )}
      </Group>
    </>
  )
}

interface ProgressProps {
  readonly view: BatchLinksView
  /** Begins with what is left. */
  readonly onAgain: () => void
  readonly onClose: () => void
}

function Progress({ view, onAgain, onClose }: ProgressProps) {
  const { t } = useTranslation(['files', 'errors', 'common'])
  const go = useNavigation((state) => state.go)
  const { total, done, made, failed, leftOut, running, stopped } = view
  return (
    <>
      <ProgressBar progress={{ charges: total, answered: done, open: 0 }} size="lg" />
      <p role="status" className={classes['count']}>
        {t(running ? 'links.soFar' : 'links.done', { count: made })}
      </p>
      {failed > 0 && <p>{t('links.failed', { count: failed })}</p>}
      <LeftOut leftOut={leftOut} />
      {stopped !== null && (
        <p className={classes['stopped']}>
          {stopped === 'cancelled'
            ? t('links.stoppedByPerson')
            : `${t('links.stopped')} ${t(`errors:${stopped}.what`)} ${t(`errors:${stopped}.next`)}`}
        </p>
      )}
      <Group justify="flex-end" gap="xs" mt="md">
        {running ? (
          <Button variant="default" onClick={() => void api.stopBatchLinks({ batchId: view.batchId })}>
            {t('links.stop')}
          </Button>
        ) : (
          <>
            {stopped !== null && (
              <Button variant="default" onClick={onAgain}>
                {t('links.again')}
              </Button>
            )}
            <Button variant="default" onClick={() => go({ name: 'links' })}>
              {t('links.show')}
            </Button>
          </>
        )}
        <Button data-autofocus onClick={onClose}>
          {t('common:action.close')}
        </Button>
      </Group>
    </>
  )
}

function Sums({ sums }: { readonly sums: readonly CurrencySum[] }) {
  return (
    <p className={classes['sums']}>
      {sums.map(({ currency, amount }) => (
        <MoneyText key={currency} amount={amount} currency={currency} weight="strong" />
      ))}
    </p>
  )
}

function LeftOut({ leftOut }: { readonly leftOut: readonly { reason: LeftOutReason; rows: number }[] }) {
  const { t } = useTranslation('files')
  if (leftOut.length === 0) return null
  return (
    <div className={classes['leftOut']}>
      <p>{t('links.leftOut')}</p>
      <ul>
        {leftOut.map(({ reason, rows }) => (
          <li key={reason}>
            <span>{t(`links.left.${reason}`)}</span>
            <span className="tabular">{t('number', { count: rows })}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
