import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChargePayouts } from '../../../shared/payout'
import { formatMoney, isCurrency } from '../../../shared/money'
import { api } from '../../api'
import { AnyMoneyText } from '../../components/AnyMoneyText'
import { ErrorNotice } from '../../components/ErrorNotice'
import { Copyable, Fact, Facts } from '../../components/Facts'
import { RelativeTime } from '../../components/RelativeTime'
import { useAction } from '../../hooks/use-action'
import { useLocale } from '../../hooks/use-language'
import classes from './HistoryScreen.module.css'

/** Whether a charge was paid out, when, and for which fee: asked of Dintero by a press, and until then not said. */
export function PaidOut({ chargeId }: { readonly chargeId: string }) {
  const { t } = useTranslation('payouts')
  const [said, setSaid] = useState<ChargePayouts | null>(null)
  const ask = useAction(api.getChargePayouts)
  const press = async (): Promise<void> => {
    const answer = await ask.run({ chargeId })
    if (answer?.ok) setSaid(answer.value)
  }
  return (
    <section aria-label={t('charge.title')} className={classes['paidOut']}>
      <h3>{t('charge.title')}</h3>
      <div role="status">
        {said === null ? (
          <p>{ask.busy ? t('charge.asking') : t('charge.notAsked')}</p>
        ) : (
          <p data-testid="paid-out" data-verdict={said.verdict}>
            <strong>{t(`charge.verdict.${said.verdict}`)}</strong>
          </p>
        )}
      </div>
      {said?.payouts.map((part, index) => (
        <PartFacts key={index} part={part} currency={said.currency} />
      ))}
      {said !== null && said.payouts.length > 0 && said.dates !== 'known' && (
        <p>{said.dates === 'not_allowed' ? t('charge.notAllowed') : t('charge.failed')}</p>
      )}
      {ask.error && <ErrorNotice during="noCharge" error={ask.error} />}
      <div className={classes['askPaidOut']}>
        <Button
          size="xs"
          variant="default"
          aria-disabled={ask.busy}
          {...(ask.busy && { 'data-disabled': true })}
          onClick={() => void press()}
        >
          {said === null ? t('charge.ask') : t('charge.askAgain')}
        </Button>
        {said !== null && (
          <span>
            {t('charge.asked')} <RelativeTime at={said.askedAt} />
          </span>
        )}
      </div>
    </section>
  )
}

interface PartFactsProps {
  readonly part: ChargePayouts['payouts'][number]
  readonly currency: string
}

/** What one payout has of the charge. */
function PartFacts({ part, currency }: PartFactsProps) {
  const { t } = useTranslation('payouts')
  const locale = useLocale()
  const { payoutId, settledAt, amount, capture, refund, fee } = part
  const money = (each: number): string =>
    isCurrency(currency) ? formatMoney(each, currency, locale) : `${each} ${currency}`
  const words = [
    settledAt === null
      ? t('charge.undated')
      : t('charge.on', {
          date: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }).format(
            settledAt
          )
        }),
    fee === null ? t('charge.feeUnsaid') : t('charge.fee', { fee: money(fee) }),
    ...(refund !== null && refund !== 0 ? [t('charge.refund', { refund: money(refund) })] : [])
  ]
  return (
    <Facts>
      <Fact name={t('column.settled')}>{words.join(', ')}</Fact>
      {capture !== null && (
        <Fact name={t('column.capture')}>
          <AnyMoneyText amount={capture} currency={currency} />
        </Fact>
      )}
      <Fact name={t('column.amount')}>
        <AnyMoneyText amount={amount} currency={currency} weight="strong" />
      </Fact>
      <Fact name={t('charge.payout')}>
        <Copyable text={payoutId} what={t('charge.payout')} />
      </Fact>
    </Facts>
  )
}
