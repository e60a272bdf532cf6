import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { FoundTransaction } from '../../../shared/found-transaction'
import type { AppError } from '../../../shared/result'
import { ErrorFacts } from '../../components/ErrorFacts'
import { useFoundWords } from '../../components/found-words'
import { useNavigation } from '../../stores/navigation'
import type { SubmitFailure } from './charge-state'
import classes from './ReviewColumn.module.css'
import { stopOf } from './stop'
import { StopNotice } from './StopNotice'
import { chargeStore, useCharge } from './use-charge'

/** Why the main process would not make this charge, or this link. Field problems are shown at their fields as well. */
export function RefusedNotice({ error }: { readonly error: AppError }) {
  const { t } = useTranslation(['charge', 'errors'])
  const words = useFoundWords()
  const isLink = useCharge((state) => state.form.way === 'link')
  const atFields = (error.fields?.length ?? 0) > 0
  const stop = stopOf(error)
  if (stop !== null) return <StopNotice stop={stop} />
  return (
    <div className={classes['notice']} data-testid="review-refused">
      <p className={classes['strong']}>{isLink ? t('review.refusedLink') : t('review.refused')}</p>
      <p>{t(`errors:${error.code}.what`)}</p>
      <ErrorFacts error={error} />
      {error.code === 'reference_taken' ? (
        <p>{t('review.taken', { what: words.one(takenOf(error)) })}</p>
      ) : (
        <p>{t(`errors:${error.code}.next`)}</p>
      )}
      {!atFields && (
        <Button size="xs" variant="default" onClick={() => chargeStore.getState().checkAgain()}>
          {t('review.checkAgain')}
        </Button>
      )}
    </div>
  )
}

/** What Dintero has under a reference somebody typed, as the refusal tells it. */
function takenOf({ details = {} }: AppError): Omit<FoundTransaction, 'contradictions' | 'transactionId'> {
  const text = (key: string): string | null => (typeof details[key] === 'string' ? details[key] : null)
  const number = (key: string): number | null => (typeof details[key] === 'number' ? details[key] : null)
  return {
    product: text('product'),
    amount: number('amount'),
    currency: text('currency'),
    status: text('status'),
    brand: text('brand'),
    lastFour: text('lastFour'),
    createdAt: number('createdAt')
  }
}

/**
 * Why the press of the button did not become anything, and what that means for the money. Where it is not certain
 * that nothing was sent, it says so and where to look, and never that nothing happened.
 */
export function FailureNotice({ failure }: { readonly failure: SubmitFailure }) {
  const { t } = useTranslation(['charge', 'errors'])
  const go = useNavigation((state) => state.go)
  const isLink = useCharge((state) => state.form.way === 'link')
  const reference = useCharge(({ review, form }) =>
    review.phase === 'ready' ? review.review.merchantReference : form.merchantReference
  )
  return (
    <div
      className={classes['notice']}
      data-doubt={!failure.nothingSent}
      role="alert"
      data-testid="submit-failure"
    >
      <p className={classes['strong']}>{t(`errors:${failure.error.code}.what`)}</p>
      {failure.nothingSent ? (
        <>
          <ErrorFacts error={failure.error} />
          <p>{isLink ? t('failure.nothingSentLink') : t('failure.nothingSent')}</p>
          <p>{t(`errors:${failure.error.code}.next`)}</p>
        </>
      ) : (
        <>
          <p>{isLink ? t('failure.doubtLink', { reference }) : t('failure.doubt', { reference })}</p>
          <Button size="xs" variant="default" onClick={() => go({ name: isLink ? 'links' : 'history' })}>
            {isLink ? t('result.links') : t('result.history')}
          </Button>
        </>
      )}
    </div>
  )
}
