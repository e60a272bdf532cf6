import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ChargeReview } from '../../../shared/charge'
import type { FoundTransaction } from '../../../shared/found-transaction'
import type { AppError } from '../../../shared/result'
import { ErrorFacts } from '../../components/ErrorFacts'
import { useFoundWords } from '../../components/found-words'
import { useNavigation } from '../../stores/navigation'
import type { SubmitFailure } from './charge-store'
import classes from './ReviewColumn.module.css'
import { StopNotice, stopOf } from './StopNotice'
import { chargeStore, useCharge } from './use-charge'

/** Why the main process would not make this charge. Field problems are shown at their fields as well. */
export function RefusedNotice({ error }: { readonly error: AppError }) {
  const { t } = useTranslation(['charge', 'errors'])
  const words = useFoundWords()
  const atFields = (error.fields?.length ?? 0) > 0
  const stop = stopOf(error)
  if (stop !== null) return <StopNotice stop={stop} />
  return (
    <div className={classes['notice']} data-testid="review-refused">
      <p className={classes['strong']}>{t('review.refused')}</p>
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
 * Why the press of the button did not become a charge, and what that means for the money. Where it is not certain
 * that nothing was sent, it says so and where to look, and never that nothing happened.
 */
export function FailureNotice({ failure, review }: { failure: SubmitFailure; review: ChargeReview | null }) {
  const { t } = useTranslation(['charge', 'errors'])
  const go = useNavigation((state) => state.go)
  const reference = useCharge((state) => review?.merchantReference ?? state.form.merchantReference)
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
          <p>{t('failure.nothingSent')}</p>
          <p>{t(`errors:${failure.error.code}.next`)}</p>
        </>
      ) : (
        <>
          <p>{t('failure.doubt', { reference })}</p>
          <Button size="xs" variant="default" onClick={() => go({ name: 'history' })}>
            {t('result.history')}
          </Button>
        </>
      )}
    </div>
  )
}
