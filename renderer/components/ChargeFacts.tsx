import { useTranslation } from 'react-i18next'
import type { ChargeDetail } from '../../shared/charge'
import { useCardWords } from './card-words'
import { CustomerName } from './CustomerName'
import { Copyable, Fact, Facts, OrderFact } from './Facts'
import { MoneyText } from './MoneyText'
import { TimeText } from './TimeText'

interface ChargeFactsProps {
  readonly charge: ChargeDetail
  /** `all` adds what one looks up in the history and has just seen in the form. */
  readonly extent?: 'main' | 'all'
}

/** What was charged, to whom, and under which ids. */
export function ChargeFacts({ charge, extent = 'main' }: ChargeFactsProps) {
  const { t } = useTranslation('charge')
  const words = useCardWords()
  return (
    <Facts>
      <Fact name={t('result.amount')}>
        <MoneyText amount={charge.amount} currency={charge.currency} weight="strong" />
      </Fact>
      <Fact name={t('result.customer')}>
        <CustomerName of={{ kind: 'charge', id: charge.id }} customerName={charge.customerName} />
      </Fact>
      <Fact name={t('result.card')}>{words.ending(charge)}</Fact>
      <Fact name={t('result.reference')}>
        <Copyable text={charge.merchantReference} what={t('result.reference')} />
      </Fact>
      <Fact name={t('result.transaction')}>
        {charge.transactionId === null ? (
          t('result.noTransaction')
        ) : (
          <Copyable text={charge.transactionId} what={t('result.transaction')} />
        )}
      </Fact>
      {extent === 'all' && <MoreFacts charge={charge} />}
    </Facts>
  )
}

function MoreFacts({ charge }: { readonly charge: ChargeDetail }) {
  const { t } = useTranslation(['charge', 'common', 'history'])
  const contact = [charge.email, charge.phone].filter((each) => each !== '').join(', ')
  return (
    <>
      {charge.sessionId !== null && (
        <Fact name={t('result.session')}>
          <Copyable text={charge.sessionId} what={t('result.session')} />
        </Fact>
      )}
      {charge.transactionStatus !== null && (
        <Fact name={t('history:detail.status')}>
          <code>{charge.transactionStatus}</code>
        </Fact>
      )}
      <Fact name={t('operation.label')}>{t(`common:operation.${charge.operation}`)}</Fact>
      <Fact name={t('history:detail.provider')}>{t(`common:provider.${charge.provider}`)}</Fact>
      <Fact name={t('capture.label')}>{charge.autoCapture ? t('capture.now') : t('capture.later')}</Fact>
      <OrderFact order={charge} />
      {contact !== '' && <Fact name={t('review.receipt')}>{contact}</Fact>}
      <Fact name={t('history:detail.created')}>
        <TimeText at={charge.createdAt} form="full" />
      </Fact>
      {charge.operator !== '' && <Fact name={t('history:detail.operator')}>{charge.operator}</Fact>}
      {charge.duplicateReason !== null && (
        <Fact name={t('history:detail.duplicateReason')}>{charge.duplicateReason}</Fact>
      )}
    </>
  )
}
