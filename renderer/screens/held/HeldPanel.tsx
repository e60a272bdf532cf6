import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { HeldPayment } from '../../../shared/transaction-detail'
import { useCardWords } from '../../components/card-words'
import { Copyable, Fact, Facts } from '../../components/Facts'
import { DetailPanel } from '../../components/grid/DetailPanel'
import { PaymentSection } from '../../components/payment/PaymentSection'
import { RelativeTime } from '../../components/RelativeTime'
import { TimeText } from '../../components/TimeText'
import { useNavigation } from '../../stores/navigation'

interface HeldPanelProps {
  readonly payment: HeldPayment
  readonly onClose: () => void
}

/** One payment that waits: whose it is, how long it holds, and the payment itself, where it is captured or released. */
export function HeldPanel({ payment, onClose }: HeldPanelProps) {
  const { t } = useTranslation('payment')
  const words = useCardWords()
  const go = useNavigation((state) => state.go)
  const { kind, id, merchantReference, transactionId, transactionStatus, heldSince, lapsesAt } = payment
  return (
    <DetailPanel
      label={t('held.detail', { reference: merchantReference })}
      title={words.name(payment)}
      onClose={onClose}
    >
      <Facts>
        <Fact name={t('held.column.card')}>{words.ending(payment)}</Fact>
        <Fact name={t('held.column.reference')}>
          <Copyable text={merchantReference} what={t('held.column.reference')} />
        </Fact>
        <Fact name={t('held.column.since')}>
          <TimeText at={heldSince} form="full" />
        </Fact>
        <Fact name={t('held.column.lapses')}>
          <RelativeTime at={lapsesAt} />
        </Fact>
      </Facts>
      <p>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            go(kind === 'charge' ? { name: 'history', chargeId: id } : { name: 'links', linkId: id })
          }
        >
          {kind === 'charge' ? t('held.openCharge') : t('held.openLink')}
        </Button>
      </p>
      <PaymentSection transactionId={transactionId} status={transactionStatus} />
    </DetailPanel>
  )
}
