import { useTranslation } from 'react-i18next'
import type { LinkReview } from '../../../shared/review'
import { linkLifetimes } from '../../../shared/link'
import { formatMoney } from '../../../shared/money'
import { shownPhone } from '../../../shared/phone'
import { EnvironmentBadge } from '../../components/EnvironmentBadge'
import { BudgetText } from '../../components/BudgetText'
import { useLocale } from '../../hooks/use-language'
import classes from './ReviewColumn.module.css'
import type { Reviewed } from './submit'

/** What the sentence leaves out: the environment, the card's failed attempts, what a link is like, VAT, contact. */
export function ReviewFacts({ reviewed }: { readonly reviewed: Reviewed }) {
  const { t } = useTranslation('charge')
  const locale = useLocale()
  const { kind, review } = reviewed
  const follows = kind === 'charge' ? review.retryOf : review.chargeId
  const contact = [review.email, shownPhone(review.phone)].filter((each) => each !== '').join(', ')
  return (
    <dl className={classes['facts']}>
      <dt>{t('review.environment')}</dt>
      <dd>
        <EnvironmentBadge environment={review.environment} />
      </dd>
      {kind === 'link' && <LinkLines review={review} />}
      {kind === 'charge' && review.budget && (
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
      {follows !== null && (
        <>
          <dt>{kind === 'link' ? t('review.inPlaceOf') : t('review.attempt')}</dt>
          <dd>{kind === 'link' ? t('review.inPlaceOfCharge') : t('review.attemptOf')}</dd>
        </>
      )}
    </dl>
  )
}

function LinkLines({ review }: { readonly review: LinkReview }) {
  const { t } = useTranslation(['charge', 'links'])
  const { capture, lifetimeHours, sms, phone } = review
  const hours = linkLifetimes.find((each) => each === lifetimeHours)
  return (
    <>
      <dt>{t('capture.label')}</dt>
      <dd>{t(`capture.${capture}`)}</dd>
      <dt>{t('links:lifetime.label')}</dt>
      <dd>{hours === undefined ? t('links:lifetime.dintero') : t(`links:lifetime.hours${hours}`)}</dd>
      {sms && (
        <>
          <dt>{t('review.sms')}</dt>
          <dd>{t('review.smsTo', { phone: shownPhone(phone) })}</dd>
        </>
      )}
    </>
  )
}
