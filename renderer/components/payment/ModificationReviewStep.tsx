import { Button, Group, Stack } from '@mantine/core'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ModificationReview } from '../../../shared/modification'
import { formatMoney } from '../../../shared/money'
import { useLocale } from '../../hooks/use-language'
import { useCardWords } from '../card-words'
import { EnvironmentBadge } from '../EnvironmentBadge'
import { ErrorNotice } from '../ErrorNotice'
import { Fact, Facts } from '../Facts'
import { MoneyText } from '../MoneyText'
import classes from './Modification.module.css'
import { ModificationConfirmations } from './ModificationConfirmations'
import type { Flow, Phase } from './modification-flow'
import { answersFor } from './modification-form'
import { useModEnter } from './use-mod-enter'

interface ModificationReviewStepProps {
  readonly flow: Flow
  readonly phase: Extract<Phase, { readonly review: ModificationReview }>
  readonly onClose: () => void
}

/** What will happen, with the amount first and what is left afterwards, and the button that does it, once. */
export function ModificationReviewStep({ flow, phase, onClose }: ModificationReviewStepProps) {
  const { t } = useTranslation(['payment', 'common'])
  const locale = useLocale()
  const words = useCardWords()
  const { answers, error, submit, back } = useStore(flow)
  const heading = useRef<HTMLHeadingElement>(null)
  const { review } = phase
  const { kind, currency } = review
  const moved = review.amount ?? review.money.leftToCapture
  const money = formatMoney(moved, currency, locale)
  const isReview = phase.name === 'review'
  const ready = isReview && answersFor(review, answers) !== null
  // Not the button: a second Enter, meant for the form, must not do it.
  useEffect(() => heading.current?.focus(), [])

  useModEnter(() => void submit())
  // A held Enter would press a focused button again and again.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.repeat) event.preventDefault()
  }
  return (
    <Stack gap="sm" data-testid="modification-review" data-phase={phase.name}>
      <div>
        <h3 ref={heading} tabIndex={-1} className={classes['amount']}>
          {t(`review.title.${kind}`)} <MoneyText amount={moved} currency={currency} weight="strong" />
        </h3>
        <p className={classes['what']}>
          {t(`review.what.${kind}`, { customer: words.name(review), reference: review.merchantReference })}{' '}
          <EnvironmentBadge environment={review.environment} />
        </p>
      </div>
      <After review={review} />
      {isReview && review.confirmations.length > 0 && (
        <ModificationConfirmations flow={flow} review={review} />
      )}
      {error && (
        <ErrorNotice
          error={error}
          during="modification"
          {...(phase.name === 'doubt' && { money: t('doubt') })}
        />
      )}
      {phase.name === 'flight' && (
        <p className={classes['quiet']} role="status">
          {t('flight')}
        </p>
      )}
      {phase.name === 'doubt' ? (
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('seePayment')}</Button>
        </Group>
      ) : (
        <>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" disabled={!isReview} onClick={back}>
              {t('review.back')}
            </Button>
            <Button
              {...(kind !== 'capture' && { color: 'red' })}
              loading={phase.name === 'flight'}
              aria-disabled={!ready}
              {...(isReview && !ready && { 'data-disabled': true })}
              onKeyDown={onKeyDown}
              data-testid="modification-button"
              onClick={() => void submit()}
            >
              {t(`button.${kind}`, { money })}
            </Button>
          </Group>
          <p className={classes['hint']}>{t('review.submitHotkey')}</p>
        </>
      )}
    </Stack>
  )
}

/** How the payment stands before and after, so that nobody has to compute. */
function After({ review }: { readonly review: ModificationReview }) {
  const { t } = useTranslation('payment')
  const { money, after, currency, kind, reason } = review
  return (
    <Facts>
      <Fact name={t('money.authorised')}>
        <MoneyText amount={money.authorised} currency={currency} />
      </Fact>
      {money.captured > 0 && (
        <Fact name={t('money.captured')}>
          <MoneyText amount={money.captured} currency={currency} />
        </Fact>
      )}
      {money.refunded > 0 && (
        <Fact name={t('money.refunded')}>
          <MoneyText amount={money.refunded} currency={currency} />
        </Fact>
      )}
      {kind === 'refund' ? (
        <Fact name={t('after.leftToRefund')}>
          <MoneyText amount={after.leftToRefund} currency={currency} weight="strong" />
        </Fact>
      ) : (
        <Fact name={t('after.leftToCapture')}>
          <MoneyText amount={after.leftToCapture} currency={currency} weight="strong" />
        </Fact>
      )}
      {reason !== '' && <Fact name={t('reason.name')}>{reason}</Fact>}
    </Facts>
  )
}
