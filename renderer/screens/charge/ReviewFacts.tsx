import { useTranslation } from 'react-i18next'
import type { ChargeReview } from '../../../shared/charge'
import { formatMoney } from '../../../shared/money'
import { shownPhone } from '../../../shared/phone'
import { EnvironmentBadge } from '../../components/EnvironmentBadge'
import { BudgetText } from '../../components/BudgetText'
import { useLocale } from '../../hooks/use-language'
import classes from './ReviewColumn.module.css'

/** What the sentence leaves out: the environment, the card's failed attempts, VAT, contact. */
export function ReviewFacts({ review }: { readonly review: ChargeReview }) {
  const { t } = useTranslation('charge')
  const locale = useLocale()
  const contact = [review.email, shownPhone(review.phone)].filter((each) => each !== '').join(', ')
  return (
    <dl className={classes['facts']}>
      <dt>{t('review.environment')}</dt>
      <dd>
        <EnvironmentBadge environment={review.environment} />
      </dd>
      {review.budget && (
        <>
          <dt>{t('review.budget')}</dt>
          <dd>
            <BudgetText budget={review.budget} />
          </dd>
        </>
      )}
      {!review.referenceChecked && (
        <>
          <dt>{t('review.reference')}</dt>
          <dd>{t('review.referenceUnchecked')}</dd>
        </>
      )}
      {review.lines.length > 0 && (
        <>
          <dt>{t('review.linesLabel')}</dt>
          <dd>
            {t('review.lines', {
              count: review.lines.length,
              vat: formatMoney(review.vatAmount, review.currency, locale)
            })}
          </dd>
        </>
      )}
      {contact !== '' && (
        <>
          <dt>{t('review.receipt')}</dt>
          <dd>{contact}</dd>
        </>
      )}
      {review.retryOf !== null && (
        <>
          <dt>{t('review.attempt')}</dt>
          <dd>{t('review.attemptOf')}</dd>
        </>
      )}
    </dl>
  )
}
